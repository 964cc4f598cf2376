"""Reads of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.accounts.models import Membership, Organisation, Role, User, UserInvitation
from petitions.accounts.rules import in_order
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import Gone, NotFound
from petitions.core.sealed import keyring
from petitions.core.tokens import token_hash


@dataclass(frozen=True)
class Member:
    """A user as part of one organisation."""

    user: User
    roles: list[str]
    since: datetime


def user_by_address(address: str) -> User | None:
    """The user with this mail address, if there is one."""
    return db.session.scalars(select(User).where(User.email_index == keyring().index(address))).first()


def user_who_may_sign_in(address: str, *, lock: bool = False) -> User | None:
    """The user with this address, unless the account is closed or belongs to no organisation any more.

    ``lock`` holds the account's row until the transaction ends.
    """
    query = select(User).where(User.email_index == keyring().index(address))
    user = db.session.scalars(query.with_for_update() if lock else query).first()
    return user if user is not None and user.is_active and user.memberships else None


def organisation_named(name: str) -> Organisation | None:
    """The organisation with this name, if there is one; capitals make no difference."""
    every = db.session.scalars(select(Organisation))
    return next((row for row in every if row.name.casefold() == name.casefold()), None)


def slug_is_taken(slug: str) -> bool:
    """Whether an organisation has this slug."""
    return db.session.scalars(select(Organisation.id).where(Organisation.slug == slug)).first() is not None


def organisation_of(actor: Actor) -> Organisation:
    """The organisation in whose name the actor acts. Raises `NotFound` when there is none."""
    organisation = db.session.get(Organisation, actor.organisation_id) if actor.organisation_id else None
    if organisation is None:
        raise NotFound(_("There is no such organisation."))
    return organisation


def team(actor: Actor) -> list[Member]:
    """Everybody in the actor's organisation, with their roles, by name."""
    rows = _memberships(actor)
    users = sorted({row.user for row in rows}, key=lambda user: (user.name.casefold(), str(user.id)))
    return [_member(user, [row for row in rows if row.user_id == user.id]) for user in users]


def get_member(actor: Actor, user_id: UUID) -> Member:
    """One member of the actor's organisation. Raises `NotFound` for everybody else."""
    found = next((member for member in team(actor) if member.user.id == user_id), None)
    if found is None:
        raise NotFound(_("Nobody in your team has this address."))
    return found


def owners(organisation_id: UUID) -> set[UUID]:
    """The ids of those who own the organisation and can sign in."""
    query = select(User.id).join(User.memberships)
    query = query.where(Membership.organisation_id == organisation_id, Membership.role == Role.OWNER)
    return set(db.session.scalars(query.where(User.disabled_at.is_(None))))


def working_for(organisation_id: UUID, *roles: str) -> Sequence[User]:
    """Those who hold one of these roles in the organisation and can sign in, by name."""
    query = select(User).join(User.memberships).where(User.disabled_at.is_(None))
    query = query.where(Membership.organisation_id == organisation_id, Membership.role.in_(roles))
    return sorted(set(db.session.scalars(query)), key=lambda user: (user.name.casefold(), str(user.id)))


def works_elsewhere(actor: Actor, user: User) -> bool:
    """Whether the user holds roles in an organisation other than the actor's."""
    query = select(Membership.id).where(
        Membership.user_id == user.id, Membership.organisation_id != actor.organisation_id
    )
    return db.session.scalars(query).first() is not None


def organisations_without_owner(user: User) -> list[str]:
    """The names of the user's organisations that nobody owns who can sign in."""
    names = {row.organisation_id: row.organisation.name for row in user.memberships}
    return sorted(name for organisation_id, name in names.items() if not owners(organisation_id))


def roles_of(user_id: UUID, organisation_id: UUID) -> dict[str, Membership]:
    """The user's memberships in the organisation, by role."""
    query = select(Membership).where(Membership.user_id == user_id, Membership.organisation_id == organisation_id)
    return {row.role: row for row in db.session.scalars(query)}


def open_invitations(actor: Actor) -> Sequence[UserInvitation]:
    """Invitations to the actor's organisation that were neither accepted nor withdrawn, newest first."""
    query = select(UserInvitation).where(
        UserInvitation.organisation_id == actor.organisation_id,
        UserInvitation.accepted_at.is_(None),
        UserInvitation.withdrawn_at.is_(None),
    )
    return db.session.scalars(query.order_by(UserInvitation.created_at.desc())).all()


def get_invitation(actor: Actor, invitation_id: UUID) -> UserInvitation:
    """An open invitation to the actor's organisation. Raises `NotFound` for every other."""
    found = next((row for row in open_invitations(actor) if row.id == invitation_id), None)
    if found is None:
        raise NotFound(_("There is no such open invitation."))
    return found


def invitation_by_token(token: str) -> UserInvitation:
    """The invitation whose link this is. Raises `NotFound` when there is none, `Gone` when it has had its day."""
    query = select(UserInvitation).where(UserInvitation.token_hash == token_hash(token))
    return usable(db.session.scalars(query).first())


def invitation_to_join(invitation_id: UUID) -> UserInvitation:
    """The invitation that this browser followed. Raises like `invitation_by_token`."""
    return usable(db.session.get(UserInvitation, invitation_id))


def usable(invitation: UserInvitation | None) -> UserInvitation:
    """The invitation, if one can still join by it. Raises `NotFound` or `Gone`."""
    if invitation is None:
        raise NotFound(_("This link leads to no invitation."))
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= now():
        raise Gone(_("This invitation was used or withdrawn, or its seven days are over."))
    return invitation


def _memberships(actor: Actor) -> Sequence[Membership]:
    query = select(Membership).where(Membership.organisation_id == actor.organisation_id)
    return db.session.scalars(query.order_by(Membership.created_at)).all()


def _member(user: User, rows: Sequence[Membership]) -> Member:
    return Member(user, in_order([row.role for row in rows]), min(row.created_at for row in rows))
