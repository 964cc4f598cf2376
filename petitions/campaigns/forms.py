"""Forms of campaigns."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, ValidationError

from petitions.campaigns import deadlines
from petitions.campaigns.deadline_fields import DeadlineForm, clock_field, day_field, time_field, zone_field
from petitions.campaigns.deadlines import Typed
from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.campaigns.relations import chosen, decisions
from petitions.campaigns.service import Plan
from petitions.campaigns.words import INSTRUMENT_NAMES
from petitions.cases.models import Case
from petitions.core.fields import OneOf
from petitions.core.forms import Form, RevisionForm, line, options, paragraph, speak
from petitions.core.once import OnceForm


class PlanForm(RevisionForm, DeadlineForm):
    """What an organiser decides about a campaign. A deadline that people were told is no longer among it."""

    told: tuple[datetime | None, str] | None = None

    title = line(_l("Title"), required=_l("Give the campaign a title."), maximum=200)
    place = line(_l("Place, as printed above the letter"), maximum=100)
    deadline_day = day_field(_l("Last day to sign"))
    deadline_time = time_field()
    deadline_zone = zone_field()
    embargo_day = day_field(_l("Publish nothing before"))
    embargo_time = clock_field(_l("At"))
    follows = SelectField(_l("Follows an earlier action"), validate_choice=False, default="")
    answers_id = OneOf(_l("Which decision does it answer?"), none=_l("none"))
    answers_stated = BooleanField(_l("Its text says that it answers this"))
    answers_note = line(_l("How is the answer known?"))
    is_public = BooleanField(_l("Anyone may read this campaign’s page once it collects signatures"))

    def offer(self, case: Case, earlier: Iterable[Campaign], recorded: Iterable[RecordedCampaign]) -> None:
        """Let the organiser choose what is followed up, and which decision of the case is answered."""
        elsewhere = {str(row.id): _("Recorded: %(title)s", title=row.title) for row in recorded}
        here = {str(row.id): row.title for row in earlier}
        self.follows.choices = options({"": _("No, it is the first"), **here, **elsewhere})
        self.answers_id.offer(decisions(case))
        self.case, self.recorded = case, frozenset(elsewhere)

    @staticmethod
    def stored(campaign: Campaign) -> dict[str, Any]:
        """What is stored, as it would be typed."""
        typed = deadlines.typed(campaign.deadline, campaign.deadline_zone)
        embargo = deadlines.typed(campaign.embargo, campaign.deadline_zone) if campaign.embargo else None
        return {
            "title": campaign.title,
            "place": campaign.place,
            "deadline_day": typed.day,
            "deadline_time": typed.time,
            "deadline_zone": typed.zone,
            "embargo_day": embargo.day if embargo else "",
            "embargo_time": embargo.time if embargo else "",
            "follows": str(campaign.follows_id or campaign.follows_recorded_id or ""),
            "answers_id": campaign.answers_event_id or campaign.answers_proceeding_id,
            "answers_stated": campaign.answers_stated,
            "answers_note": campaign.answers_note,
            "is_public": campaign.is_public,
            "revision": str(campaign.revision),
        }

    def keep_deadline(self, campaign: Campaign) -> None:
        """Leave the deadline as it is: it is extended on a page of its own."""
        self.told = campaign.deadline, campaign.deadline_zone
        for name in ("deadline_day", "deadline_time", "deadline_zone"):
            del self[name]

    @property
    def embargo(self) -> Typed:
        """The embargo as it was typed, by the clocks of the deadline."""
        zone = self.told[1] if self.told else self.typed.zone
        return Typed(self.embargo_day.data or "", self.embargo_time.data or "", zone)

    def validate_embargo_day(self, _field: Any) -> None:
        """Say beside the field what is wrong with the embargo."""
        if self.embargo.day and not self.embargo.time:
            raise ValidationError(_("Say at which time of that day it may be published."))
        if self.embargo.time and not self.embargo.day:
            raise ValidationError(_("Enter the day too, or leave both empty."))
        speak(lambda _text: deadlines.read(self.embargo), "")

    def validate_follows(self, field: Any) -> None:
        """Refuse what was never offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Choose one of the campaigns listed."))

    def plan(self) -> Plan:
        """The plan that was typed, once the form is valid."""
        followed = UUID(self.follows.data) if self.follows.data else None
        is_recorded = self.follows.data in self.recorded
        deadline, zone = self.told or (deadlines.read(self.typed), self.typed.zone)
        return Plan(
            title=cast("str", self.title.data),
            place=self.place.data or "",
            deadline=deadline,
            deadline_zone=zone,
            follows_id=None if is_recorded else followed,
            is_public=bool(self.is_public.data),
            embargo=deadlines.read(self.embargo),
            follows_recorded_id=followed if is_recorded else None,
            answers_stated=bool(self.answers_stated.data),
            answers_note=self.answers_note.data or "",
            **chosen(self.case, self.answers_id.data),
        )


class StartForm(PlanForm, OnceForm):
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
