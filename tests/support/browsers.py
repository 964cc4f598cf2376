"""Browsers of tests: each request stands alone, as it does on a real server."""

from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from petitions.core.db import db


class PlainBrowser(FlaskClient):
    """A browser whose requests share nothing but cookies.

    A test holds an application context open, and Flask would let every request use it: the user and the database
    session of one request would be those of the next. What the test itself read before is read anew afterwards.
    """

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Send a request in a context of its own."""
        with self.application.app_context():
            response = super().open(*args, **options)
        if has_app_context():
            db.session.rollback()
        return response
