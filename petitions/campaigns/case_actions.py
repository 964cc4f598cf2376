"""The actions for one case, run here or recorded, as its organisers see them: in chains, with what each answers."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from petitions.campaigns.chains import chains
from petitions.campaigns.deadline_words import standing
from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.campaigns.queries import recorded_of_case
from petitions.campaigns.relations import decision_of
from petitions.campaigns.words import instrument_name, recorded_name
from petitions.cases.models import Case
from petitions.core.db import db


@dataclass(frozen=True)
class Action:
    """One action of a case: what it is, where it stands, what it follows and answers."""

    key: str
    after: str
    title: str
    href: str
    kind: str
    state: str
    tone: str
    day: str
    iso: str | None
    order: tuple[date, date]
    answers: str
    note: str = ""


def actions_of_case(case: Case, may_edit: bool) -> list[list[Action]]:
    """Every action of the case once, each chain from its first action on, linked to where it is edited or read."""
    query = select(Campaign).where(Campaign.case_id == case.id).options(selectinload(Campaign.relation))
    actions = [
        *(_of_campaign(row) for row in db.session.scalars(query)),
        *(_of_recorded(row, may_edit) for row in recorded_of_case(case.id)),
    ]
    return chains(actions, lambda action: action.key, lambda action: action.after, lambda action: action.order)


def _of_campaign(campaign: Campaign) -> Action:
    begun = campaign.created_at.date()
    word, tone = standing(campaign)
    return Action(
        key=str(campaign.id),
        after=str(campaign.follows_id or campaign.follows_recorded_id or ""),
        title=campaign.title,
        href=url_for("desk.campaign", campaign_id=campaign.id),
        kind=instrument_name(campaign.instrument),
        state=word,
        tone=tone,
        day=_("begun on %(day)s", day=format_date(begun, "d MMMM y")),
        iso=begun.isoformat(),
        order=(begun, begun),
        answers=_answers(campaign),
    )


def _of_recorded(recorded: RecordedCampaign, may_edit: bool) -> Action:
    listed = url_for("recorded.index", case_id=recorded.case_id)
    edited = url_for("recorded.edit", case_id=recorded.case_id, recorded_id=recorded.id)
    return Action(
        key=str(recorded.id),
        after=str(recorded.follows_id or ""),
        title=recorded.title,
        href=edited if may_edit else listed,
        kind=recorded_name(recorded.instrument),
        state=_("Recorded, not public") if recorded.is_withheld else _("Recorded"),
        tone="quiet",
        day=recorded.when.label,
        iso=recorded.when.iso,
        order=recorded.when.sort_key,
        answers=_answers(recorded),
        note=recorded.follows_note,
    )


def _answers(action: Campaign | RecordedCampaign) -> str:
    answered = decision_of(action)
    return answered.in_words if answered else ""
