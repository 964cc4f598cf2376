"""An appeal of organisations that is open for signature, and those who may sign for them. All names are invented."""

from datetime import date, timedelta
from typing import Any

from petitions.campaigns.instruments import Display
from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.people.organisations import representing
from petitions.people.organisations.models import OrganisationHead, RegisteredOrganisation, Representative
from petitions.signing import queries, service
from petitions.signing.models import ConsentKind, Invitation, Signature
from tests.factories import acting, changed
from tests.people.organisations import registered
from tests.signing.scene import Desk, signatory
from tests.support.mailbox import code_for

EVERYTHING = frozenset(ConsentKind)


class Appeal(Desk):
    """An organisation that collects organisations' signatures under an appeal."""

    def __init__(self, state: str = "collecting", instrument: str = "ngo_appeal") -> None:
        super().__init__(state)
        changed(self.campaign, instrument=instrument)
        db.session.expire_all()
        self.campaign = db.session.get_one(Campaign, self.campaign.id)

    def organisation(self, name: str = "Example Initiative", **more: Any) -> RegisteredOrganisation:
        """An organisation on the register, with a domain and a country."""
        domain = f"{name.split(maxsplit=1)[0].lower()}.example"
        return registered.an_ngo(self.actor, name, **{"country": "LT", "domains": (domain,), "sure": True, **more})

    def speaker(self, one: RegisteredOrganisation, name: str = "Ona Testė", **more: Any) -> Representative:
        """Somebody who may sign for the organisation, confirmed by a second person."""
        email = more.pop("email", f"{name.split(maxsplit=1)[0].lower()}@{one.name.split()[0].lower()}.example")
        row = registered.a_representative(self.actor, one, name=name, email=email, **more)
        with transaction():
            representing.confirm(acting(self.colleague), row)
        return row

    def head(self, one: RegisteredOrganisation, name: str = "Ona Testė", title: str = "Director") -> OrganisationHead:
        """Who heads the organisation."""
        with transaction():
            return representing.name_head(self.actor, one, representing.HeadData(name, title, date(2026, 3, 1)))

    def ask(self, row: Representative, *, in_person: bool = False) -> Invitation:
        """Invite the organisation through its representative, or the representative as its head."""
        verb = service.invite_head if in_person else service.invite_organisation
        with transaction():
            return verb(self.actor, self.campaign, row)

    def signed(self, name: str, speaker: str, **more: Any) -> Signature:
        """An organisation that signed, with every consent."""
        row = self.speaker(self.organisation(name, **more), speaker)
        signature = give(self.ask(row), name=speaker)
        assert signature is not None
        return signature

    def signed_by_head(self, name: str = "Ona Testė", of: str = "Example Initiative", **more: Any) -> Signature:
        """The head of an organisation who signed in person, with every consent unless others are given."""
        one = self.organisation(of)
        row = self.speaker(one, name)
        self.head(one, name)
        signature = give(self.ask(row, in_person=True), name=name, **more)
        assert signature is not None
        return signature

    def end(self, row: Representative) -> None:
        """The authority ended yesterday."""
        with transaction():
            representing.end_authority(self.actor, row, today() - timedelta(days=1))


def give(invitation: Invitation, **other: Any) -> Signature | None:
    """Sign with a code that is read in the representative's mailbox."""
    digits = asked(invitation)
    shown = other.get("version_id", invitation.campaign.open_version_id)
    name = other.get("name", invitation.person.name)
    display = other.get("display", Display.PUBLIC)
    wish = service.Wish(shown, name, other.get("agreed", EVERYTHING), "en", display=display)
    with transaction():
        return service.sign(signatory(invitation), invitation, wish, service.MailedCode(digits, "phone"))


def take_back(invitation: Invitation) -> bool:
    """Take the signature back, with a code from the representative's mailbox."""
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    digits = code_for(queries.address(invitation))
    with transaction():
        return service.withdraw(signatory(invitation), invitation, digits=digits, browser="phone")


def asked(invitation: Invitation) -> str:
    """Ask for the code and read it in the representative's mailbox."""
    with transaction():
        service.request_code(signatory(invitation), invitation, "phone")
    return code_for(queries.address(invitation))
