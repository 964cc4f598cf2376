"""A member with a passkey: signs once with a code, enrols a device, and signs with one touch after that."""

from datetime import datetime

from sqlalchemy import select
from webauthn.helpers import generate_challenge

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing import service
from petitions.signing.models import Invitation, Signature
from petitions.signing.passkeys import asking
from petitions.signing.passkeys.enrolling import Made
from petitions.signing.passkeys.models import Passkey
from petitions.signing.service import PasskeyProof, Wish
from tests.factories import a_campaign, a_case, an_invitation
from tests.signing.scene import SIGN, Desk, ask, sign, signatory
from tests.support.authenticator import Authenticator


def another_letter(desk: Desk, person: Person) -> Invitation:
    """The person's invitation to a further campaign of the same organisation."""
    return an_invitation(another_campaign(desk), person)[0]


def another_campaign(desk: Desk) -> Campaign:
    """A further campaign of the same organisation."""
    organisation = db.session.get_one(Campaign, desk.campaign.id).organisation
    return a_campaign(a_case(organisation), "collecting", author=desk.author, approver=desk.colleague)


def enrol(invitation: Invitation, device: Authenticator, proved: Signature | None, label: str = "My phone") -> Passkey:
    """Enrol the device, on the strength of a signature that this browser has proved."""
    challenge = generate_challenge()
    asked = asking.to_enrol(invitation, challenge)
    made = Made(challenge, device.makes(asked), label)
    with transaction():
        return service.enrol_passkey(signatory(invitation), invitation, proved.id if proved else None, made)


def enrolled(invitation: Invitation) -> Authenticator:
    """The member signs with a code, and enrols a device."""
    device = Authenticator()
    enrol(invitation, device, sign(invitation, ask(invitation)))
    return device


def wish(invitation: Invitation, at: datetime | None = None, **other) -> Wish:
    """What the member asks for, of what is open."""
    shown = other.pop("version_id", invitation.campaign.open_version_id)
    return Wish(shown, other.get("name", "Ona Testė"), other.get("agreed", SIGN), "en", at=at or now())


def touched(invitation: Invitation, device: Authenticator, wished: Wish) -> str:
    """What the device answers when it is asked about this wish."""
    return device.signs(asking.to_sign(invitation, wished))


def sign_so(invitation: Invitation, wished: Wish, answer: str) -> Signature | None:
    """Sign what is wished for with this answer."""
    with transaction():
        return service.sign(signatory(invitation), invitation, wished, PasskeyProof(answer))


def touch(invitation: Invitation, device: Authenticator, **other) -> Signature | None:
    """Sign with one touch."""
    wished = wish(invitation, **other)
    return sign_so(invitation, wished, touched(invitation, device, wished))


def only_passkey() -> Passkey:
    """The one passkey on file."""
    return db.session.scalars(select(Passkey)).one()
