"""What every page shares: how errors look, and the small words that templates use."""

import re
from typing import Any, cast

from babel.dates import format_timedelta
from flask import Flask, Response, current_app, redirect, render_template, request
from flask_babel import format_date, format_datetime, get_locale
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from petitions.core.clock import now
from petitions.core.countries import country_name
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.core.text import visible

# From so many characters on, what was typed is worth giving back.
LONG = 40
# Hashes, signed values and lists of numbers, which pages bring along hidden. Nobody writes so long without a space.
_MADE_BY_US = re.compile(r"[\w.,:=-]+", re.ASCII)

PLAIN_PAGES = frozenset({400, 403, 404, 405, 410, 413, 429, 500})


def install(app: Flask) -> None:
    """Register error pages and template filters."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _forgery_error)
    for crossed in (IntegrityError, ObjectDeletedError, StaleDataError):
        app.register_error_handler(crossed, _collision)
    app.register_error_handler(HTTPException, _http_error)
    app.add_template_filter(moment, "moment")
    app.add_template_filter(_day, "day")
    app.add_template_filter(_timespan, "timespan")
    app.add_template_filter(country_name, "country")
    app.add_template_filter(_iso, "iso")
    app.add_template_filter(visible, "visible")
    app.context_processor(lambda: {"now": now})


def see(address: str) -> Response:
    """Send the browser on with a GET after something was done (303)."""
    return cast("Response", redirect(address, code=303))


def sent() -> list[tuple[str, str]]:
    """All that a form sent but its token, in order, so that another page can send it again."""
    return [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]


def written() -> list[str]:
    """The longer of the texts that were typed, so that a page that can't take them can give them back."""
    return [text for _name, text in sent() if len(text) > LONG and not _MADE_BY_US.fullmatch(text)]


def _domain_error(error: DomainError) -> tuple[str, int]:
    return render_template("errors/domain.html", message=error.message, texts=written()), error.status


def _collision(_error: Exception) -> tuple[str, int]:
    """Two changed or removed the same at the same moment, and the database let only one through."""
    message = _("Somebody else did the same at the same moment. Look at how things stand now, then try again.")
    return render_template("errors/domain.html", message=message, texts=written()), 409


def _forgery_error(_error: CSRFError) -> tuple[str, int]:
    return render_template("errors/400.html", texts=written()), 400


def _http_error(error: HTTPException) -> Any:
    code = error.code or 500
    # Under a name that is not ours no address can be built, so no page of ours can be made.
    if code < 400 or isinstance(error, SecurityError):
        return error
    if code >= 500:
        return _bare_error(), code
    return render_template(f"errors/{code if code in PLAIN_PAGES else 400}.html"), code


def _bare_error() -> str:
    """The page for our own failure, made without context processors: they may need what has just failed."""
    db.session.rollback()
    return current_app.jinja_env.get_template("errors/500.html").render()


def moment(value: Any) -> str:
    """A moment as a person reads it, in UTC."""
    return format_datetime(value, "d MMMM y, HH:mm 'UTC'") if value else ""


def _day(value: Any) -> str:
    return format_date(value, "d MMMM y") if value else ""


def _timespan(value: Any) -> str:
    return format_timedelta(value, threshold=1.2, locale=str(get_locale() or "en")) if value else ""


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""
