"""The form that extends a deadline."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from petitions.campaigns import deadlines
from petitions.campaigns.deadline_fields import DeadlineForm, day_field, time_field
from petitions.campaigns.models import Campaign
from petitions.core.forms import RevisionForm


class ExtendForm(RevisionForm, DeadlineForm):
    """The new deadline. It begins with the one that people were told, and stays with the clocks that they were told."""

    deadline_day = day_field(_l("New last day to sign"))
    deadline_time = time_field()

    def __init__(self, campaign: Campaign, **options: Any) -> None:
        typed = deadlines.typed(campaign.deadline, campaign.deadline_zone)
        stored = {"deadline_day": typed.day, "deadline_time": typed.time, "revision": str(campaign.revision)}
        super().__init__(data=stored, **options)
        self.zone_kept = campaign.deadline_zone

    def validate_deadline_day(self, field: Field) -> None:
        """Say beside the field what is wrong with the deadline, or that it is missing."""
        if not self.typed.day.strip():
            raise ValidationError(_("Enter the new last day to sign."))
        super().validate_deadline_day(field)

    @property
    def deadline(self) -> datetime:
        """The moment that was typed, once the form is valid."""
        moment = deadlines.read(self.typed)
        if moment is None:
            raise ValueError("The form was not validated.")
        return moment
