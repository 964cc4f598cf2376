"""The form of a part-session."""

from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, ValidationError

from petitions.campaigns.part_sessions.models import PartSession
from petitions.campaigns.part_sessions.service import Days
from petitions.core.fields import DayField
from petitions.core.forms import RevisionForm, line


class SessionForm(RevisionForm):
    """The days of a part-session, and where they can be read."""

    first_day = DayField(_l("Opens on"), validators=[DataRequired(_l("Enter the day on which it opens."))])
    last_day = DayField(_l("Closes on"), validators=[DataRequired(_l("Enter the day of its close."))])
    previous_began = DayField(
        _l("The part-session before it opened on"),
        validators=[DataRequired(_l("Enter the day on which the part-session before it opened."))],
    )
    source = line(_l("Source"), required=_l("Say where these days can be read."))

    def validate_last_day(self, field: Any) -> None:
        """It can't close before it opens."""
        if self.first_day.data and field.data and field.data < self.first_day.data:
            raise ValidationError(_("The part-session can’t close before it opens."))

    def validate_previous_began(self, field: Any) -> None:
        """What came before it opened earlier."""
        if self.first_day.data and field.data and field.data >= self.first_day.data:
            raise ValidationError(_("The part-session before it opened earlier. Check both days."))

    @property
    def days(self) -> Days:
        """What was typed."""
        return Days(
            cast("date", self.first_day.data),
            cast("date", self.last_day.data),
            cast("date", self.previous_began.data),
            str(self.source.data),
        )


def form_of(session: PartSession | None, **options: Any) -> SessionForm:
    """The form, filled with what is stored."""
    return SessionForm(obj=session, **options)
