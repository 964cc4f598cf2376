"""The one way in which a page with a form is answered: shown, refused with what was typed, or done and left."""

from collections.abc import Callable

from flask import Response
from sqlalchemy.exc import IntegrityError

from petitions.core.db import transaction
from petitions.core.errors import DomainError, StalePage
from petitions.core.forms import Form
from petitions.core.pages import see
from petitions.core.stale import stored_instead

Answer = str | Response | tuple[str, int]


def answer(
    form: Form,
    do: Callable[[], object],
    onward: Callable[[], str],
    page: Callable[..., str],
    *,
    stored: Callable[[], Form] | None = None,
    made: Callable[[], object] | None = None,
) -> Answer:
    """Show the form; or run ``do`` in a transaction and go ``onward``; or show the form again with what is wrong.

    A stale page comes back with what was typed and, as `stored` in the page, what is stored now. Its revision is
    then the stored one, so that saving once more is a decision. `made` gives what this very form made when it was
    sent before (`core.once`): then nothing is made again, and the reader goes ``onward`` to it.
    """
    if not form.validate_on_submit():
        return (page(), 422) if form.errors else page()
    if made is not None and made():
        return see(onward())
    try:
        with transaction():
            do()
    except IntegrityError:
        if made is None or not made():
            raise
    except StalePage as error:
        return _stale(form, error, onward, page, stored)
    except DomainError as error:
        form.form_errors.append(error.message)
        return page(), error.status
    return see(onward())


def _stale(
    form: Form,
    error: StalePage,
    onward: Callable[[], str],
    page: Callable[..., str],
    stored: Callable[[], Form] | None,
) -> Answer:
    form.form_errors.append(error.message)
    now = stored() if stored else None
    differing = stored_instead(form, now) if now else []
    if now is not None and not differing:
        # A button pressed twice: what was to be saved is what is stored.
        return see(onward())
    if now is not None:
        form["revision"].data = now["revision"].data
    return page(stored=differing), error.status
