"""Reads of delegates and of what they prepared."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.campaigns.instruments import Display
from petitions.core.db import db
from petitions.people.name_tables import batches
from petitions.signing.models import ConsentKind, Invitation
from petitions.signing.offices import belonging
from petitions.signing.offices.models import Delegate, Preparation
from petitions.signing.preparing import Wish


def delegates_of(member_index: str) -> Sequence[Delegate]:
    """Whom the registered address has prepare its letters, the first named first."""
    query = select(Delegate).where(Delegate.member_index == member_index, Delegate.ended_at.is_(None))
    return db.session.scalars(query.order_by(Delegate.named_at)).all()


def named(email_index: str) -> Sequence[Delegate]:
    """For whom the reader of this mailbox prepares letters, the first who named them first."""
    query = select(Delegate).where(Delegate.email_index == email_index, Delegate.ended_at.is_(None))
    return db.session.scalars(query.order_by(Delegate.named_at)).all()


def named_for(email_index: str, invitation: Invitation) -> Delegate | None:
    """By which naming the reader of this mailbox may prepare the letter, if by any."""
    found = (one for one in named(email_index) if belonging.belongs(invitation, one.member_index))
    return next(found, None) if invitation.supporter is None else None


def preparations(invitations: Collection[Invitation]) -> dict[UUID, Preparation]:
    """By invitation what was prepared for the version that is open, by a delegate who is still one."""
    asked = {invitation.id: invitation for invitation in invitations}
    query = select(Preparation).join(Delegate).options(joinedload(Preparation.delegate))
    query = query.where(Preparation.replaced_at.is_(None), Delegate.ended_at.is_(None))
    return {
        one.invitation_id: one
        for some in batches(list(asked))
        for one in db.session.scalars(query.where(Preparation.invitation_id.in_(some)))
        if _holds(one, asked[one.invitation_id])
    }


def preparation_of(invitation: Invitation) -> Preparation | None:
    """The same of one invitation."""
    prepared = invitation.preparation if invitation.supporter is None else None
    return prepared if prepared and prepared.delegate.ended_at is None and _holds(prepared, invitation) else None


def _holds(prepared: Preparation, invitation: Invitation) -> bool:
    """Whether it is of the open version, by a delegate of the address to which the codes go today."""
    is_open = prepared.version_id == invitation.campaign.open_version_id
    return is_open and belonging.belongs(invitation, prepared.delegate.member_index)


def wish_of(prepared: Preparation) -> Wish:
    """What is signed when the signatory confirms it as it was prepared."""
    return Wish(
        version_id=prepared.version_id,
        name=prepared.name,
        agreed=frozenset(ConsentKind(kind) for kind in prepared.agreed),
        language=prepared.language,
        display=Display(prepared.display),
        prepared_by=prepared.delegate.name,
        comment=prepared.comment,
    )


def as_prepared(invitation: Invitation, wish: Wish) -> Wish:
    """The wish with the delegate's name, where it is exactly what a delegate prepared; else as it is."""
    prepared = preparation_of(invitation)
    if prepared is None:
        return wish
    proposed = replace(wish_of(prepared), at=wish.at, evidence=wish.evidence)
    return proposed if replace(proposed, prepared_by="") == wish else wish
