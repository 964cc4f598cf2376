"""The fields in which a deadline is typed, wherever a form asks for one."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput, TimeInput

from petitions.campaigns import deadlines
from petitions.campaigns.deadlines import Typed
from petitions.core.errors import DomainError
from petitions.core.forms import Form, options


def day_field(label: Any) -> StringField:
    """The day, in the browser's own date field."""
    return StringField(label, widget=DateInput())


def time_field() -> StringField:
    """The time of that day."""
    return StringField(_l("Until"), widget=TimeInput(), default=deadlines.END_OF_DAY)


def clock_field(label: Any) -> StringField:
    """A time of day, empty at first."""
    return StringField(label, widget=TimeInput())


def zone_field() -> SelectField:
    """Whose clocks count."""
    return SelectField(
        _l("By the clocks of"), choices=options(deadlines.ZONES), default=deadlines.ZONE, validate_choice=False
    )


class DeadlineForm(Form):
    """A form with the fields ``deadline_day`` and ``deadline_time``, and ``deadline_zone`` where it can be chosen."""

    zone_kept = ""

    def validate_deadline_day(self, _field: Field) -> None:
        """Say beside the field what is wrong with the deadline."""
        try:
            deadlines.read(self.typed)
        except DomainError as error:
            raise ValidationError(error.message) from error

    @property
    def typed(self) -> Typed:
        """The deadline as it was typed."""
        zone = self.zone_kept or self["deadline_zone"].data or ""
        return Typed(self["deadline_day"].data or "", self["deadline_time"].data or "", zone)
