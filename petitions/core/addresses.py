"""Addresses: absolute ones of pages, for mails and those who have no request; and where mail can go."""

from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
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


def mail_address(text: str) -> str:
    """A mail address as it is kept: trimmed, its domain in lower case. Whether it exists is not asked.

    Raises ``ValueError`` where no mail could go there. Letters outside ASCII are taken in the domain only.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as fault:
        raise ValueError(str(fault)) from fault
    if not found.ascii_email or "." not in found.ascii_domain:
        raise ValueError("mail from outside finds no way to this domain")
    return found.ascii_email
