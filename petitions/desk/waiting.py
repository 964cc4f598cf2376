"""What waits for one organiser: what only a second person may decide, deadlines that passed, rows to look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from petitions.campaigns.deadline_words import deadline
from petitions.campaigns.instruments import all_instruments
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import PAUSING, CampaignState
from petitions.cases import policy as case_policy
from petitions.cases.models import Case, CaseRelease
from petitions.cases.states import ReleaseState
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db
from petitions.desk.signed import undecided
from petitions.dispatch import policy as dispatch_policy
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.models import Edition
from petitions.drafting import policy as drafting_policy
from petitions.drafting.approvals.checklist import unseen
from petitions.drafting.approvals.links import place
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest, NeedVerdict
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.approvals.words import name_of
from petitions.drafting.models import Approval, CampaignText, ReviewRequest, Version
from petitions.drafting.noted import named
from petitions.people import hand_queries
from petitions.people import policy as people_policy
from petitions.people import queries as people
from petitions.people.models import Roster, RowDecision, WaitingRow
from petitions.people.organisations import policy as organisation_policy
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.words import provenance
from petitions.signing import policy as signing_policy
from petitions.signing.batches.bounce_queries import campaigns_with_bounced
from petitions.signing.by_hand import queries as by_hand
from petitions.signing.calls import queries as calls


@dataclass(frozen=True)
class Waits:
    """One thing that waits: what it is, in a sentence, and the page on which it is decided."""

    said: str
    href: str


def waiting_for(actor: Actor) -> list[Waits]:
    """Everything that this organiser can decide now, the most pressing kind first. It costs a fixed few reads."""
    return [waits for kind in KINDS for waits in kind(actor)]


def _signed(actor: Actor) -> Iterator[Waits]:
    """What signatories say of their signatures: disputes, late withdrawals, wishes."""
    return (Waits(said, href) for said, href in undecided(actor))


def _dispatches(actor: Actor) -> Iterator[Waits]:
    """Closed editions that a second person confirms: of a declaration those of late names too, once it is lodged."""
    if not dispatch_policy.may_confirm(actor):
        return
    lodged = [instrument.id for instrument in all_instruments() if instrument.is_lodged]
    is_late = and_(Campaign.state == CampaignState.DISPATCHED, Campaign.instrument.in_(lodged))
    confirmed = select(Lodging.edition_id)
    query = select(Campaign).join(Edition, Edition.campaign_id == Campaign.id)
    query = query.where(Campaign.organisation_id == actor.organisation_id)
    is_first = and_(Campaign.state == CampaignState.CLOSED, Edition.number == Campaign.edition)
    query = query.where(or_(is_first, is_late), Edition.reopened_at.is_(None))
    query = query.where(Edition.closed_by_id != actor.id, Edition.id.not_in(confirmed))
    for campaign in db.session.scalars(query.order_by(Campaign.title)):
        if campaign.instrument in lodged:
            said = _("“%(title)s” is closed: confirm its lodging sheet.", title=campaign.title)
            yield Waits(said, url_for("dispatch.confirm_sheet", campaign_id=campaign.id))
        else:
            said = _("“%(title)s” is closed: confirm that it goes out.", title=campaign.title)
            yield Waits(said, url_for("dispatch.confirm", campaign_id=campaign.id))


def _deadlines(actor: Actor) -> Iterator[Waits]:
    """Campaigns whose deadline has ended signing, and that nobody has closed or extended since."""
    if not dispatch_policy.may_close(actor):
        return
    query = select(Campaign).where(Campaign.organisation_id == actor.organisation_id)
    query = query.where(Campaign.state == CampaignState.COLLECTING, Campaign.deadline <= now())
    for campaign in db.session.scalars(query.order_by(Campaign.deadline)):
        told = {"title": campaign.title, "moment": deadline(campaign)}
        said = _("The deadline of “%(title)s” passed on %(moment)s: close the list, or extend it.", **told)
        yield Waits(said, url_for("desk.campaign", campaign_id=campaign.id))


def _approvals(actor: Actor) -> Iterator[Waits]:
    """Named approvals that this colleague gives and the newest version lacks: of a translation only once asked for."""
    if not drafting_policy.may_review(actor):
        return
    said = select(NeedVerdict.id).where(NeedVerdict.need_id == ApprovalNeed.id, NeedVerdict.version_id == Version.id)
    asked = select(NeedRequest.id).where(NeedRequest.need_id == ApprovalNeed.id, NeedRequest.version_id == Version.id)
    newest = _newest_in_review(actor).join(ApprovalNeed, ApprovalNeed.campaign_id == Campaign.id)
    query = newest.add_columns(ApprovalNeed).where(ApprovalNeed.reviewer_id == actor.id)
    query = query.where(or_(CampaignText.is_authoritative, asked.exists()))
    query = query.where(ApprovalNeed.removed_at.is_(None), ~said.exists())
    rows = db.session.execute(query.order_by(Version.created_at, Version.id, ApprovalNeed.added_at))
    for (campaign, version), found in groupby(rows, key=lambda row: (row[0], row[1])):
        if version.author_id != actor.id:
            names = ", ".join(name_of(need.kind, need.party) for _campaign, _version, need in found)
            told = {"what": named(version), "title": campaign.title, "names": names}
            said_so = _("Your approval of %(what)s of “%(title)s” is missing: %(names)s.", **told)
            yield Waits(said_so, url_for("drafting.review", **place(version)))


def _renewals(actor: Actor) -> Iterator[Waits]:
    """Approvals for safety that this colleague gave, and that count no more: there is more to look at since."""
    if not drafting_policy.may_review(actor):
        return
    open_too = or_(_is_in_review(), and_(CampaignText.is_authoritative, Campaign.state.in_(PAUSING)))
    query = _newest(actor, open_too).join(NeedVerdict, NeedVerdict.version_id == Version.id).join(NeedVerdict.need)
    query = query.where(ApprovalNeed.reviewer_id == actor.id, ApprovalNeed.removed_at.is_(None))
    query = query.where(ApprovalNeed.kind == Kind.SAFETY).order_by(NeedVerdict.at)
    query = query.options(contains_eager(NeedVerdict.need), contains_eager(Version.text))
    query = query.options(joinedload(Campaign.case).selectinload(Case.protected))
    for campaign, version, said in db.session.execute(query.add_columns(NeedVerdict)):
        if unseen(version, said):
            told = {"what": named(version), "title": campaign.title}
            said_so = _("Your approval of %(what)s of “%(title)s” counts no more: there is more to look at.", **told)
            yield Waits(said_so, url_for("drafting.review", **place(version)))


def _reviews(actor: Actor) -> Iterator[Waits]:
    """Reviews that this colleague was asked for by name, where no named approval leads there anyway."""
    if not drafting_policy.may_review(actor):
        return
    judged = select(Approval.version_id).where(Approval.reviewer_id == actor.id)
    needed = select(ApprovalNeed.campaign_id).where(ApprovalNeed.reviewer_id == actor.id)
    needed = needed.where(ApprovalNeed.removed_at.is_(None))
    query = _newest_in_review(actor).join(ReviewRequest, ReviewRequest.version_id == Version.id)
    query = query.where(ReviewRequest.reviewer_id == actor.id, Version.id.not_in(judged))
    query = query.where(or_(~CampaignText.is_authoritative, Campaign.id.not_in(needed)))
    for campaign, version in db.session.execute(query.order_by(ReviewRequest.at)):
        said = _("You are asked to review %(what)s of “%(title)s”.", what=named(version), title=campaign.title)
        yield Waits(said, url_for("drafting.review", **place(version)))


def _newest_in_review(actor: Actor) -> Select[Campaign, Version]:
    return _newest(actor, _is_in_review())


def _newest(actor: Actor, state: ColumnElement[bool]) -> Select[Campaign, Version]:
    other = aliased(Version)
    newest = select(func.max(other.number)).where(other.text_id == Version.text_id).scalar_subquery()
    query = select(Campaign, Version).join(Version, Version.campaign_id == Campaign.id)
    query = query.join(CampaignText, CampaignText.id == Version.text_id)
    return query.where(Campaign.organisation_id == actor.organisation_id, state, Version.number == newest)


def _is_in_review() -> ColumnElement[bool]:
    """A translation is judged whatever state its campaign is in, until that is given up (`drafting.rules`)."""
    is_translation = and_(CampaignText.is_authoritative.is_(False), Campaign.state != CampaignState.WITHDRAWN)
    return or_(Campaign.state == CampaignState.REVIEW, is_translation)


def _releases(actor: Actor) -> Iterator[Waits]:
    if not case_policy.may_approve(actor):
        return
    query = select(Case, CaseRelease).join(CaseRelease, CaseRelease.case_id == Case.id)
    query = query.where(Case.organisation_id == actor.organisation_id, CaseRelease.state == ReleaseState.PROPOSED)
    query = query.where(CaseRelease.proposed_by_id != actor.id)
    for case, release in db.session.execute(query.order_by(CaseRelease.proposed_at)):
        said = _("What is to be public of “%(case)s” is proposed: read it and decide.", case=case.name)
        yield Waits(said, url_for("releases.show", case_id=case.id, number=release.number))


def _signatures(actor: Actor) -> Iterator[Waits]:
    """Signatures that a colleague recorded from a paper or a call, while they can be confirmed."""
    if not signing_policy.may_collect(actor):
        return
    for recorded in by_hand.waiting_for(actor):
        invitation = recorded.invitation
        told = {"name": invitation.signatory, "title": invitation.campaign.title}
        said = _("A signature of %(name)s under “%(title)s” waits to be compared with its evidence.", **told)
        page = "signing.decide_by_hand"
        yield Waits(said, url_for(page, campaign_id=invitation.campaign_id, confirmation_id=recorded.id))


def _bounces(actor: Actor) -> Iterator[Waits]:
    if not signing_policy.may_collect(actor):
        return
    for campaign, count in campaigns_with_bounced(actor):
        said = ngettext(
            "%(num)d invitation to “%(title)s” came back: see whose, and mend the address.",
            "%(num)d invitations to “%(title)s” came back: see whose, and mend the addresses.",
            count,
            title=campaign.title,
        )
        yield Waits(said, url_for("desk.campaign", campaign_id=campaign.id, _anchor="bounced"))


def _mandates(actor: Actor) -> Iterator[Waits]:
    if not people_policy.may_import(actor):
        return
    for entry in hand_queries.waiting(actor):
        if entry.registered_by_id != actor.id:
            name = f"{entry.given_name} {entry.surname}".strip()
            said = _("A mandate of %(name)s waits to be compared with its source.", name=name)
            yield Waits(said, url_for("people.decide_mandate", entry_id=entry.id))


def _addresses(actor: Actor) -> Iterator[Waits]:
    if not people_policy.may_import(actor):
        return
    for address in people.proposed(actor):
        if address.registered_by_id != actor.id:
            said = _("An address of %(name)s waits to be compared with its source.", name=address.person.name)
            yield Waits(said, url_for("people.decide_address", address_id=address.id))


def _requests(actor: Actor) -> Iterator[Waits]:
    if not signing_policy.may_collect(actor):
        return
    for one in calls.waiting(actor):
        said = _("%(who)s asks to sign “%(title)s”.", who=one.organisation, title=one.campaign.title)
        yield Waits(said, url_for("signing.admit_request", campaign_id=one.campaign_id, asked_id=one.id))


def _authorities(actor: Actor) -> Iterator[Waits]:
    query = select(Representative).join(Representative.organisation)
    query = query.where(RegisteredOrganisation.organisation_id == actor.organisation_id)
    query = query.where(Representative.confirmed_at.is_(None)).order_by(Representative.registered_at)
    for one in db.session.scalars(query):
        if organisation_policy.may_confirm(actor, one):
            ngo = one.organisation
            said = _("That %(name)s may sign for %(who)s waits to be confirmed.", name=one.name, who=ngo.name)
            page = "organisations.representative_confirm"
            yield Waits(said, url_for(page, registered_id=ngo.id, representative_id=one.id))


def _rows(actor: Actor) -> Iterator[Waits]:
    if not people_policy.may_import(actor):
        return
    open_rows = func.count(WaitingRow.id)
    query = select(Roster, open_rows).join(WaitingRow, WaitingRow.roster_id == Roster.id)
    query = query.where(Roster.organisation_id == actor.organisation_id, WaitingRow.decision == RowDecision.WAITING)
    for roster, count in db.session.execute(query.group_by(Roster.id).order_by(Roster.as_of.desc())):
        said = ngettext(
            "%(num)d row of a roster waits: %(roster)s.",
            "%(num)d rows of a roster wait: %(roster)s.",
            count,
            roster=provenance(roster),
        )
        yield Waits(said, url_for("people.roster", roster_id=roster.id))


KINDS: tuple[Callable[[Actor], Iterator[Waits]], ...] = (
    _signed,
    _dispatches,
    _deadlines,
    _approvals,
    _renewals,
    _reviews,
    _signatures,
    _requests,
    _releases,
    _bounces,
    _mandates,
    _addresses,
    _authorities,
    _rows,
)
