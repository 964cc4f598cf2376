"""The form in which a misprinted row is taken as it should read."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from petitions.core.fields import DayField
from petitions.core.forms import Form, line, mail
from petitions.people import correcting
from petitions.people.bodies import bodies, country_code
from petitions.people.forms import all_countries
from petitions.people.models import Roster
from petitions.people.reasons import Reason
from petitions.people.rosters import RosterRow

_FIELDS = {
    Reason.NO_ID: "member_id",
    Reason.BAD_ID: "member_id",
    Reason.UNKNOWN_COUNTRY: "country",
    Reason.UNKNOWN_GROUP: "group",
    Reason.BAD_DATE: "since",
}


class RowForm(Form):
    """A row as it should read, and why."""

    first_name = line(_l("Given names"), required=_l("Enter the given names."), maximum=120)
    last_name = line(_l("Surname"), required=_l("Enter the surname."), maximum=120)
    country = SelectField(_l("Country of the delegation"))
    group = line(_l("Political group"), maximum=120)
    member_id = line(_l("Member’s id in the body’s own register"), maximum=40)
    email = mail(_l("Address"))
    since = DayField(_l("First day of the mandate, if known"))
    because = line(_l("Why does it read so?"), required=_l("Say why, in a few words."))

    def __init__(self, printed: RosterRow, roster: Roster, **values: Any) -> None:
        self._printed, self._roster = printed, roster
        super().__init__(data=_as_typed(printed), **values)
        self.country.choices = [("", _l("not stated")), *all_countries()]

    @property
    def reads(self) -> RosterRow:
        """The row as typed; an address left as it is printed stays so to the letter."""
        typed: dict[str, Any] = {name: str(self[name].data or "") for name in correcting.CORRECTABLE if name != "since"}
        if typed["email"].casefold() == self._printed.email.strip().casefold():
            typed["email"] = self._printed.email.strip()
        if typed["country"] == country_code(self._printed.country):
            typed["country"] = self._printed.country
        since = self.since.data.isoformat() if self.since.data else ""
        return correcting.with_id(replace(self._printed, **typed, since=since))

    def validate(self, extra_validators: Any = None) -> bool:
        """What keeps the row from being taken is said beside its field."""
        if not super().validate(extra_validators):
            return False
        wrong = correcting.troubles(self.reads, self._roster)
        for trouble in wrong:
            field = self[_FIELDS.get(trouble.reason, "last_name")]
            field.errors = [*field.errors, f"{trouble.sentence.said(_)} {self._known(trouble.reason)}".strip()]
        return not wrong

    def _known(self, reason: Reason) -> str:
        if reason is not Reason.UNKNOWN_GROUP:
            return ""
        groups = bodies()[self._roster.body].groups
        existed = ", ".join(group.code for group in groups if group.existed(self._roster.as_of))
        return _("It had: %(groups)s.", groups=existed)


def _as_typed(printed: RosterRow) -> dict[str, Any]:
    typed: dict[str, Any] = {name: getattr(printed, name) for name in correcting.CORRECTABLE}
    try:
        since = date.fromisoformat(printed.since)
    except ValueError:
        since = None
    return {**typed, "country": country_code(printed.country) or "", "since": since}
