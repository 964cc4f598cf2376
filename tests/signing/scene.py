"""A letter that is open for signature, with those who sign it and those who ask them. All names are invented."""

from sqlalchemy import func, select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing import service
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.service import Wish
from tests.factories import a_campaign, a_case, a_member, a_next_version, a_user, acting, an_invitation, an_organisation
from tests.support.mailbox import code_for

SIGN = frozenset({ConsentKind.SIGN})
MENDED = "Dear Minister,\n\nWe ask you to let Aru Example stay with her family.\n\n1. Stop the deportation.\n"


class Desk:
    """An organisation with an organiser, a colleague and a campaign."""

    def __init__(self, state: str = "collecting") -> None:
        organisation = an_organisation()
        self.author: User = a_user(organisation)
        self.colleague: User = a_user(organisation, name="Bo Colleague")
        case = a_case(organisation)
        self.campaign: Campaign = a_campaign(case, state, author=self.author, approver=self.colleague)
        self.actor = acting(self.author)

    def invited(self, **who: str) -> tuple[Person, Invitation]:
        """A member who was sent an invitation, and the invitation."""
        person = a_member(**who)
        return person, an_invitation(self.campaign, person)[0]

    def mend(self) -> None:
        """Change the text, have it approved, and open it."""
        version = a_next_version(self.campaign, MENDED, self.author, self.colleague)
        with transaction():
            service.open_for_signature(self.actor, self.campaign, version)


def signatory(invitation: Invitation) -> Actor:
    """Who was invited, as the actor of a verb."""
    person = db.session.get_one(Person, invitation.person_id)
    return Actor(ActorKind.SIGNATORY, person.name, person.id, invitation.campaign.organisation_id)


def address_of(person: Person) -> str:
    """The registered address."""
    return db.session.get_one(Person, person.id).addresses[0].address


def ask(invitation: Invitation, browser: str = "phone") -> str:
    """Ask for the code in this browser and read it in the registered mailbox."""
    with transaction():
        service.request_code(signatory(invitation), invitation, browser)
    return code_for(address_of(invitation.person))


def sign(invitation: Invitation, digits: str, browser: str = "phone", **other) -> Signature | None:
    """Sign what is open, with these digits; another version, name or choice where one is given."""
    shown = other.pop("version_id", invitation.campaign.open_version_id)
    wish = Wish(shown, other.get("name", "Ona Testė"), other.get("agreed", SIGN), "en")
    with transaction():
        return service.sign(signatory(invitation), invitation, wish, service.MailedCode(digits, browser))


def withdraw(invitation: Invitation) -> bool:
    """Take the signature back, with a code from the registered mailbox."""
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    digits = code_for(address_of(invitation.person))
    with transaction():
        return service.withdraw(signatory(invitation), invitation, digits=digits, browser="phone")


def count(table: type) -> int:
    """How many rows are stored."""
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def actions() -> list[str]:
    """What the history says was done, the oldest first."""
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)))
