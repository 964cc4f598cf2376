"""The page of a history with its filter, and the file of what the filter shows."""

from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from petitions.core.audit import AuditEvent
from petitions.core.db import db
from petitions.core.forms import Form
from petitions.core.headers import keep_private
from petitions.core.pages import see
from petitions.core.spreadsheet import as_csv
from petitions.core.telling import Asked, actions, narrowed, people, told


class FilterForm(Form):
    """Asks in the address, so that the answer can be linked. It changes nothing and has no token."""

    class Meta(Form.Meta):
        """No forgery token: the form only reads."""

        csrf = False

    who = SelectField(_l("Who"), default="")
    what = SelectField(_l("What was done"), default="")
    since = DateField(_l("From (day in UTC)"), validators=[Optional()])
    until = DateField(_l("To (day in UTC)"), validators=[Optional()])

    def __init__(self, query: Select[AuditEvent]) -> None:
        super().__init__(request.args)
        self.who.choices = [("", _("Everybody")), *people(query).items()]
        self.what.choices = [("", _("Everything")), *actions(query).items()]

    def validate_until(self, field: DateField) -> None:
        """The last day isn't before the first."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("The last day is before the first."))

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for, as it stands in the address."""
        typed = {field.name: request.args.get(field.name, "") for field in self}
        return {name: value for name, value in typed.items() if value}


def page(template: str, query: Select[AuditEvent], *, reasons: bool = True, **context: Any) -> tuple[str, int]:
    """The history as a page; what can't be asked for is said beside its field."""
    form = FilterForm(query)
    valid = form.validate()
    entries = _entries(query, form, reasons) if valid else []
    return render_template(template, form=form, entries=entries, **context), 200 if valid else 422


def file(name: str, query: Select[AuditEvent], back: str, *, reasons: bool = True) -> Response:
    """What the page of the same address shows, as CSV. What can't be asked for is said on that page, at ``back``."""
    form = FilterForm(query)
    if not form.validate():
        return see(f"{back}?{request.query_string.decode(errors='replace')}")
    keep_private()
    heads = [_("When (UTC)"), _("Who"), _("What was done"), _("Kind of action")] + [_("Why")] * reasons
    keys = ["iso", "who", "what", "kind"] + ["reason"] * reasons
    rows = ([entry[key] for key in keys] for entry in _entries(query, form, reasons))
    response = Response(as_csv(heads, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-history.csv"'
    return response


def _entries(query: Select[AuditEvent], form: FilterForm, reasons: bool) -> list[dict[str, Any]]:
    asked = Asked(form.who.data or "", form.what.data or "", form.since.data, form.until.data)
    return told(db.session.scalars(narrowed(query, asked)), reasons=reasons)
