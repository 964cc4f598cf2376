"""Forms of campaigns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import DateInput, TimeInput

from petitions.campaigns import deadlines
from petitions.campaigns.deadlines import Typed
from petitions.campaigns.models import Campaign
from petitions.campaigns.service import Plan
from petitions.campaigns.words import INSTRUMENT_NAMES
from petitions.core.errors import DomainError
from petitions.core.forms import Form, RevisionForm, line, options, paragraph


class PlanForm(RevisionForm):
    """What an organiser decides about a campaign."""

    title = line(_l("Title"), required=_l("Give the campaign a title."), maximum=200)
    place = line(_l("Place, as printed above the letter"), maximum=100)
    deadline_day = StringField(_l("Last day to sign"), widget=DateInput())
    deadline_time = StringField(_l("Until"), widget=TimeInput(), default=deadlines.END_OF_DAY)
    deadline_zone = SelectField(
        _l("By the clocks of"), choices=options(deadlines.ZONES), default=deadlines.ZONE, validate_choice=False
    )
    follows = SelectField(_l("Follows an earlier campaign"), validate_choice=False, default="")
    is_public = BooleanField(_l("Anyone may read this campaign’s page once it collects signatures"))

    def offer(self, earlier: Sequence[Campaign]) -> None:
        """Let the organiser choose among these campaigns as the one that is followed up."""
        self.follows.choices = options({"": _("No, it is the first"), **{str(row.id): row.title for row in earlier}})

    @staticmethod
    def stored(campaign: Campaign) -> dict[str, Any]:
        """What is stored, as it would be typed."""
        typed = deadlines.typed(campaign.deadline)
        return {
            "title": campaign.title,
            "place": campaign.place,
            "deadline_day": typed.day,
            "deadline_time": typed.time,
            "deadline_zone": typed.zone,
            "follows": str(campaign.follows_id or ""),
            "is_public": campaign.is_public,
            "revision": str(campaign.revision),
        }

    def validate_deadline_day(self, _field: Any) -> None:
        """Say beside the field what is wrong with the deadline."""
        try:
            self.deadline()
        except DomainError as error:
            raise ValidationError(error.message) from error

    def validate_follows(self, field: Any) -> None:
        """Refuse what was never offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Choose one of the campaigns listed."))

    def deadline(self) -> datetime | None:
        """The deadline that was typed. Raises `DomainError`."""
        parts = (self.deadline_day.data or "", self.deadline_time.data or "", self.deadline_zone.data or "")
        return deadlines.read(Typed(*parts))

    def plan(self) -> Plan:
        """The plan that was typed, once the form is valid."""
        return Plan(
            title=cast("str", self.title.data),
            place=self.place.data or "",
            deadline=self.deadline(),
            follows_id=UUID(self.follows.data) if self.follows.data else None,
            is_public=bool(self.is_public.data),
        )


class StartForm(PlanForm):
    """A new campaign: its plan, and what kind of text it is."""

    instrument = RadioField(
        _l("What kind of text is it?"),
        choices=options(INSTRUMENT_NAMES),
        validators=[DataRequired(_l("Choose what kind of text it is."))],
        validate_choice=False,
    )


class ReasonForm(Form):
    """Why a campaign is withdrawn."""

    reason = paragraph(
        _l("Why is it withdrawn?"),
        required=_l("Say why the campaign is withdrawn; the history keeps it."),
        maximum=2_000,
    )


class OutcomeForm(Form):
    """What came of a campaign."""

    outcome = paragraph(_l("What came of it?"), required=_l("Say what came of it, even if nothing did."))
