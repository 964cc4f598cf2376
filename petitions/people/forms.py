"""Forms of people: the search, and the import of a roster."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from petitions.core.clock import today
from petitions.core.forms import Form, line, mail, options
from petitions.people.bodies import Body, bodies, country_name, world
from petitions.people.formats import Columns, NameOrder, Table
from petitions.people.formats.columns import FIELDS
from petitions.people.models import RowDecision
from petitions.people.reasons import NAMES
from petitions.people.roster_queries import Waiting
from petitions.people.spelling import fold

_BAD_DATE = _l("Enter the day on which the roster was true, as 2023-07-14.")


_NAME_ORDERS = {
    NameOrder.CAPITALS: _l("Surname in capitals, or before a comma"),
    NameOrder.SURNAME_LAST: _l("The last word is the surname"),
    NameOrder.SURNAME_FIRST: _l("The first word is the surname"),
}


class SearchForm(Form):
    """Filters in the address, so that a search can be linked and repeated. It changes nothing and has no token."""

    class Meta(Form.Meta):
        """No forgery token: the form only reads."""

        csrf = False

    text = line(_l("Name"))
    body = SelectField(_l("Body"), validate_choice=False)
    country = SelectField(_l("Country"), validate_choice=False)
    group = SelectField(_l("Political group"), validate_choice=False)
    committee = SelectField(_l("Committee"), validate_choice=False)

    def __init__(self, *arguments: Any, committees: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.committee.choices = [("", _l("Any committee")), *committees]
        self.body.choices = [("", _l("Any body")), *((body.id, body.name) for body in bodies().values())]
        self.country.choices = [("", _l("Any country")), *_countries()]
        self.group.choices = {_l("All bodies"): [("", _l("Any group"))], **_groups()}

    @property
    def asked(self) -> dict[str, str]:
        """What to search for, by the names that `queries.search` knows."""
        return {field.name: str(field.data or "")[:200] for field in self}


class ImportForm(Form):
    """A roster file, whose members it lists, and on which day."""

    file = FileField(_l("Roster file"), validators=[FileRequired(_l("Choose the roster file."))])
    body = SelectField(_l("Whose members does it list?"))
    as_of = DateField(_l("On which day was it true?"), validators=[DataRequired(_BAD_DATE)])
    keep_addresses = BooleanField(_l("Keep the addresses as they are, so that mail reaches these people"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.body.choices = [(body.id, body.name) for body in bodies().values()]
        if not current_app.config["SETTINGS"].production:
            del self.keep_addresses


class ColumnsForm(Form):
    """Which column of the uploaded table holds what. A column may hold one thing only."""

    full_name = SelectField(_l("Names, in one column"))
    name_order = SelectField(_l("How are names in one column written?"))
    first_name = SelectField(_l("Given names"))
    last_name = SelectField(_l("Surname"))
    country = SelectField(_l("Country"))
    same_country = SelectField(_l("Or the same country for everyone"))
    group = SelectField(_l("Political group"))
    email = SelectField(_l("E-mail address"))
    member_id = SelectField(_l("Member’s id in the body’s own register"))
    since = SelectField(_l("First day of the mandate"))
    is_whole = BooleanField(_l("The list names every member of the body on that day"))

    def __init__(self, body: Body, table: Table, chosen: Columns, **values: Any) -> None:
        super().__init__(data=_as_typed(chosen), **values)
        self.group_needed = not body.is_open
        columns = [
            ("", _l("In no column")),
            *((str(place), _heading(table, place)) for place in range(len(table.header))),
        ]
        for name in FIELDS:
            field: SelectField = getattr(self, name)
            field.choices = columns
        self.name_order.choices = options(_NAME_ORDERS)
        self.same_country.choices = [("", _l("As the column says")), *all_countries()]
        if body.is_open:
            del self.is_whole

    def validate(self, extra_validators: Any = None) -> bool:
        """Names, countries and groups have to be found, each in one place."""
        if not super().validate(extra_validators):
            return False
        wrong = [(name, sentence) for name, sentence, is_wrong in self._rules() if is_wrong]
        for name, sentence in wrong:
            self[name].errors = [*self[name].errors, sentence]
        return not wrong

    @property
    def chosen(self) -> Columns:
        """What was chosen."""
        places: dict[str, Any] = {field: int(self[field].data) if self[field].data else None for field in FIELDS}
        return Columns(
            **places,
            name_order=NameOrder(self.name_order.data),
            same_country=self.same_country.data,
            is_whole=bool(self.is_whole and self.is_whole.data),
        )

    def _rules(self) -> Iterator[tuple[str, Any, bool]]:
        full, parts = bool(self.full_name.data), (bool(self.first_name.data), bool(self.last_name.data))
        yield (
            "full_name",
            _("Choose the column of the names, or the two of given names and surname."),
            full == any(parts),
        )
        yield "last_name", _("Choose both columns, given names and surname."), not full and parts[0] != parts[1]
        country = bool(self.country.data), bool(self.same_country.data)
        yield "country", _("Choose the column of the country, or one country for everyone."), country[0] == country[1]
        yield "group", _("Choose the column of the political group."), self.group_needed and not self.group.data
        used = [self[field].data for field in FIELDS if self[field].data]
        for field in FIELDS:
            twice = bool(self[field].data) and used.count(self[field].data) > 1
            yield field, _("This column is chosen twice. It can hold one thing only."), twice


class ConfirmForm(Form):
    """The import as the preview showed it."""

    seal = HiddenField()


def all_countries() -> list[tuple[str, str]]:
    """Every country of the world by code, by name in order."""
    return sorted(((code, country_name(code)) for code in world()), key=lambda pair: fold(pair[1]))


def _as_typed(columns: Columns) -> dict[str, Any]:
    places = {field: getattr(columns, field) for field in FIELDS}
    typed = {field: "" if place is None else str(place) for field, place in places.items()}
    return {
        **typed,
        "name_order": columns.name_order,
        "same_country": columns.same_country,
        "is_whole": columns.is_whole,
    }


def _heading(table: Table, place: int) -> str:
    return table.header[place][:80] or _("Column %(number)d", number=place + 1)


class AddressForm(Form):
    """An address with the page that names it."""

    address = mail(_l("Address"), required=_l("Enter the address as the source prints it."))
    page = line(_l("Where does it stand?"), required=_l("Name the page or paper that gives the address."))
    on = DateField(_l("On which day was it read there?"), validators=[DataRequired(_l("Enter the day as 2026-05-04."))])
    file = line(_l("File kept of it"))


class DecisionForm(Form):
    """Confirm or refuse an address; a refusal has its reason."""

    decision = RadioField(_l("Is it right?"), validators=[DataRequired(_l("Choose one."))])
    reason = line(_l("Reason, if you refuse it"))

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.decision.choices = options(
            {"confirm": _l("I found it there, letter by letter: confirm it"), "refuse": _l("Refuse it")}
        )

    def validate_reason(self, field: Any) -> None:
        """A refusal says why."""
        if self.decision.data == "refuse" and not field.data:
            raise ValidationError(_("Say why, in a few words."))


class RowsForm(Form):
    """Rows chosen one by one or by reason, and what becomes of them."""

    rows = SelectMultipleField(_l("Rows"), validate_choice=False)
    reasons = SelectMultipleField(
        _l("All rows that wait for this reason"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    decision = RadioField(_l("What becomes of the chosen rows?"), validators=[DataRequired(_l("Choose one."))])
    because = line(_l("Why?"), required=_l("Say why, in a few words."))

    def __init__(self, waiting: Iterable[Waiting], **values: Any) -> None:
        super().__init__(**values)
        counted = Counter(reason for row in waiting for reason in row.reasons)
        self.reasons.choices = options(
            {reason.value: f"{NAMES[reason]} ({found})" for reason, found in counted.items()}
        )
        self.decision.choices = options(
            {
                RowDecision.TAKEN: _l("Take the mandates; each address waits for a second organiser"),
                RowDecision.REFUSED: _l("Refuse them"),
            }
        )

    def validate_decision(self, _field: Any) -> None:
        """There has to be something to decide on."""
        if not (self.rows.data or self.reasons.data):
            raise ValidationError(_("Choose at least one row or reason."))


def _countries() -> list[tuple[str, str]]:
    codes = {code for body in bodies().values() for code in body.states}
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: fold(pair[1]))


def _groups() -> dict[str, list[tuple[str, str]]]:
    return {
        body.name: [(group.code, f"{group.code}: {group.label}") for group in body.recent_groups(today())]
        for body in bodies().values()
        if body.groups
    }
