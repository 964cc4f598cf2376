"""Verbs of accounts: organisations, users, and the roles of users in organisations."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.accounts import queries
from petitions.accounts.models import Membership, Organisation, Role, User
from petitions.accounts.rules import in_order, leaves_no_owner
from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, NotAllowed
from petitions.core.slugs import free_slug


class NameTaken(DomainError):
    """There is an organisation of this name, or an account with this address."""


class LastOwner(DomainError):
    """The organisation would be left without an owner."""


def as_actor(user: User, organisation_id: UUID | None = None) -> Actor:
    """The user as the actor of what the user does before there is a session."""
    return Actor(ActorKind.USER, user.name, user.id, organisation_id)


def create_organisation(actor: Actor, name: str, country: str = "", contact: str = "") -> Organisation:
    """Found an organisation; ``contact`` is where answers to its mail go.

    Raises `NameTaken` when there is one of this name.
    """
    if queries.organisation_named(name):
        raise NameTaken(_("There is already an organisation named “%(name)s”. Its owner can invite.", name=name))
    slug = free_slug(name, queries.slug_is_taken)
    organisation = Organisation(name=name, slug=slug, country=country, created_at=now())
    organisation.contact = contact
    db.session.add(organisation)
    db.session.flush()
    record(replace(actor, organisation_id=organisation.id), "organisation:create", organisation, name)
    return organisation


def set_contact(actor: Actor, address: str) -> None:
    """From now on, answers to the mail of the actor's organisation go to this address."""
    organisation = queries.organisation_of(actor)
    organisation.contact = address
    record(actor, "organisation:edit", organisation, organisation.name)


def create_user(actor: Actor, name: str, address: str) -> User:
    """Make an account. Raises `NameTaken` when there is one with this address."""
    user = User(name=name, email=address, language="en", created_at=now())
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as taken:
        raise NameTaken(_("There is already an account with this address. Try once more.")) from taken
    record(actor, "user:create", user, name)
    return user


def give_roles(actor: Actor, user: User, organisation_id: UUID, roles: Collection[str]) -> None:
    """Add the roles that the user does not hold yet."""
    held = queries.roles_of(user.id, organisation_id)
    for role in in_order(roles):
        if role not in held:
            _add(actor, user, organisation_id, role)
    db.session.flush()
    db.session.expire(user, ["memberships"])


def set_roles(actor: Actor, user: User, roles: Collection[str]) -> None:
    """Let the user hold exactly these roles in the actor's organisation.

    Raises `LastOwner` when nobody would own it any more.
    """
    organisation = queries.organisation_of(actor)
    locked(organisation)
    if leaves_no_owner(queries.owners(organisation.id), user.id, roles):
        raise LastOwner(_("An organisation needs an owner. Make somebody else an owner first."))
    for role, membership in queries.roles_of(user.id, organisation.id).items():
        if role not in roles:
            record(actor, "member:remove", membership, user.name, details={"role": role})
            db.session.delete(membership)
    give_roles(actor, user, organisation.id, roles)


def remove_member(actor: Actor, user: User) -> None:
    """Take the user out of the actor's organisation; the account remains.

    Raises `NotAllowed` for oneself, since one would lock oneself out by a slip.
    """
    if user.id == actor.id:
        raise NotAllowed(_("You can’t take yourself out of the team. Ask another owner to do it."))
    set_roles(actor, user, ())


def found(actor: Actor, organisation: str, owner: str, address: str, contact: str = "") -> User:
    """Found an organisation and make its first owner, who may have an account already.

    Answers to its mail go to ``contact``, or to the owner where none is given.
    Raises `NameTaken` when there is an organisation of this name.
    """
    created = create_organisation(actor, organisation, contact=contact or address)
    founder = replace(actor, organisation_id=created.id)
    user = queries.user_by_address(address) or create_user(founder, owner, address)
    give_roles(founder, user, created.id, {Role.OWNER})
    return user


def _add(actor: Actor, user: User, organisation_id: UUID, role: str) -> None:
    membership = Membership(user_id=user.id, organisation_id=organisation_id, role=role, created_at=now())
    db.session.add(membership)
    record(actor, "member:add", membership, user.name, details={"role": role})
