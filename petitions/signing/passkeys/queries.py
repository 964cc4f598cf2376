"""Reads of passkeys: whose they are, and which are good for a letter today."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.core.db import db
from petitions.core.tokens import token_hash
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.models import Address
from petitions.people.name_tables import batches
from petitions.signing.models import Invitation
from petitions.signing.passkeys.models import Passkey


def by_token(token: str) -> Passkey | None:
    """The passkey that a mailed link is about."""
    return db.session.scalars(select(Passkey).where(Passkey.token_hash == token_hash(token))).first()


def by_credential(credential_id: bytes) -> Passkey | None:
    """The passkey that a device calls so."""
    return db.session.scalars(select(Passkey).where(Passkey.credential_id == credential_id)).first()


def good_for(invitation: Invitation) -> Sequence[Passkey]:
    """The passkeys with which the invited person may answer today."""
    return good_for_each([invitation])[invitation.id]


def good_for_each(invitations: Collection[Invitation]) -> dict[UUID, list[Passkey]]:
    """By invitation the passkeys with which its bearer may answer; in a few statements, however many are asked.

    A passkey is good at the organisation where it was enrolled, for whoever is one person with its bearer there, while
    the mailbox that proved it has never been superseded and is still the one to which codes go.
    """
    selves = merges.selves_of(invitation.person for invitation in invitations)
    kept = _kept({entry.id for entries in selves.values() for entry in entries})
    current = people.addresses_in_force(i.person for i in invitations if i.representative_id is None) if kept else {}
    return {
        invitation.id: [
            passkey
            for entry in selves[invitation.person_id]
            for passkey in kept.get(entry.id, ())
            if passkey.organisation_id == invitation.campaign.organisation_id
            and _same_mailbox(passkey, invitation, current.get(invitation.person_id))
        ]
        for invitation in invitations
    }


def good_for_all(invitations: Sequence[Invitation]) -> list[Passkey]:
    """The passkeys of which one touch may answer all of these; none where nothing is asked."""
    good = list(good_for_each(invitations).values())
    return [passkey for passkey in good[0] if all(passkey in of_one for of_one in good)] if good else []


def mailbox(passkey: Passkey) -> str:
    """Where its bearer is told about it: the address that is registered today, or nothing."""
    if passkey.representative is not None:
        return passkey.representative.email
    return people.current_address(passkey.person)


def _kept(persons: Collection[UUID]) -> dict[UUID, list[Passkey]]:
    """The passkeys that nobody removed, by person, the oldest first."""
    query = select(Passkey).where(Passkey.removed_at.is_(None)).options(joinedload(Passkey.address))
    found: dict[UUID, list[Passkey]] = {}
    for some in batches(list(persons)):
        for passkey in db.session.scalars(query.where(Passkey.person_id.in_(some)).order_by(Passkey.created_at)):
            found.setdefault(passkey.person_id, []).append(passkey)
    return found


def _same_mailbox(passkey: Passkey, invitation: Invitation, current: Address | None) -> bool:
    if invitation.representative_id is not None:
        return passkey.representative_id == invitation.representative_id
    proved = passkey.address
    return bool(proved and current and proved.in_force and proved.address_index == current.address_index)
