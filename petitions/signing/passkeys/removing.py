"""Removing a passkey, by its bearer or by organisers."""

from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.signing.models import Invitation
from petitions.signing.passkeys import mail, queries
from petitions.signing.passkeys.models import Passkey


def remove_passkey(actor: Actor, passkey: Passkey) -> None:
    """Take no touch of this passkey any more, and tell the registered address. Removing twice changes nothing."""
    locked(passkey)
    if passkey.removed_at is not None:
        return
    passkey.removed_at, passkey.removed_by = now(), actor.label
    db.session.flush()
    record(actor, "passkey:remove", passkey, passkey.person.name)
    mail.removed(passkey, by_organiser=actor.kind == ActorKind.USER)


def remove_every_passkey(actor: Actor, invitation: Invitation) -> None:
    """Remove every passkey with which the invited person could answer."""
    for passkey in queries.good_for(invitation):
        remove_passkey(actor, passkey)
