"""The four ways to come in with a mailed code, each in a browser without script. All names are invented."""

import re
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.signing import links
from petitions.signing.calls.models import CallRequest
from petitions.signing.models import Signature
from tests.factories import a_member
from tests.signing.appeal import Appeal
from tests.signing.browsing import open_next
from tests.signing.calls.call import PIA, TYPED, open_call
from tests.signing.scene import Desk, address_of, count
from tests.signing.supporters.petition import BEA, Petition
from tests.support.mailbox import code_for

NAME = "Bea Example"


@dataclass
class Way:
    """Where the code is asked for and typed, and whose mailbox it goes to.

    ``first`` are addresses that are opened before; ``form`` is sent to ask, ``again`` to ask once more.
    """

    scene: Desk | Petition
    mailbox: str
    ask: str
    page: str
    again: str
    form: dict[str, str] = field(default_factory=dict)
    first: tuple[str, ...] = ()

    @property
    def campaign(self) -> Campaign:
        """What is signed."""
        return self.scene.campaign

    def begin(self, phone: FlaskClient) -> str:
        """Ask for a code in this browser, and read it in the mailbox."""
        for address in self.first:
            phone.get(address)
        phone.post(self.ask, data=self.form)
        return code_for(self.mailbox)

    def type(self, phone: FlaskClient, digits: str):
        """Type the digits."""
        return phone.post(self.page, data={"code": digits})

    def ask_again(self, phone: FlaskClient) -> str:
        """Do as the refusal says: have a code mailed once more, and read it."""
        phone.post(self.again)
        return code_for(self.mailbox)

    def mend(self, _stranger: FlaskClient) -> None:
        """Open the next version."""
        open_next(self.campaign, self.scene.author, self.scene.colleague)

    def other_code(self, phone: FlaskClient) -> str:
        """A code that this browser got in the same mailbox, to take back what it has signed."""
        signing = self.type(phone, self.begin(phone)).location
        version = re.search(r'name="version"[^>]*value="([^"]+)"', phone.get(signing).text)[1]
        phone.post(signing, data={"version": version, "name": NAME, "country": "LT"})
        phone.post(f"{signing.removesuffix('/sign')}/withdraw/ask")
        return code_for(self.mailbox)


class OfOrganisations(Way):
    """An organisation that asks to sign: its code confirms the words that were typed, and signs nothing."""

    def mend(self, stranger: FlaskClient) -> None:
        """Somebody types other words with the same address."""
        stranger.post(self.ask, data={**self.form, "evidence": "Because I say so."})

    def other_code(self, phone: FlaskClient) -> str:
        """A code that this browser got in the same mailbox, to sign what the organisation was asked to sign before."""
        assert isinstance(self.scene, Appeal)
        speaker = self.scene.speaker(self.scene.organisation("Harbour Watch"), "Pia Example", email=PIA)
        invitation = self.scene.ask(speaker)
        phone.get(f"/en/i/{links.token(invitation.id)}")
        phone.post(f"/en/letters/{invitation.id}/ask")
        return code_for(PIA)


def invited() -> Way:
    """A member who was invited."""
    desk = Desk()
    person, invitation = desk.invited(surname="Example")
    letter = f"/en/letters/{invitation.id}"
    return Way(
        desk,
        address_of(person),
        ask=f"{letter}/ask",
        page=f"{letter}/code",
        again=f"{letter}/ask",
        first=(f"/en/i/{links.token(invitation.id)}",),
    )


def of_the_public() -> Way:
    """Somebody who signs a petition."""
    petition = Petition()
    form = f"/en/campaigns/{petition.campaign.slug}/sign"
    typed = {"name": NAME, "address": BEA, "country": "LT"}
    return Way(petition, BEA, ask=form, page=f"{form}/code", again=f"{form}/again", form=typed)


def called() -> Way:
    """A member who comes to an open call."""
    desk, member = Desk(), a_member(surname="Example")
    open_call(desk)
    names = f"/en/campaigns/{desk.campaign.slug}/call/members"
    chosen = {"person": str(member.id)}
    return Way(desk, address_of(member), ask=names, page=f"{names}/code", again=f"{names}/again", form=chosen)


def called_organisation() -> Way:
    """An organisation that comes to an open call."""
    appeal = Appeal()
    open_call(appeal)
    form = f"/en/campaigns/{appeal.campaign.slug}/call/organisations"
    return OfOrganisations(appeal, PIA, ask=form, page=f"{form}/code", again=f"{form}/again", form=TYPED)


def answered() -> tuple[int, int]:
    """How many have signed, and how many organisations have confirmed what they ask."""
    confirmed = select(func.count()).select_from(CallRequest).where(CallRequest.confirmed_at.is_not(None))
    return count(Signature), db.session.scalar(confirmed) or 0
