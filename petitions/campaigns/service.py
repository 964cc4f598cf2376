"""Verbs of campaigns."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns import queries, relations
from petitions.campaigns.deadlines import ZONE, day_of
from petitions.campaigns.events import CampaignMoved
from petitions.campaigns.models import INSTRUMENTS, Campaign, CampaignStep
from petitions.campaigns.states import EDITABLE, PAUSING, STEPS, CampaignState
from petitions.campaigns.words import state_name
from petitions.cases.models import Case
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.core.events import emit
from petitions.core.slugs import free_slug
from petitions.ledger.service import open_log

ACTION_OF = {
    CampaignState.DRAFTING: "campaign:take_back",
    CampaignState.REVIEW: "campaign:submit",
    CampaignState.COLLECTING: "campaign:open",
    CampaignState.CLOSED: "campaign:close",
    CampaignState.DISPATCHED: "dispatch:confirm",
    CampaignState.CONCLUDED: "campaign:conclude",
    CampaignState.WITHDRAWN: "campaign:withdraw",
}
# These are notes on a campaign, not its text: they may change whatever was sent.
ALWAYS_OPEN = frozenset({"is_public", "embargo", "follows_id", *relations.COLUMNS})


@dataclass(frozen=True)
class Plan:
    """What an organiser decides about a campaign. ``deadline`` is aware and told by its zone's clocks; None: none.
    So is ``embargo``, before which nothing of it is public.

    It may follow an earlier campaign here or a recorded one of its case, and answer an event or a proceeding of it;
    ``answers_stated``: its text says so, otherwise that is inferred.
    """

    title: str
    place: str = ""
    deadline: datetime | None = None
    follows_id: UUID | None = None
    is_public: bool = False
    follows_recorded_id: UUID | None = None
    answers_event_id: UUID | None = None
    answers_proceeding_id: UUID | None = None
    answers_stated: bool = False
    answers_note: str = ""
    deadline_zone: str = ZONE
    embargo: datetime | None = None


def create(actor: Actor, case: Case, instrument: str, plan: Plan, new_id: UUID | None = None) -> Campaign:
    """Start a campaign on a case, with its ledger; its address is made from the title and stays.

    With a ``new_id`` the database makes it once, however often it is asked to.

    Raises `DomainError` for an unknown instrument, a deadline or embargo in the past, and for a predecessor or a
    decision that can't be one.
    """
    if instrument not in INSTRUMENTS:
        raise DomainError(_("Choose what kind of text this is."))
    require_future(plan.deadline)
    _require_ahead(plan.embargo)
    moment = now()
    campaign = Campaign(
        id=new_id,
        organisation_id=case.organisation_id,
        case_id=case.id,
        slug=free_slug(plan.title, _slug_is_taken),
        instrument=instrument,
        state=CampaignState.DRAFTING,
        created_by=actor.label,
        created_at=moment,
        deadline_by_id=actor.id,
        **relations.own(asdict(plan)),
    )
    _require_predecessor(campaign, plan)
    db.session.add(campaign)
    db.session.flush()
    relations.keep(campaign, case, asdict(plan))
    open_log(campaign.id)
    db.session.add(_step(actor, campaign, None, CampaignState.DRAFTING, "", moment))
    record(actor, "campaign:create", campaign, campaign.title, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()
    return campaign


def edit(actor: Actor, campaign: Campaign, plan: Plan, made_from: int) -> None:
    """Change the plan. Once a letter is sent only whether and from when it is public, what it follows and answers may.

    ``made_from`` is the revision that the page showed; raises `StalePage` when another is stored now.
    Raises `DomainError` where the state, the deadline or the embargo refuses it.
    """
    locked(campaign)
    if campaign.revision != made_from:
        raise StalePage(_("Somebody changed this campaign while you wrote. Compare, then save once more."))
    changed = {name: value for name, value in asdict(plan).items() if getattr(campaign, name) != value}
    if not changed:
        return
    if campaign.state not in EDITABLE and not ALWAYS_OPEN.issuperset(changed):
        raise InvalidTransition(
            _(
                "This campaign is “%(state)s”: only whether its page is public and from when, and what it follows and "
                "answers, can change.",
                state=_words(campaign, campaign.state),
            )
        )
    if changed.keys() & {"deadline", "deadline_zone"}:
        _require_untold(campaign)
        campaign.deadline_by_id = actor.id
    _require_times(campaign, plan, changed.keys())
    _require_predecessor(campaign, plan)
    for name, value in relations.own(changed).items():
        setattr(campaign, name, value)
    relations.keep(campaign, campaign.case, asdict(plan))
    campaign.revision += 1
    record(
        actor,
        "campaign:edit",
        campaign,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"changed": sorted(changed)},
    )
    db.session.flush()


def withdraw(actor: Actor, campaign: Campaign, reason: str) -> None:
    """Give the campaign up, before it is sent. Raises `DomainError` without a reason or after the dispatch."""
    if not reason.strip():
        raise DomainError(_("Say why the campaign is withdrawn; the history keeps it."))
    move(actor, campaign, CampaignState.WITHDRAWN, reason.strip())


def conclude(actor: Actor, campaign: Campaign, outcome: str) -> None:
    """End the campaign with what came of it. Raises `DomainError` without an outcome or before the dispatch."""
    if not outcome.strip():
        raise DomainError(_("Say what came of it, even if nothing did."))
    move(actor, campaign, CampaignState.CONCLUDED)
    campaign.outcome = outcome.strip()
    db.session.flush()


def move(
    actor: Actor,
    campaign: Campaign,
    after: CampaignState,
    reason: str = "",
    *,
    open_version_id: UUID | None = None,
    action: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Take a campaign to its next state, under a lock; to be where it already is changes nothing.

    ``open_version_id`` is set with the step to `collecting`. ``action`` is the verb's own word for the history where
    the usual one of the step would mislead, with what else it tells as ``details``. Raises `InvalidTransition` where
    the state does not lead there.
    """
    locked(campaign)
    before = CampaignState(campaign.state)
    if open_version_id is not None:
        campaign.open_version_id = open_version_id
    if before == after:
        return
    if after not in STEPS[before]:
        raise InvalidTransition(
            _(
                "A campaign that is “%(before)s” can’t become “%(after)s”.",
                before=_words(campaign, before),
                after=_words(campaign, after),
            )
        )
    campaign.state = after
    moment = now()
    db.session.add(_step(actor, campaign, before, after, reason, moment))
    record(
        actor,
        action or _action(before, after),
        campaign,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={**(details or {}), **({"reason": reason} if reason else {})},
    )
    db.session.flush()
    emit(CampaignMoved(campaign.id, before, after))


def require_future(deadline: datetime | None) -> None:
    """Raise `DomainError` for a deadline in the past."""
    if deadline is not None and deadline <= now():
        raise DomainError(_("The deadline is in the past. Choose a later one."))


def _require_times(campaign: Campaign, plan: Plan, changed: Collection[str]) -> None:
    if "deadline" in changed:
        require_future(plan.deadline)
        _require_answers_before(campaign, plan)
    if "embargo" in changed:
        _require_ahead(plan.embargo)
    if "deadline_zone" in changed and campaign.embargo and campaign.open_version_id:
        raise InvalidTransition(_("People were told the embargo by these clocks. Keep them, or end the embargo first."))


def _require_ahead(embargo: datetime | None) -> None:
    if embargo is not None and embargo <= now():
        raise DomainError(_("This embargo would have ended already. Choose a later moment, or none."))


def _words(campaign: Campaign, state: str) -> str:
    return state_name(state, campaign.instrument).lower()


def _slug_is_taken(slug: str) -> bool:
    return db.session.scalar(select(Campaign.id).where(Campaign.slug == slug)) is not None


def _require_untold(campaign: Campaign) -> None:
    if queries.deadline_is_told(campaign):
        raise InvalidTransition(_("People were told this deadline. Extend it on its own page, which tells them too."))


def _require_answers_before(campaign: Campaign, plan: Plan) -> None:
    day = campaign.answer_by
    if day is not None and plan.deadline is not None and day > day_of(plan.deadline, plan.deadline_zone):
        raise DomainError(
            _("An answer is asked for by %(day)s. Choose a later deadline.", day=format_date(day, "d MMMM y"))
        )


def _require_predecessor(campaign: Campaign, plan: Plan) -> None:
    if plan.follows_id is None:
        return
    if plan.follows_recorded_id is not None:
        raise DomainError(_("A campaign follows one action: one run here, or a recorded one."))
    earlier = db.session.get(Campaign, plan.follows_id)
    # Only ever following an older one keeps a chain of follow-ups from running in a circle.
    if (
        earlier is None
        or earlier.organisation_id != campaign.organisation_id
        or earlier.created_at >= campaign.created_at
    ):
        raise DomainError(_("Choose an earlier campaign of your organisation as the one that this follows."))


def _action(before: CampaignState, after: CampaignState) -> str:
    if after == CampaignState.REVIEW and before in PAUSING:
        return "campaign:pause"
    if after == CampaignState.COLLECTING and before == CampaignState.CLOSED:
        return "campaign:reopen"
    return ACTION_OF[after]


def _step(
    actor: Actor, campaign: Campaign, before: CampaignState | None, after: CampaignState, reason: str, moment: datetime
) -> CampaignStep:
    return CampaignStep(
        campaign_id=campaign.id,
        before=before,
        after=after,
        at=moment,
        actor_id=actor.id,
        actor_label=actor.label,
        reason=reason,
    )
