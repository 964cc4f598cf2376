"""The verbs of passkeys themselves: enrol one after a signature with a code, and remove it."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.accounts import authenticators
from petitions.accounts.authenticators import Key, Unproven
from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.tokens import token_hash
from petitions.people import queries as people
from petitions.signing.models import Invitation, ProvedBy, Signature
from petitions.signing.passkeys import links, mail, queries, rules
from petitions.signing.passkeys.errors import NotEnrolled, NotFresh
from petitions.signing.passkeys.models import Passkey
from petitions.signing.states import SignatureState


@dataclass(frozen=True)
class Made:
    """What an authenticator made: the challenge it was given, its answer, and what its bearer calls it."""

    challenge: bytes
    answer: str
    label: str


def may_enrol(invitation: Invitation, proved: UUID | None) -> bool:
    """Whether the signature that this browser has proved lets it enrol a passkey."""
    return _proved(invitation, proved) is not None


def enrol_passkey(actor: Actor, invitation: Invitation, proved: UUID | None, made: Made) -> Passkey:
    """Take in a passkey of the invited person, and tell the registered address.

    ``proved`` is the signature that was confirmed with a code in the browser that asks; only its signed cookie knows.
    Raises `NotFresh` and `NotEnrolled`.
    """
    locked(invitation)
    signature = _proved(invitation, proved)
    if signature is None:
        raise NotFresh(
            _(
                "A passkey can be enrolled for fifteen minutes after you have signed with a code, in the browser in "
                "which you did. Sign with a code the next time you are asked; you can enrol one then."
            )
        )
    passkey = _new(signature, _key(made), made.label)
    campaign, name = invitation.campaign, passkey.person.name
    record(actor, "passkey:enrol", passkey, name, case_id=campaign.case_id, campaign_id=campaign.id)
    mail.enrolled(passkey)
    return passkey


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


def _key(made: Made) -> Key:
    try:
        return authenticators.enrolled(made.answer, made.challenge)
    except Unproven as wrong:
        raise NotEnrolled(
            _("Your device’s answer does not hold, so no passkey was enrolled. Try again; codes work as before.")
        ) from wrong


def _proved(invitation: Invitation, proved: UUID | None) -> Signature | None:
    """The signature, if it is this person's, stands, and was confirmed just now with a code from today's mailbox."""
    signature = db.session.get(Signature, proved) if proved else None
    if signature is None or signature.invitation_id != invitation.id:
        return None
    by_code = signature.proved_by == ProvedBy.CODE and signature.state == SignatureState.CONFIRMED
    fresh = by_code and rules.is_fresh(signature.confirmed_at, now())
    return signature if fresh and _of_mailbox_today(signature) else None


def _of_mailbox_today(signature: Signature) -> bool:
    """Whether codes still go where the one went that proved the signature."""
    invitation = signature.invitation
    if invitation.representative_id is not None:
        return signature.representative_id == invitation.representative_id
    address = people.address_in_force(invitation.person)
    return address is not None and address.id == signature.address_id


def _new(signature: Signature, key: Key, label: str) -> Passkey:
    invitation = signature.invitation
    passkey = Passkey(
        organisation=invitation.campaign.organisation,
        person=invitation.person,
        address_id=None if signature.representative_id else signature.address_id,
        representative_id=signature.representative_id,
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        transports=list(key.transports),
        label=label,
        created_at=now(),
    )
    passkey.token_hash = token_hash(links.token(passkey.id))
    try:
        db.session.add(passkey)
        db.session.flush()
    except IntegrityError as twice:
        raise NotEnrolled(_("This passkey is enrolled already. Nothing more is needed.")) from twice
    return passkey
