"""Forms of mixed pages."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import DataRequired

from petitions.core.forms import Form


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
