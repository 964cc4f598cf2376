"""The whole way in for everybody who signs: by keyboard alone, without script, at 320 pixels, with nothing amiss for a
screen reader, from the mail or the public page to the receipt."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.signing import service
from petitions.signing.calls import admitting
from petitions.signing.calls.admitting import Admission
from petitions.signing.calls.models import CallRequest
from tests.factories import a_member, a_user, acting
from tests.signing.appeal import Appeal
from tests.signing.calls import call
from tests.signing.scene import Desk, address_of
from tests.signing.supporters.petition import Petition
from tests.support import server
from tests.support.judged import Judged
from tests.support.keyboard import Keyboard
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.toll import aged_ticket

BEA, PIA = "bea@inbox.example", "pia@harbour.example"
SPEAKER, ORGANISATION = "Ona Testė", "Example Initiative"


@pytest.fixture
def site(guarded_stage: Site) -> Iterator[Site]:
    """The product, running, with every check on."""
    yield guarded_stage
    server.empty(guarded_stage)


@pytest.fixture
def keyboard(browser: Browser, site: Site, judged: Judged) -> Iterator[Keyboard]:
    """A window without script, worked with keys alone."""
    one = Keyboard(browser, site.base_url, judged)
    yield one
    one.close()


def signs(reader: Keyboard, name: str, *consents: str, kind: str = "letter") -> None:
    """From the page of the consents to the receipt."""
    reader.control("Your name as it will be printed").fill(name)
    for words in consents:
        reader.control(words).check()
    reader.press(f"Sign the {kind}")
    reader.reads("You have signed", "Receipt", "number 1")


def types_the_code(reader: Keyboard, letterbox: Letterbox, address: str) -> None:
    """A code that is none is refused beside its field; the mailed one opens the way."""
    reader.control("Code from the mail").fill("12")
    reader.press("Continue")
    reader.reads("The code has six digits")
    reader.control("Code from the mail").fill(letterbox.code_for(address))
    reader.press("Continue")


def comes_by_the_mail(reader: Keyboard, letterbox: Letterbox, address: str) -> None:
    """Open the link of the invitation, read, ask for the code and type it."""
    reader.visit(letterbox.link_for(address, "signature"))
    reader.follow("Sign this letter")
    reader.press("Mail me the code")
    types_the_code(reader, letterbox, address)


def test_an_official_who_was_invited(keyboard: Keyboard, site: Site, letterbox: Letterbox) -> None:
    comes_by_the_mail(keyboard, letterbox, server.inside(site, an_official))
    signs(
        keyboard,
        "Ona Žemaitė-Testė",
        "Print my name under the letter.",
        "Show my name on the public page of the letter.",
    )


def an_official() -> str:
    """Invite a member; their address."""
    desk, member = Desk(), a_member()
    with transaction():
        service.invite(desk.actor, db.session.get_one(Campaign, desk.campaign.id), member)
    return address_of(member)


def test_an_organisation_that_was_invited(keyboard: Keyboard, site: Site, letterbox: Letterbox) -> None:
    comes_by_the_mail(keyboard, letterbox, server.inside(site, an_organisation))
    keyboard.reads(f"Sign for {ORGANISATION}")
    signs(keyboard, SPEAKER, f"Print the name of {ORGANISATION} under the letter, and mine beside it.")


def an_organisation() -> str:
    """Invite an organisation through its representative; that person's address."""
    appeal = Appeal()
    speaker = appeal.speaker(appeal.organisation(ORGANISATION), SPEAKER)
    appeal.ask(speaker)
    return speaker.email


def test_a_member_of_the_public_who_pays_with_a_minute(keyboard: Keyboard, site: Site, letterbox: Letterbox) -> None:
    campaign_id, path = server.inside(site, a_petition)
    keyboard.visit(path)
    keyboard.follow("Sign this petition")
    keyboard.reads("the next page asks you to wait for a minute")
    keyboard.control("Your name").fill("Bea Example")
    keyboard.control("Your mail address").fill(BEA)
    keyboard.control("Country").choose("Lithuania")
    pays_with_a_minute(keyboard, site, campaign_id, BEA)
    types_the_code(keyboard, letterbox, BEA)
    signs(keyboard, "Bea Example", kind="petition")


def pays_with_a_minute(reader: Keyboard, site: Site, purpose: str, whom: str) -> None:
    """Ask for the code, too early, and with the ticket of somebody who has waited."""
    reader.press("Mail me the code")
    reader.reads("Wait for a minute, then press the button", "Nothing was mailed yet")
    reader.press("Mail me the code")
    reader.reads("That was too early")
    aged = server.inside(site, lambda: aged_ticket(purpose, whom))
    reader.page.locator("[name=ticket]").evaluate("(field, ticket) => { field.value = ticket }", aged)
    reader.press("Mail me the code")


def a_petition() -> tuple[str, str]:
    """The id and the path of a petition."""
    campaign = Petition().campaign
    return str(campaign.id), f"/en/campaigns/{campaign.slug}"


def test_an_official_who_comes_to_an_open_call(keyboard: Keyboard, site: Site, letterbox: Letterbox) -> None:
    purpose, path, address, person_id = server.inside(site, a_call_to_members)
    keyboard.visit(path)
    keyboard.follow("You are a member? Sign here")
    keyboard.control("Your name, or the beginning of it").fill("Vasarė")
    keyboard.press("Find my name")
    keyboard.control("Vasarė Bandomoji").check()
    pays_with_a_minute(keyboard, site, purpose, person_id)
    types_the_code(keyboard, letterbox, address)
    signs(keyboard, "Vasarė Bandomoji", "Print my name under the letter.")


def a_call_to_members() -> tuple[str, str, str, str]:
    """Open a call; what its toll is for, its public page, and the address and id of a member whom nobody asked."""
    desk, member = Desk(), a_member(given="Vasarė", surname="Bandomoji")
    call.open_call(desk)
    campaign = desk.campaign
    return f"call|{campaign.id}", f"/en/campaigns/{campaign.slug}", address_of(member), str(member.id)


def test_an_organisation_that_comes_to_an_open_call(keyboard: Keyboard, site: Site, letterbox: Letterbox) -> None:
    purpose, path = server.inside(site, a_call_to_organisations)
    keyboard.visit(path)
    keyboard.follow("Ask to sign for your organisation")
    for label, typed in SAID.items():
        keyboard.control(label).fill(typed)
    keyboard.control("Country").choose("Lithuania")
    pays_with_a_minute(keyboard, site, purpose, PIA)
    types_the_code(keyboard, letterbox, PIA)
    keyboard.reads("looks at your request")
    server.inside(site, admitted)
    comes_by_the_mail(keyboard, letterbox, PIA)
    signs(keyboard, "Pia Example", "Print the name of Harbour Watch under the letter, and mine beside it.")


SAID = {
    "Name of the organisation": call.WANTED.organisation,
    "Web address": call.WANTED.website,
    "Your name": call.WANTED.name,
    "In what capacity": call.WANTED.capacity,
    "Your mail address there": PIA,
    "What proves that you may sign for it": call.WANTED.evidence,
    "Where that is to be found": call.WANTED.source,
}


def a_call_to_organisations() -> tuple[str, str]:
    """Open a call to organisations; what its toll is for, and its public page."""
    appeal = Appeal()
    call.open_call(appeal)
    return f"call|{appeal.campaign.id}", f"/en/campaigns/{appeal.campaign.slug}"


def admitted() -> None:
    """An organiser admits the organisation that waits, and says that the address's domain is its own."""
    request = db.session.scalars(select(CallRequest)).one()
    organiser = acting(a_user(request.campaign.organisation))
    with transaction():
        admitting.admit(organiser, request, Admission(None, request.organisation, adds_domain=True))
