"""Which invitations belong to a registered address: those whose codes go there (`queries.address`)."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from petitions.core.db import db
from petitions.core.sealed import keyring
from petitions.people import merge_queries as merges
from petitions.people.models import Address, Person
from petitions.people.organisations.models import Representative
from petitions.signing import queries
from petitions.signing.entitlement import SIGNATORY
from petitions.signing.models import Invitation, Signature, Supporter
from petitions.signing.states import InvitationState


def invitations_of(address_index: str) -> Sequence[Invitation]:
    """Every invitation that belongs to the address, the newest first."""
    persons = _persons(address_index)
    representatives = select(Representative.id).where(Representative.email_index == address_index)
    supporters = select(Supporter.invitation_id).where(Supporter.email_index == address_index)
    query = select(Invitation).options(*SIGNATORY).order_by(Invitation.created_at.desc())
    query = query.where(
        or_(
            Invitation.person_id.in_(persons),
            Invitation.representative_id.in_(representatives),
            Invitation.id.in_(supporters),
        )
    )
    return [invitation for invitation in db.session.scalars(query).unique() if belongs(invitation, address_index)]


def invitation_of(address_index: str, invitation_id: UUID) -> Invitation | None:
    """That invitation, if it belongs to the address."""
    invitation = db.session.get(Invitation, invitation_id)
    return invitation if invitation is not None and belongs(invitation, address_index) else None


def belongs(invitation: Invitation, address_index: str) -> bool:
    """Whether the codes of this invitation go to the address today."""
    address = queries.address(invitation)
    return bool(address) and keyring().index(address) == address_index


def is_ended(invitation: Invitation) -> bool:
    """Whether the organisers ended the invitation, so that nothing can be answered to it any more."""
    return invitation.state == InvitationState.STOPPED


def names_of(invitations: Sequence[Invitation]) -> list[str]:
    """Whose letters these are, each name once: more than one where people share a mailbox."""
    return list(dict.fromkeys(invitation.person.name for invitation in invitations))


def history_of(invitation: Invitation) -> Iterator[Signature]:
    """Every signature ever given on the invitation, the newest first."""
    return reversed(invitation.signatures)


def _persons(address_index: str) -> list[UUID]:
    query = select(Person).join(Address, Address.person_id == Person.id)
    registered = db.session.scalars(
        query.where(Address.address_index == address_index, Address.superseded_at.is_(None))
    )
    return [entry.id for entries in merges.selves_of(registered.unique()).values() for entry in entries]
