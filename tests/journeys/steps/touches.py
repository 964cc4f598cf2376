"""A member with a passkey: enrolled after a first signature, it signs and renews with one touch."""

import base64
import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from uuid import UUID

from playwright.sync_api import expect

from petitions.core.config import read
from tests.journeys.steps import accounts, texts
from tests.journeys.steps.signatures import Signatory
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.touch import TouchDevice
from tests.support.visitor import Visitor

OFFER = "Sign with a passkey instead"
TOLD = """
SELECT s.id, s.statement_sealed, u.client_data, u.challenge, t.sha256
FROM passkey_uses u JOIN passkey_statements t ON t.use_id = u.id
JOIN signatures g ON g.id = t.signature_id JOIN ledger_statements s ON s.leaf_id = g.leaf_id
"""


def a_letter_is_open(organiser: Visitor, colleague: Visitor, letterbox: Letterbox, case: str) -> str:
    """A letter of one version, approved and open. Returns the address of its board."""
    board = texts.the_organiser_starts_a_letter(organiser, case)
    texts.saves(organiser, texts.FIRST)
    is_approved_and_opened(organiser, colleague, letterbox, board, 1)
    return board


def is_approved_and_opened(
    organiser: Visitor, colleague: Visitor, letterbox: Letterbox, board: str, number: int
) -> None:
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, number)
    organiser.visit(f"{board}/open")
    organiser.press(f"Open version {number} for signature")


def enrols_the_device(member: Signatory, device: TouchDevice) -> None:
    """From the receipt to a passkey; a finger that is not the member's makes none."""
    visitor = member.visitor
    visitor.follow("What a passkey is, and how to enrol one")
    visitor.reads("It belongs to you alone", "not to your office", "When your registered address changes")
    visitor.field("What to call this passkey").fill("Phone of the member")
    device.knows_its_bearer(False)
    visitor.page.get_by_role("button", name="Enrol a passkey").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("No passkey was made")
    assert device.keys() == 0
    device.knows_its_bearer(True)
    visitor.press("Enrol a passkey")
    visitor.reads("The passkey is enrolled. A mail confirms it.", "Phone of the member")
    assert device.keys() == 1


def signs_with_one_touch(member: Signatory, about: str = "signature", button: str = "Sign this letter") -> None:
    """No code is mailed; the form is the one that there is with a code."""
    visitor = member.visitor
    visitor.visit(member.letterbox.link_for(member.address, about))
    visitor.follow(button)
    visitor.follow(OFFER)
    visitor.reads("Your passkey signs exactly this")
    for consent in member.consents:
        visitor.field(consent).check()
    visitor.press("Sign the letter")
    visitor.reads("You have signed", "Receipt")
    assert "SHA-256" in member.letterbox.next_to(member.address, "signed")


def hears_what_went_wrong_and_finds_the_code(member: Signatory, device: TouchDevice) -> None:
    """The device does not know the finger: nothing is signed, the page says so, and leads to the code and back."""
    visitor, page = member.visitor, member.visitor.page
    visitor.visit(member.letterbox.link_for(member.address, "changed"))
    visitor.follow("Renew my signature")
    visitor.follow(OFFER)
    visitor.field("Your name as it will be printed").fill(member.name.upper())
    device.knows_its_bearer(False)
    page.get_by_role("button", name="Sign the letter").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing was signed")
    visitor.judge()
    visitor.follow("Use a code by mail instead")
    visitor.reads("Get a code by mail")
    visitor.follow(OFFER)
    assert visitor.field("Your name as it will be printed").input_value() == member.name.upper()
    device.knows_its_bearer(True)
    visitor.press("Sign the letter")
    visitor.reads("You have signed", "on version 2")


def without_script_no_page_speaks_of_a_passkey(member: Signatory, plain: Visitor, link: str) -> None:
    plain.visit(link)
    plain.follow("Sign this letter")
    plain.does_not_read(OFFER)
    assert plain.page.get_by_role("button", name="Mail me the code").count() == 1


def each_touch_was_for_the_hash_of_its_statement(site: Site, touches: int) -> None:
    """What the server kept is enough to see it: the ledger's statement, and what the device was asked."""
    settings = read(site.environ)
    with closing(sqlite3.connect(settings.instance / "undersigned.db")) as database:
        kept = database.execute(TOLD).fetchall()
    assert len(kept) == touches
    for row, sealed, client_data, challenge, hashed in kept:
        statement = settings.keyring.open(sealed, f"ledger_statements.statement|{UUID(row)}")
        asked, wanted = json.loads(client_data), sha256(statement).digest()
        assert base64.urlsafe_b64decode(asked["challenge"] + "==") == wanted
        assert challenge == hashed == wanted.hex()
        assert (asked["type"], asked["origin"]) == ("webauthn.get", site.base_url)
        assert json.loads(statement)["proved_by"] == "passkey"


def withdraws_with_one_touch(member: Signatory) -> None:
    member.visitor.follow("Withdraw my signature")
    member.visitor.reads("Or with your passkey, without a code:")
    member.visitor.press("Withdraw with a passkey")
    member.visitor.reads("Your signature is withdrawn. A mail confirms it.")
    member.letterbox.next_to(member.address, "withdrawn")


def removes_it_by_the_mailed_link(member: Signatory, device: TouchDevice) -> None:
    visitor = member.visitor
    visitor.visit(member.letterbox.link_for(member.address, "passkey was enrolled"))
    visitor.reads("Phone of the member", "Last used")
    visitor.press("Remove the passkey")
    visitor.reads("Tick the box to remove it.")
    visitor.field("Remove this passkey").check()
    visitor.press("Remove the passkey")
    visitor.reads("You sign with a code from now on.", "It signs nothing any more.")
    member.letterbox.next_to(member.address, "passkey was removed")
    assert device.keys() == 1, "the device may still list it"


def sees_that_there_is_a_passkey(organiser: Visitor, board: str, name: str) -> None:
    organiser.visit(f"{board}/invitations")
    organiser.reads("has a passkey")
    organiser.follow(f"has a passkey {name}")
    organiser.reads("Remove it when the device is lost")
    organiser.follow("Leave it as it is")
