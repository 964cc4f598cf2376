"""Forms of mandates entered by hand: the mandate with its source, and its end."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, ValidationError

from petitions.core.clock import today
from petitions.core.fields import DayField
from petitions.core.forms import Form, line, options, paragraph
from petitions.people.bodies import bodies
from petitions.people.forms import all_countries
from petitions.people.hand_rules import HandData, HandSource, finding
from petitions.people.models import Person
from petitions.people.reasons import Reason

ANOTHER = "another"
_FIELDS = {
    Reason.UNKNOWN_COUNTRY: "country",
    Reason.UNKNOWN_GROUP: "group",
    Reason.BAD_DATE: "since",
}


class SourceForm(Form):
    """Where something was read: the page, the day, the file kept of it, and what it says."""

    page = line(_l("Where does it stand?"), required=_l("Name the page or paper that says so."))
    on = DayField(_l("On which day was it read there?"), validators=[DataRequired(_l("Enter the day as 2026-05-04."))])
    file = line(_l("File kept of it"))
    words = paragraph(_l("What it says, word by word"), maximum=1_000)

    def validate_on(self, field: Any) -> None:
        """Nobody has read it on a day to come."""
        if field.data and field.data > today():
            raise ValidationError(_("This day has not come yet."))

    @property
    def source(self) -> HandSource:
        """The source as typed."""
        return HandSource(str(self.page.data), self.on.data or date.min, self.file.data or "", self.words.data or "")


class MandateForm(SourceForm):
    """Who holds which mandate; without the name's fields where the person is known."""

    given_name = line(_l("Given names"), required=_l("Enter the given names."), maximum=120)
    surname = line(_l("Surname"), required=_l("Enter the surname."), maximum=120)
    honorific = line(_l("Form of address"), maximum=20)
    whose = RadioField(_l("Is it one of these?"), validate_choice=False)
    body = SelectField(_l("Body"), validators=[DataRequired(_l("Choose the body."))])
    country = SelectField(_l("Country of the delegation"), validators=[DataRequired(_l("Choose the country."))])
    group = line(_l("Political group"), maximum=120)
    role = line(_l("Role in the body"), maximum=120)
    since = DayField(_l("First day of the mandate, if known"))
    until = DayField(_l("Last day of the mandate, if it has ended"))

    def __init__(self, person: Person | None, **values: Any) -> None:
        super().__init__(**values)
        self.person = person
        self.offered: dict[str, str] = {}
        self.body.choices = [("", _l("Choose")), *((body.id, body.name) for body in bodies().values())]
        self.country.choices = [("", _l("Choose")), *all_countries()]
        if person is not None:
            for name in ("given_name", "surname", "honorific", "whose"):
                delattr(self, name)

    def ask(self, own: Sequence[tuple[UUID, str]], *, also: bool) -> None:
        """Ask whose mandate it is where somebody of the name is on file, in the own register or (`also`) elsewhere."""
        if self.person is None and (own or also):
            self.offered = {**{str(key): label for key, label in own}, ANOTHER: _("Another person")}
            self.whose.choices = options(self.offered)
        elif self.person is None:
            del self.whose

    def validate(self, extra_validators: Any = None) -> bool:
        """The mandate has to be one of its body on that day; and whoever has a namesake is told apart."""
        if not super().validate(extra_validators):
            return False
        wrong = list(self._wrong())
        for name, sentence in wrong:
            self[name].errors = [*self[name].errors, sentence]
        return not wrong

    @property
    def entered(self) -> HandData:
        """The mandate as typed."""
        name = self.person or self
        given_name, surname, honorific = (
            str(getattr(getattr(name, part), "data", getattr(name, part)) or "")
            for part in ("given_name", "surname", "honorific")
        )
        return HandData(
            given_name=given_name,
            surname=surname,
            honorific=honorific,
            body=str(self.body.data),
            country=str(self.country.data),
            source=self.source,
            group=self.group.data or "",
            role=self.role.data or "",
            since=self.since.data,
            until=self.until.data,
        )

    @property
    def chosen(self) -> UUID | None:
        """The person on file whose mandate it is, if one was chosen."""
        picked = self.whose.data if self.whose else None
        return UUID(picked) if picked and picked != ANOTHER else None

    @property
    def is_another(self) -> bool:
        """Whether a namesake was looked at and is not meant."""
        return bool(self.whose and self.whose.data == ANOTHER)

    def _wrong(self) -> Iterator[tuple[str, str]]:
        data = self.entered
        if self.whose and self.whose.data not in self.offered:
            yield "whose", _("Somebody of this name is on file. Say whether it is one of them.")
        if data.since and data.until and data.since > data.until:
            yield "until", _("The mandate can’t end before its first day.")
            return
        body = bodies()[data.body]
        for trouble in finding(data, body).troubles:
            known = ", ".join(group.code for group in body.groups if group.existed(data.as_of))
            more = _("It had: %(groups)s.", groups=known) if trouble.reason is Reason.UNKNOWN_GROUP else ""
            field = _FIELDS.get(trouble.reason, "body" if self.person else "surname")
            yield field, f"{trouble.sentence.said(_)} {more}".strip()


class EndForm(SourceForm):
    """The last day of a mandate on file, with the source that tells it."""

    until = DayField(_l("Last day of the mandate"), validators=[DataRequired(_l("Enter the day as 2026-05-04."))])
