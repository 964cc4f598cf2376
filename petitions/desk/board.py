"""How one campaign stands: its text, its approvals, what is missing, who signed, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from petitions.campaigns import queries as campaigns
from petitions.campaigns import words
from petitions.campaigns.deadlines import has_passed
from petitions.campaigns.instruments import Instrument, load
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import queries as part_sessions
from petitions.campaigns.relations import decision_of
from petitions.campaigns.rules import Tally, check_text, tallies
from petitions.campaigns.states import PAUSING, PUBLIC, CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import now, today
from petitions.core.db import db
from petitions.desk.bounces import Row as Bounce
from petitions.desk.bounces import bounces
from petitions.desk.looks import Looks, looks
from petitions.desk.plan import plan
from petitions.desk.signed import corrected_since_closing, undecided
from petitions.desk.steps import Facts, Step, open_steps
from petitions.dispatch import queries as dispatch
from petitions.dispatch.lodging import late
from petitions.dispatch.lodging import queries as lodging
from petitions.dispatch.lodging import words as lodging_words
from petitions.dispatch.models import Addressee
from petitions.dispatch.policy import may_prepare
from petitions.dispatch.standing import on_paper
from petitions.dispatch.thresholds import Mark, marks
from petitions.drafting import queries as drafting
from petitions.drafting.approvals import reading as approvals
from petitions.drafting.approvals.queries import Said, must_judge, said
from petitions.drafting.approvals.reading import Place, Row
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.approvals.standing import needs_of
from petitions.drafting.discussion import queries as discussion
from petitions.drafting.discussion import words as discussion_words
from petitions.drafting.models import Version
from petitions.drafting.policy import may_write
from petitions.drafting.translations.queries import Standing, standings
from petitions.signing import queries as signing
from petitions.signing.by_hand import queries as hand_queries
from petitions.signing.by_hand.models import BY_HAND
from petitions.signing.models import Signature
from petitions.signing.states import InvitationState
from petitions.signing.supporters import queries as supporters

S = CampaignState
SHOWN_OF_HISTORY = 8


@dataclass(frozen=True)
class Link:
    """One thing to do, as a link."""

    label: str
    href: str


@dataclass(frozen=True)
class Measure:
    """One minimum of the instrument above one, against what there is."""

    label: str
    present: int
    required: int

    @property
    def met(self) -> bool:
        """Whether there is enough."""
        return self.present >= self.required


@dataclass(frozen=True)
class Board:
    """Everything that the board shows."""

    campaign: Campaign
    follows: list[Link]
    followed_by: list[Link]
    decision: str
    main: Link | None
    others: list[Link]
    danger: list[Link]
    latest: Version | None
    open: Version | None
    approvals: list[Row]
    to_look_at: list[Place]
    translations: list[Standing]
    discussion: str
    verdicts: list[Said]
    unmet: list[str]
    undecided: list[Link]
    corrected: str
    quorum: list[Measure]
    thresholds: list[Mark]
    may_note: bool
    answers: list[tuple[str, int | str]]
    bounces: list[Bounce]
    looks: Looks | None
    addressees: Sequence[Addressee]
    state: tuple[str, str, str]
    is_lodged: bool
    is_petition: bool
    plan: list[tuple[str, str]]
    history: list[dict[str, Any]]


def board(actor: Actor, campaign: Campaign) -> Board:
    """The board of a campaign as this actor sees it."""
    latest = drafting.latest(campaign)
    rules = load(campaign.instrument)
    answered = decision_of(campaign)
    needed = _approvals(actor, latest)
    steps = open_steps(_facts(actor, campaign, latest, needed))
    main = next((step for step in steps if step.main), None)
    others = [step for step in steps if step is not main]
    return Board(
        campaign=campaign,
        follows=_follows(campaign),
        followed_by=[_to_campaign(row) for row in campaigns.following(campaign)],
        decision=answered.in_words if answered else "",
        main=_link(main, campaign, latest) if main else None,
        others=[_link(step, campaign, latest) for step in others if not step.danger] + _readings(campaign),
        danger=[_link(step, campaign, latest) for step in others if step.danger],
        latest=latest,
        open=drafting.open_version(campaign),
        approvals=needed,
        to_look_at=_to_look_at(campaign),
        translations=standings(campaign),
        discussion=discussion_words.count(*discussion.count(campaign)),
        verdicts=_verdicts(campaign, latest, needed),
        unmet=_unmet(campaign, rules, latest),
        undecided=[Link(said, href) for said, href in undecided(actor, campaign)],
        corrected=corrected_since_closing(campaign),
        quorum=_quorum(campaign, rules),
        thresholds=marks(campaign),
        may_note=may_prepare(actor),
        answers=_answers(campaign, rules),
        bounces=bounces(actor, campaign),
        looks=looks(campaign),
        addressees=dispatch.chosen_addressees(campaign),
        state=lodging_words.state(campaign),
        is_lodged=rules.is_lodged,
        is_petition=signing.is_petition(campaign),
        plan=plan(campaign, rules),
        history=campaigns.history_of(campaign, SHOWN_OF_HISTORY),
    )


def _facts(actor: Actor, campaign: Campaign, latest: Version | None, needed: Sequence[Row]) -> Facts:
    if latest is None:
        return Facts(campaign.state, actor.roles, is_lodged=lodging.is_lodged(campaign))
    return Facts(
        state=campaign.state,
        roles=actor.roles,
        **_lodged(campaign),
        is_petition=signing.is_petition(campaign),
        has_text=True,
        wrote_it=latest.author_id == actor.id,
        judged_it=not must_judge(actor, latest),
        is_approved=drafting.is_approved(latest),
        has_lapsed=any(row.lapses for row in needed),
        is_past_deadline=has_passed(campaign.deadline, now()),
        may_extend=campaigns.may_be_extended(campaign),
    )


def _approvals(actor: Actor, latest: Version | None) -> list[Row]:
    """The needed approvals, as they stand for the latest version."""
    if latest is None:
        return []
    return approvals.of_version(latest, actor.id, is_newest=True, may_ask=may_write(actor))


def _verdicts(campaign: Campaign, latest: Version | None, needed: Sequence[Row]) -> list[Said]:
    if latest is None:
        return []
    return approvals.marked((one for one in said(campaign) if one.language == latest.text.language), latest, needed)


def _to_look_at(campaign: Campaign) -> list[Place]:
    """Names in the text that became protected while it is open; where somebody vouches for safety, that tells it."""
    version = drafting.open_version(campaign)
    vouched = any(need.kind == Kind.SAFETY for need in needs_of(campaign))
    if version is None or campaign.state not in PAUSING or vouched:
        return []
    opened = (step.at for step in campaign.steps if (step.before, step.after) == (S.REVIEW, S.COLLECTING))
    return approvals.protected_after(version, max(opened, default=version.created_at))


def _lodged(campaign: Campaign) -> dict[str, Any]:
    if not lodging.is_lodged(campaign):
        return {}
    standing, published = lodging.standing(campaign), lodging.published(campaign)
    return {
        "is_lodged": True,
        "stage": standing.stage,
        "takes_late_names": part_sessions.takes_late_names(campaign),
        "has_late_names": late.may_close(campaign),
        "must_choose": published is not None and not lodging.comparison(published).is_clear,
    }


def _link(step: Step, campaign: Campaign, latest: Version | None) -> Link:
    values: dict[str, Any] = {"campaign_id": campaign.id}
    if step.numbered and latest is not None:
        values["number"] = latest.number
    return Link(str(step.label), url_for(step.endpoint, **values))


def _follows(campaign: Campaign) -> list[Link]:
    earlier = db.session.get(Campaign, campaign.follows_id) if campaign.follows_id else None
    recorded = campaign.relation.follows_recorded if campaign.relation else None
    found = [_to_campaign(earlier)] if earlier else []
    if recorded is not None:
        found.append(Link(recorded.title, url_for("recorded.index", case_id=campaign.case_id)))
    return found


def _to_campaign(campaign: Campaign) -> Link:
    return Link(campaign.title, url_for("desk.campaign", campaign_id=campaign.id))


def _readings(campaign: Campaign) -> list[Link]:
    """What anyone in the organisation may read about the campaign."""
    history = Link(_("History"), url_for("campaigns.history", campaign_id=campaign.id))
    may_be_read = campaign.is_public and campaign.state in PUBLIC and not campaigns.is_embargoed(campaign)
    if may_be_read and campaign.case.published_at:
        return [Link(_("Public page"), url_for("public.campaign", slug=campaign.slug)), history]
    return [history]


def _unmet(campaign: Campaign, rules: Instrument, latest: Version | None) -> list[str]:
    match campaign.state:
        case CampaignState.DRAFTING | CampaignState.REVIEW:
            return _unmet_text(rules, latest) if latest else []
        case CampaignState.COLLECTING:
            return dispatch.unmet_for_closing(campaign)
        case CampaignState.CLOSED:
            return dispatch.unmet_for_dispatch(campaign)
        case CampaignState.DISPATCHED if rules.is_lodged:
            return list(lodging_words.still_open(campaign))
        case _over:
            return []


def _unmet_text(rules: Instrument, latest: Version) -> list[str]:
    """What bars the latest version: its length, and the approvals that were named and that it lacks."""
    named = needs_of(latest.text.campaign)
    return [
        *(words.sentence(unmet) for unmet in check_text(rules, latest.body)),
        *(drafting.unapproved(latest) if named else []),
    ]


def _quorum(campaign: Campaign, rules: Instrument) -> list[Measure]:
    if campaign.open_version_id is None or signing.is_petition(campaign):
        return []
    signed = on_paper(rules, signing.in_force(campaign))
    return measures(tallies(rules, signing.still_counting(signed), today()))


def measures(counted: Sequence[Tally]) -> list[Measure]:
    """The minimums above one as bars."""
    return [
        Measure(words.condition_name(tally.code), tally.present, tally.required)
        for tally in counted
        if tally.required > 1
    ]


def _answers(campaign: Campaign, rules: Instrument) -> list[tuple[str, int | str]]:
    """How many were invited, signed, have to sign anew, and declined; nothing where nobody was invited.

    Where several bodies may sign, those who did are told apart: organisations are no heads, and no coalitions.
    """
    if signing.is_petition(campaign):
        asked = supporters.how_many(campaign)
        return [(_("Signed"), asked.signed), (_("Asked for a code, not confirmed yet"), asked.unconfirmed)]
    invited = signing.one_each(campaign, signing.invitations(campaign))
    if not invited:
        return []
    declined = sum(invitation.state == InvitationState.DECLINED for invitation in invited)
    signed = signing.in_force(campaign)
    return [
        (_("Invited"), len(invited)),
        (_("Signed"), len(signed)),
        *_by_hand(campaign, signed),
        *([(_("Counted as"), signing.counted(signed))] if signed and len(rules.bodies) > 1 else []),
        (_("Signed an earlier version, asked again"), len(signing.stale(campaign))),
        (_("Declined"), declined),
    ]


def _by_hand(campaign: Campaign, signed: Sequence[Signature]) -> list[tuple[str, int | str]]:
    """How many of them did not sign here themselves, and how many more wait for a second organiser."""
    counts = [
        (_("Of them on paper or by telephone"), sum(one.proved_by in BY_HAND for one in signed)),
        (_("On paper or by telephone, waiting for a second organiser"), hand_queries.count_waiting(campaign)),
    ]
    return [(label, count) for label, count in counts if count]
