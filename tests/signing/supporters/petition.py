"""A public petition that is open for signature, and people who sign it. All names are invented."""

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.signing import service
from petitions.signing.models import ConsentKind, Invitation, Signature, Supporter
from petitions.signing.supporters import asking
from petitions.signing.supporters.asking import Asking
from petitions.signing.supporters.confirming import Told
from petitions.signing.supporters.rules import ANYONE
from tests.factories import a_campaign, a_case, a_user, an_organisation, changed
from tests.support.mailbox import code_for

BEA = "bea@inbox.example"
PRINT = frozenset({ConsentKind.SIGN, ConsentKind.PRINT, ConsentKind.PUBLISH})


class Petition:
    """An organisation that asks the public."""

    def __init__(self) -> None:
        organisation = an_organisation()
        self.author: User = a_user(organisation)
        self.colleague: User = a_user(organisation, name="Bo Colleague")
        self.campaign: Campaign = a_campaign(
            a_case(organisation), "collecting", author=self.author, approver=self.colleague
        )
        changed(self.campaign, instrument="public_petition")


def an_asking(email: str = BEA, name: str = "Bea Example") -> Asking:
    """What somebody types into the public form."""
    return Asking(name=name, email=email, country="LT", language="en", network="192.0.2.0/24")


def ask(campaign: Campaign, email: str = BEA, browser: str = "phone", **other: str) -> bool:
    """Send the public form from this browser."""
    with transaction():
        return asking.ask(db.session.get_one(Campaign, campaign.id), an_asking(email, **other), browser)


def supporter_at(email: str = BEA) -> Supporter | None:
    """Who asked under the address, read anew."""
    db.session.rollback()
    db.session.expire_all()
    return next((one for one in db.session.query(Supporter) if one.email == email), None)


def sign(email: str = BEA, digits: str = "", browser: str = "phone", **other: object) -> Signature | None:
    """Confirm with the code from the mailbox, or with these digits."""
    supporter = supporter_at(email)
    assert supporter is not None
    invitation: Invitation = supporter.invitation
    name, comment = str(other.get("name", "Bea Example")), str(other.get("comment", ""))
    wish = service.Wish(invitation.campaign.open_version_id, name, PRINT, "en", comment=comment)
    told = other.get("told", Told("LT"))
    assert isinstance(told, Told)
    proof = service.MailedCode(digits or code_for(email), browser)
    with transaction():
        return service.sign_as_supporter(asking.actor(supporter), invitation, wish, proof, told)


def withdraw(email: str) -> bool:
    """Take the signature back, with a code from the mailbox."""
    invitation = supporter_at(email).invitation
    with transaction():
        service.request_code_to_withdraw(asking.actor(invitation.supporter), invitation, "phone")
    digits = code_for(email)
    with transaction():
        return service.withdraw(asking.actor(invitation.supporter), invitation, digits=digits, browser="phone")


__all__ = ["ANYONE", "BEA", "Petition", "an_asking", "ask", "sign", "supporter_at"]
