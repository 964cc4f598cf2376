"""Forms of mixed pages."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField
from wtforms.validators import DataRequired

from petitions.core.forms import Form, line, options
from petitions.people.models import Person
from petitions.signing.exporting.listed import Arranged, Kind
from petitions.signing.exporting.service import Wanted

KINDS = {
    Kind.CSV: _l("A table for a spreadsheet (CSV)"),
    Kind.DOCX: _l("A Word document (docx)"),
    Kind.LINES: _l("Plain lines, each signatory as printed (txt)"),
}
ORDERS = {
    Arranged.PRINTED: _l("As printed"),
    Arranged.COUNTRY: _l("By country"),
}


class DayForm(Form):
    """Asks for a day, in the address, so that the answer can be linked. It changes nothing and has no token."""

    class Meta(Form.Meta):
        """No forgery token: the form only reads."""

        csrf = False

    on = DateField(_l("On which day?"), validators=[DataRequired(_l("Enter the day as 2023-07-14."))])

    @property
    def day(self) -> date | None:
        """The day asked for; None where none was, or it was no day."""
        return self.on.data if self.on.raw_data and self.validate() else None


class DoubleForm(Form):
    """Asks for a name, in the address. It changes nothing and has no token."""

    class Meta(Form.Meta):
        """No forgery token: the form only reads."""

        csrf = False

    text = line(_l("Name of the other entry"))


class MergeForm(Form):
    """Which of the two is kept, and why they are one; `seen` says which entries the page showed."""

    seen = HiddenField()
    kept = RadioField(_l("Under which name are they read from now on?"), validators=[DataRequired(_l("Choose one."))])
    because = line(_l("How do you know that they are one person?"), required=_l("Say how you know, in a few words."))

    def __init__(self, one: Person, other: Person, **values: Any) -> None:
        super().__init__(**values)
        entries = enumerate((one, other), 1)
        self.kept.choices = options(
            {entry.id: _("Entry %(number)d: %(name)s", number=number, name=entry.name) for number, entry in entries}
        )


class PartForm(Form):
    """Why two persons are not one after all."""

    because = line(_l("Why are they two persons after all?"), required=_l("Say why, in a few words."))


class ListForm(Form):
    """As what kind of file a list of signatories is taken along, in which order, and with whom."""

    kind = RadioField(_l("What kind of file?"), choices=options(KINDS), default=Kind.CSV)
    order = RadioField(_l("In which order?"), choices=options(ORDERS), default=Arranged.PRINTED)
    undisclosed = BooleanField(_l("Name those who are not disclosed as well"))

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        return Wanted(Kind(self.kind.data), Arranged(self.order.data), bool(self.undisclosed.data))
