"""What an organisation asked of a person, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.models import Address, Person
from petitions.people.organisations.models import RegisteredOrganisation
from petitions.signing.by_hand.words import how
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import InvitationState, SignatureState

INVITATION_WORDS = {
    InvitationState.QUEUED: (_l("invitation about to leave"), "wait"),
    InvitationState.SENT: (_l("invited, no answer yet"), "wait"),
    InvitationState.ANSWERED: (_l("answered"), "done"),
    InvitationState.DECLINED: (_l("declined"), "quiet"),
    InvitationState.BOUNCED: (_l("the invitation came back"), "danger"),
    InvitationState.STOPPED: (_l("invitation stopped"), "quiet"),
}
SIGNATURE_WORDS = {
    SignatureState.PENDING: (_l("signature begun, not confirmed"), "wait"),
    SignatureState.CONFIRMED: (_l("signed"), "done"),
    SignatureState.EXPIRED: (_l("signature never confirmed"), "quiet"),
    SignatureState.WITHDRAWN: (_l("signature withdrawn"), "quiet"),
    SignatureState.SET_ASIDE: (_l("signature set aside"), "wait"),
    SignatureState.ANNULLED: (_l("signature annulled"), "danger"),
}
STALE = (_l("signed an earlier version"), "wait")


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that was asked or answered: in which campaign, in what words, and when."""

    campaign: Campaign
    word: str
    tone: str
    at: datetime
    version: int | None = None
    basis: str = ""
    asked_as: str = ""
    through: str = ""


def answers(actor: Actor, person: Person) -> list[Answer]:
    """What the actor's own organisation asked of the person and what came of it, newest first."""
    entries = [entry.id for entry in merges.selves(person)]
    return _asked(actor, Invitation.person_id.in_(entries), person)


def answers_of(actor: Actor, registered: RegisteredOrganisation) -> list[Answer]:
    """The same of an organisation that signs, whoever was to sign for it, and of its heads."""
    return _asked(actor, Invitation.registered_id == registered.id)


def _asked(actor: Actor, whom: ColumnElement[bool], shown: Person | None = None) -> list[Answer]:
    query = (
        select(Invitation)
        .join(Campaign)
        .where(whom, Campaign.organisation_id == actor.organisation_id)
        .options(joinedload(Invitation.campaign), selectinload(Invitation.signatures).joinedload(Signature.version))
    )
    asked = db.session.scalars(query).all()
    addresses = people.addresses_by_id(signature.address_id for one in asked for signature in one.signatures)
    found = [
        replace(answer, asked_as=_other_name(invitation, shown))
        for invitation in asked
        for answer in _answers(invitation, addresses)
    ]
    return sorted(found, key=lambda answer: answer.at, reverse=True)


def _other_name(invitation: Invitation, shown: Person | None) -> str:
    """Under which name somebody was asked who was merged since; empty under the one that is shown."""
    return invitation.person.name if shown is not None and invitation.person_id != shown.id else ""


def _answers(invitation: Invitation, addresses: Mapping[UUID | None, Address]) -> Sequence[Answer]:
    """One for each signature, and the invitation's own state where that says more."""
    through = _through(invitation)
    signed = [_signature(one, invitation.campaign, addresses.get(one.address_id)) for one in invitation.signatures]
    given = [replace(answer, through=through) for answer in signed]
    if given and invitation.state != InvitationState.DECLINED:
        return given
    word, tone = INVITATION_WORDS[InvitationState(invitation.state)]
    at = invitation.declined_at or invitation.sent_at or invitation.created_at
    return [*given, Answer(invitation.campaign, str(word), tone, at, through=through)]


def _through(invitation: Invitation) -> str:
    """Who was to sign for an organisation, or as its head; empty where a mandate says in which capacity."""
    if invitation.representative is None:
        return ""
    if invitation.organisation is None:
        return _("%(name)s in person, as head", name=invitation.representative.name)
    return invitation.representative.name


def _signature(signature: Signature, campaign: Campaign, address: Address | None) -> Answer:
    word, tone = SIGNATURE_WORDS[SignatureState(signature.state)]
    if signature.state == SignatureState.CONFIRMED and signature.version_id != campaign.open_version_id:
        word, tone = STALE
    at = signature.withdrawn_at or signature.confirmed_at or signature.created_at
    said = [how(signature.proved_by), people.basis(address) if address else ""]
    return Answer(campaign, str(word), tone, at, signature.version.number, "; ".join(filter(None, said)))
