"""Verbs that close an account at once and open it again; what its bearer did stays in the history."""

from flask_babel import gettext as _

from petitions.accounts import queries
from petitions.accounts.models import User
from petitions.accounts.service import LastOwner
from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import NotAllowed


def disable(actor: Actor, user: User) -> None:
    """Close the account: it lets nobody in any more, and its sessions end. Done twice, it changes nothing.

    The command line may close every account. Others raise `NotAllowed` for their own and for one that works for other
    organisations too, and `LastOwner` where nobody who owns the organisation could sign in any more.
    """
    if actor.kind != ActorKind.COMMAND_LINE:
        _refuse_stranded(actor, user)
    locked(user)
    if not user.is_active:
        return
    user.disabled_at = now()
    user.sign_outs += 1
    record(actor, "user:disable", user, user.name)
    db.session.flush()


def restore(actor: Actor, user: User) -> None:
    """Open the account again, with the roles it had. Done twice, it changes nothing.

    Raises `NotAllowed` for an account that works for other organisations too, except on the command line.
    """
    if actor.kind != ActorKind.COMMAND_LINE:
        _refuse_shared(actor, user)
    locked(user)
    if user.is_active:
        return
    user.disabled_at = None
    record(actor, "user:restore", user, user.name)
    db.session.flush()


def _refuse_stranded(actor: Actor, user: User) -> None:
    if user.id == actor.id:
        raise NotAllowed(_("You can’t close your own account. Ask another owner to do it."))
    _refuse_shared(actor, user)
    organisation = queries.organisation_of(actor)
    locked(organisation)
    if queries.owners(organisation.id) == {user.id}:
        raise LastOwner(_("An organisation needs an owner. Make somebody else an owner first."))


def _refuse_shared(actor: Actor, user: User) -> None:
    if queries.works_elsewhere(actor, user):
        raise NotAllowed(
            _(
                "%(name)s also works for another organisation, so only those who run this server close the account "
                "or open it again. You can take %(name)s out of your team.",
                name=user.name,
            )
        )
