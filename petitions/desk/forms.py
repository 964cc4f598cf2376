"""Forms of mixed pages."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField
from wtforms.validators import DataRequired

from petitions.core.forms import Form, line, options
from petitions.people.models import Person


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
