"""Forms of reminding."""

from collections.abc import Mapping
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from petitions.core.fields import DayField
from petitions.core.forms import Form, options
from petitions.signing.reminding.rules import MOST_DAYS


class ReminderForm(Form):
    """A reminder: how many days before what."""

    days = IntegerField(
        _l("How many days before?"),
        validators=[
            InputRequired(_l("Write how many days before, such as 3.")),
            NumberRange(0, MOST_DAYS, _l("Write a number of days from 0 to 60.")),
        ],
    )
    kind = RadioField(
        _l("Counted from"), validators=[InputRequired(_l("Choose what the days are counted from."))], choices=[]
    )

    def offer(self, dates: Mapping[Any, str]) -> None:
        """Let the organiser choose among the dates that there are; where there is one, it is chosen."""
        self.kind.choices = options(dates)
        if len(dates) == 1 and not self.is_submitted():
            self.kind.data = next(iter(dates))

    @property
    def wanted(self) -> tuple[str, int]:
        """The kind and the number of days, once the form is valid."""
        return str(self.kind.data), cast("int", self.days.data)


class AnswerByForm(Form):
    """The day by which an answer is asked for."""

    day = DayField(_l("Ask for an answer by"))
