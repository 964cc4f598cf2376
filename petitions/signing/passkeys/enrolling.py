"""Enrolling a passkey, after a code that was typed a moment ago: to sign, or to see one's letters."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.accounts import authenticators
from petitions.accounts.authenticators import Key, Unproven
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.tokens import token_hash
from petitions.people import queries as people
from petitions.people.models import Address
from petitions.signing.models import Invitation, ProvedBy, Signature
from petitions.signing.offices import belonging
from petitions.signing.passkeys import links, mail, rules
from petitions.signing.passkeys.errors import NotEnrolled, NotFresh
from petitions.signing.passkeys.models import Passkey
from petitions.signing.states import SignatureState


@dataclass(frozen=True)
class Made:
    """What an authenticator made: the challenge it was given, its answer, and what its bearer calls it."""

    challenge: bytes
    answer: str
    label: str


@dataclass(frozen=True)
class Mailbox:
    """Whose code went before: the row of an address on file, or that of a representative's authority."""

    address_id: UUID | None
    representative_id: UUID | None


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
    address_id = None if signature.representative_id else signature.address_id
    return _taken_in(actor, invitation, Mailbox(address_id, signature.representative_id), made)


def enrol_in_my_letters(
    actor: Actor, invitation: Invitation, address_index: str, typed_at: datetime | None, made: Made
) -> Passkey:
    """Take in a passkey of whoever the letter belongs to, and tell the registered address.

    ``address_index`` is the mailbox whose letters the browser shows, ``typed_at`` when a code from it began that; None
    where a passkey did, which is no reason for the next. Raises `NotFresh` and `NotEnrolled`.
    """
    locked(invitation)
    if not may_enrol_in_my_letters(invitation, address_index, typed_at):
        raise NotFresh(
            _(
                "A passkey can be enrolled here for fifteen minutes after you have signed in with a code. Sign out, "
                "and in again with a code."
            )
        )
    address = people.address_in_force(invitation.person)
    return _taken_in(actor, invitation, _mailbox(invitation.representative_id, address), made)


def may_enrol_in_my_letters(invitation: Invitation, address_index: str, typed_at: datetime | None) -> bool:
    """Whether a code from the mailbox to which the letter belongs was typed so recently that a passkey may follow.

    Members of the public sign one petition, and are offered none.
    """
    is_own = invitation.supporter is None and belonging.belongs(invitation, address_index)
    return is_own and rules.is_fresh(typed_at, now())


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


def _mailbox(representative_id: UUID | None, address: Address | None) -> Mailbox:
    return Mailbox(None, representative_id) if representative_id else Mailbox(address.id if address else None, None)


def _taken_in(actor: Actor, invitation: Invitation, mailbox: Mailbox, made: Made) -> Passkey:
    passkey = _new(invitation, mailbox, _key(made), made.label)
    campaign, name = invitation.campaign, passkey.person.name
    record(actor, "passkey:enrol", passkey, name, case_id=campaign.case_id, campaign_id=campaign.id)
    mail.enrolled(passkey)
    return passkey


def _new(invitation: Invitation, mailbox: Mailbox, key: Key, label: str) -> Passkey:
    passkey = Passkey(
        organisation=invitation.campaign.organisation,
        person=invitation.person,
        address_id=mailbox.address_id,
        representative_id=mailbox.representative_id,
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
