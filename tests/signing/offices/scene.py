"""A member with a delegate: naming, preparing, and confirming."""

from petitions.core.actor import Actor, ActorKind
from petitions.core.db import db, transaction
from petitions.signing.models import ConsentKind, Invitation
from petitions.signing.offices import naming, preparing
from petitions.signing.offices.models import Delegate, Preparation
from petitions.signing.service import Wish
from tests.signing.scene import SIGN, address_of, signatory

OFFICE = "vera@office.example"
PRINTED = SIGN | {ConsentKind.PRINT}


def named(invitation: Invitation, address: str = OFFICE, name: str = "Vera Delegate") -> Delegate:
    """The member names a delegate."""
    with transaction():
        person = db.session.get_one(Invitation, invitation.id).person
        return naming.name_delegate(signatory(invitation), address_of(person), name, address)


def prepared(delegate: Delegate, invitation: Invitation, agreed=PRINTED, name: str = "O. Testė") -> Preparation:
    """The delegate prepares the letter."""
    with transaction():
        delegate, invitation = db.session.get_one(Delegate, delegate.id), db.session.get_one(Invitation, invitation.id)
        wish = Wish(invitation.campaign.open_version_id, name, frozenset[ConsentKind](agreed), "en")
        actor = Actor(ActorKind.SIGNATORY, delegate.name, delegate.id, invitation.campaign.organisation_id)
        return preparing.prepare_for(actor, delegate, invitation, wish)
