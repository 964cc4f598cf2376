"""What a person whose page was stale needs to see: what is stored now, where it differs from what they typed."""

from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from wtforms import BooleanField, Form, SelectField

from petitions.core.fields import DayField, WhenField

_UNTOLD = frozenset({"revision", "csrf_token"})


def stored_instead(form: Form, stored: Form) -> list[tuple[str, str]]:
    """Label and stored value of every field whose typed value is another one."""
    return [
        (str(field.label.text), _in_words(stored[field.name]))
        for field in form
        if field.short_name not in _UNTOLD and _in_words(field) != _in_words(stored[field.name])
    ]


def _in_words(field: Any) -> str:
    if isinstance(field, WhenField):
        return " ".join(str(part.data) for part in field.form if part.data)
    if isinstance(field, SelectField):
        chosen = (str(label) for value, label, selected, *_rest in field.iter_choices() if selected)
        return next(chosen, "")
    if isinstance(field, BooleanField):
        return str(_("yes")) if field.data else str(_("no"))
    if isinstance(field, DayField):
        return str(format_date(field.data, "d MMMM y")) if field.data else ""
    return str(field.data or "")
