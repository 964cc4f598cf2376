"""Which of many organisations can be asked to sign, through whom, and why not: read in a few statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.core.db import db, note_locked
from petitions.people.organisations import queries as organisations
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.rules import Authority, authority_at
from petitions.signing.batches.judging import Judged
from petitions.signing.endorser_queries import KINDS, vouched
from petitions.signing.models import Invitation
from petitions.signing.states import InvitationState

Asked = Mapping[UUID, Invitation]


@dataclass(frozen=True, slots=True)
class Endorsing:
    """An organisation that is meant, and through whom where that was said."""

    organisation: RegisteredOrganisation
    through: Representative | None = None

    @property
    def name(self) -> str:
        """The organisation's name, with what tells it apart."""
        return self.organisation.title


def kinds_of(campaign: Campaign) -> frozenset[str]:
    """Which kinds of organisations may sign the campaign's text; heads sign in person and are asked one by one."""
    return instruments.load(campaign.instrument).bodies & KINDS


def judge(campaign: Campaign, meant: Iterable[Endorsing]) -> list[Judged]:
    """Each organisation once, judged as `endorsing.invite_organisation` judges one.

    Where nobody was named it is asked through the one who may sign for it today; among several nobody is chosen.
    """
    each = {one.organisation.id: one for one in reversed(list(meant))}
    every = list(reversed(each.values()))
    organisations.with_people([one.organisation for one in every])
    kinds, asked = kinds_of(campaign), _asked(campaign)
    return [_judged(one, kinds, asked) for one in every]


def judge_locked(campaign: Campaign, representative_ids: Collection[UUID]) -> list[Judged]:
    """The same of representatives named before; nobody can end their authority until this transaction ends."""
    query = select(Representative).where(Representative.id.in_(representative_ids)).order_by(Representative.id)
    query = query.options(joinedload(Representative.organisation)).execution_options(populate_existing=True)
    rows = db.session.scalars(query.with_for_update(of=Representative)).all()
    note_locked(*rows)
    return judge(campaign, [Endorsing(row.organisation, row) for row in rows])


def _judged(one: Endorsing, kinds: Collection[str], asked: Asked) -> Judged:
    organisation = one.organisation
    able = [row for row in organisation.representatives if authority_at(row, today()) is Authority.IN_FORCE]
    through = one.through or (able[0] if len(able) == 1 else None)
    before = asked.get(organisation.id) or (asked.get(through.id) if through else None)
    why_not = _why_not(organisation, through, able, kinds)
    if through is None:
        return Judged(organisation, organisation.title, "", before, why_not)
    return Judged(through, label(through), through.email, before, why_not)


def _why_not(
    organisation: RegisteredOrganisation,
    through: Representative | None,
    able: Sequence[Representative],
    kinds: Collection[str],
) -> str:
    if organisation.kind not in kinds:
        return _("not of a kind that signs this text")
    if through is None and able:
        return _("several may sign for it: tick one of them, or list the address of one")
    if through is None:
        return _("nobody may sign for it today")
    return "" if through in able else _("the authority to sign for it is not in force today")


def label(row: Representative) -> str:
    """The organisation, through whom, and who vouches for an address that is not the organisation's own."""
    who = {"organisation": row.organisation.title, "name": row.name, "capacity": row.capacity}
    said = _("%(organisation)s, through %(name)s, %(capacity)s", **who)
    note = vouched(row)
    return f"{said} ({note})" if note else said


def _asked(campaign: Campaign) -> Asked:
    """The invitation by organisation, where it was not ended, and by representative, even if it was."""
    query = select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.body.in_(KINDS))
    invitations = db.session.scalars(query.order_by(Invitation.created_at.desc())).all()
    once = {one.representative_id: one for one in invitations}
    live = {one.registered_id: one for one in invitations if one.state != InvitationState.STOPPED}
    return {key: one for key, one in (once | live).items() if key is not None}
