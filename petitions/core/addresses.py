"""Absolute addresses, for mails and for those who have no request: the worker and the command line."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def external(endpoint: str, **values: Any) -> str:
    """The address of a page as it is given to people, under the setting BASE_URL.

    Takes what ``url_for`` takes. The host never comes from the request, where a visitor could have forged it.
    Raises ``werkzeug.routing.BuildError`` for an unknown endpoint or a missing value.
    """
    base = urlsplit(current_app.config["SETTINGS"].base_url)
    current_app.inject_url_defaults(endpoint, values)
    pages = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return pages.build(endpoint, values, force_external=True)
