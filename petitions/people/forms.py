"""Forms of people: the search, and the import of a roster."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from petitions.core.forms import Form, line, mail, options
from petitions.people.bodies import bodies, country_name
from petitions.people.models import RowDecision
from petitions.people.reasons import NAMES
from petitions.people.roster_queries import Waiting
from petitions.people.spelling import fold

_BAD_DATE = _l("Enter the day on which the roster was true, as 2023-07-14.")


class SearchForm(Form):
    """Filters in the address, so that a search can be linked and repeated. It changes nothing and has no token."""

    class Meta(Form.Meta):
        """No forgery token: the form only reads."""

        csrf = False

    text = line(_l("Name"))
    body = SelectField(_l("Body"), validate_choice=False)
    country = SelectField(_l("Country"), validate_choice=False)
    group = SelectField(_l("Political group"), validate_choice=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
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
        body.name: [(group.code, f"{group.code}: {group.label}") for group in body.groups] for body in bodies().values()
    }
