"""Languages: public addresses carry one, `/en/cases/…`, and every page is spoken in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, abort, current_app, g, has_request_context
from flask_babel import Babel, force_locale, get_locale

from petitions.core.config import LOCALES

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ps sd ug ur yi".split())
"""The languages that are written from right to left, wherever one is shown, printed or put into a file."""

babel = Babel()


def install(app: Flask) -> None:
    """Take the language out of each address, and put it into each address that is built."""
    babel.init_app(app, default_locale="en", default_timezone="UTC", locale_selector=current_language)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_add_language)
    app.context_processor(spoken)
    app.add_template_filter(direction, "direction")


def direction(language: str) -> str:
    """In which direction a language is written, as HTML says it."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def current_language() -> str:
    """The language of the page being made; English outside a request."""
    return g.get("language", "en") if has_request_context() else "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak to somebody in their own language, in words, days and addresses; in English where we don't know it.

    For mails: who sends one, be it a colleague's page or the worker, does not decide in which language it is read.
    """
    before = g.get("language")
    g.language = language if language in LOCALES else "en"
    try:
        with force_locale(g.language):
            yield
    finally:
        if before is None:
            g.pop("language")
        else:
            g.language = before


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    language = values.pop("lang", None) if values else None
    g.language = language if language in LOCALES else "en"
    if language is not None and language not in LOCALES:
        abort(404)


def _add_language(endpoint: str, values: dict[str, Any]) -> None:
    known = endpoint in current_app.view_functions
    if known and "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = g.get("language", "en")


def spoken() -> dict[str, dict[str, str]]:
    """What the head of a page, or of a mail, says of its language."""
    language = str(get_locale() or "en")
    return {"locale": {"lang": language, "dir": direction(language)}}
