"""Forms of campaigns."""

from collections.abc import Iterable
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
from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.campaigns.relations import chosen, decisions
from petitions.campaigns.service import Plan
from petitions.campaigns.words import INSTRUMENT_NAMES
from petitions.cases.models import Case
from petitions.core.errors import DomainError
from petitions.core.fields import OneOf
from petitions.core.forms import Form, RevisionForm, line, options, paragraph
from petitions.core.once import OnceForm


class PlanForm(RevisionForm):
    """What an organiser decides about a campaign."""

    title = line(_l("Title"), required=_l("Give the campaign a title."), maximum=200)
    place = line(_l("Place, as printed above the letter"), maximum=100)
    deadline_day = StringField(_l("Last day to sign"), widget=DateInput())
    deadline_time = StringField(_l("Until"), widget=TimeInput(), default=deadlines.END_OF_DAY)
    deadline_zone = SelectField(
        _l("By the clocks of"), choices=options(deadlines.ZONES), default=deadlines.ZONE, validate_choice=False
    )
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
        typed = deadlines.typed(campaign.deadline)
        return {
            "title": campaign.title,
            "place": campaign.place,
            "deadline_day": typed.day,
            "deadline_time": typed.time,
            "deadline_zone": typed.zone,
            "follows": str(campaign.follows_id or campaign.follows_recorded_id or ""),
            "answers_id": campaign.answers_event_id or campaign.answers_proceeding_id,
            "answers_stated": campaign.answers_stated,
            "answers_note": campaign.answers_note,
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
        followed = UUID(self.follows.data) if self.follows.data else None
        is_recorded = self.follows.data in self.recorded
        return Plan(
            title=cast("str", self.title.data),
            place=self.place.data or "",
            deadline=self.deadline(),
            follows_id=None if is_recorded else followed,
            is_public=bool(self.is_public.data),
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
