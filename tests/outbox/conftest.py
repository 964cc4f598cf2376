"""The outbox is tested alone: no slice above listens to it or holds its messages back."""

from collections.abc import Callable

import pytest
from flask import Flask

from petitions.core.events import EXTENSION as HANDLERS
from petitions.outbox.service import GATES


@pytest.fixture
def make_app(make_app: Callable[..., Flask]) -> Callable[..., Flask]:
    """Applications in which nothing hangs on a message."""

    def make(**environ: str) -> Flask:
        app = make_app(**environ)
        app.extensions[HANDLERS] = {}
        app.extensions[GATES] = {}
        return app

    return make
