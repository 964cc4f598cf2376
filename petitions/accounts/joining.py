"""Verbs of the team's invitations: a colleague is asked by mail, and joins by the link in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from petitions.accounts import queries
from petitions.accounts.models import User, UserInvitation
from petitions.accounts.rules import ROLE_NAMES, in_order
from petitions.accounts.service import NameTaken, as_actor, create_user, give_roles
from petitions.core.actor import Actor, ActorKind
from petitions.core.addresses import external
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import NotAllowed
from petitions.core.tokens import new_link_token, token_hash
from petitions.outbox.mail import Envelope, post

LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Invitee:
    """Who is asked to join, and in which roles."""

    name: str
    address: str
    roles: Sequence[str]


def invite(actor: Actor, invitee: Invitee) -> UserInvitation:
    """Ask a colleague to join the actor's organisation, by a link that works once within seven days.

    Asking again replaces the earlier link. Raises `NameTaken` for somebody who is in the team already.
    """
    organisation = queries.organisation_of(actor)
    locked(organisation)
    known = queries.user_by_address(invitee.address)
    if known and queries.roles_of(known.id, organisation.id):
        raise NameTaken(_("%(name)s is in your team already. Change the roles there.", name=known.name))
    invitation = UserInvitation(
        organisation_id=organisation.id,
        name=invitee.name,
        email=invitee.address,
        roles=in_order(invitee.roles),
        invited_by=actor.id,
        created_at=now(),
        expires_at=now() + LIFETIME,
    )
    for earlier in queries.open_invitations(actor):
        if earlier.email_index == invitation.email_index:
            withdraw(actor, earlier)
    _mail_link(actor, invitation, organisation.name)
    return invitation


def withdraw(actor: Actor, invitation: UserInvitation) -> None:
    """Make the invitation's link useless; where it was used a moment ago, this changes nothing."""
    locked(invitation)
    if invitation.accepted_at is None and invitation.withdrawn_at is None:
        invitation.withdrawn_at = now()
        record(actor, "user:withdraw_invitation", invitation, invitation.name)
        db.session.flush()


def accept(invitation: UserInvitation, name: str) -> User:
    """Join: the account is made, or one with this address gets the roles. The link is used up.

    Whoever follows the link has read the mail, which proves the address of a new account. Mails are forwarded, so
    the link opens no account that was there before: that takes a code. Raises `Gone` when the link has had its
    day, and `NotAllowed` for an account that was closed.
    """
    locked(invitation)
    queries.usable(invitation)
    user = queries.user_by_address(invitation.email)
    is_new = user is None
    if user is None:
        stranger = Actor(ActorKind.USER, name, organisation_id=invitation.organisation_id)
        user = create_user(stranger, name, invitation.email)
    if not user.is_active:
        raise NotAllowed(_("This account was closed. Ask those who run this server to open it again."))
    actor = as_actor(user, invitation.organisation_id)
    invitation.accepted_at = now()
    give_roles(actor, user, invitation.organisation_id, invitation.roles)
    record(actor, "user:accept_invitation", invitation, user.name)
    if is_new:
        record(actor, "session:sign_in", user, user.name)
    return user


def _mail_link(actor: Actor, invitation: UserInvitation, organisation: str) -> None:
    token = new_link_token()
    invitation.token_hash = token_hash(token)
    db.session.add(invitation)
    db.session.flush()
    record(actor, "user:invite", invitation, invitation.name, details={"roles": invitation.roles})
    post(
        "user_invitation",
        Envelope(
            "user_invitation",
            invitation.id,
            invitation.email,
            organisation_id=invitation.organisation_id,
            secret=True,
            expires_at=invitation.expires_at,
        ),
        name=invitation.name,
        inviter=actor.label,
        organisation=organisation,
        roles=", ".join(str(ROLE_NAMES[role]) for role in invitation.roles),
        link=external("accounts.join", token=token),
        until=invitation.expires_at,
    )
