"""Mail scanners open every link and press every button they land on; nothing is answered, and nobody is locked out.

UNDERSIGNED_LONG=1 (`make audit`) lets ten thousand of them come, two hundred of them as Chromium.
"""

import os
from collections.abc import Iterator
from email import message_from_bytes, policy
from itertools import cycle, islice
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select

from petitions.accounts.models import Code
from petitions.core.db import db
from petitions.outbox.models import Message
from petitions.signing import links
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import InvitationState, SignatureState
from petitions.signing.unsubscribing import links as unsubscribing
from tests.scanning.scanner import Scanner, ways
from tests.signing.scene import Desk, address_of, ask, sign
from tests.support import browser as chromium
from tests.support import server
from tests.support.parts import require
from tests.support.processes import wait_until
from tests.support.smtp import free_port

VISITS, IN_CHROMIUM = (10_000, 200) if os.environ.get("UNDERSIGNED_LONG") else (300, 5)
ASKED, SIGNED = 8, 3
CODES = {"sign_code", "withdraw_code"}


@pytest.fixture
def letters(app: Flask) -> Desk:
    """A letter to which eight were asked and three have signed, each by a mail full of links."""
    desk = Desk()
    for number in range(ASKED):
        _person, invitation = desk.invited(given=f"Ona {'abcdefgh'[number]}")
        if number < SIGNED:
            sign(invitation, ask(invitation))
    return desk


@pytest.fixture
def site(letters: Desk, tmp_path: Path) -> Iterator[server.Site]:
    """The product as it runs, on the database of the letter."""
    with server.running(server.on_database(tmp_path, free_port()), tmp_path / "log") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    require("Chromium", chromium.find())
    with chromium.running() as running:
        yield running


def everything() -> list[Invitation]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Invitation).order_by(Invitation.created_at)))


def in_mails(site: server.Site) -> list[str]:
    """Every link that stands in a mail: to the letter, to take a signature back, to stop mail."""
    found = []
    for invitation in everything():
        letter = f"{site.base_url}/en/i/{links.token(invitation.id)}"
        stop = unsubscribing.link(invitation.id).partition("/en/")[2]
        found += [letter, f"{letter}/withdraw", f"{site.base_url}/en/{stop}"]
    return found


def answers() -> tuple[int, ...]:
    """All that only a person may change: signatures, withdrawals, declines, codes used up, and names of delegates."""
    invitations = everything()
    states = list(db.session.scalars(select(Signature.state)))
    used = db.session.scalar(select(func.count()).where(Code.used_at.is_not(None)))
    prepared = db.session.scalar(select(func.count()).where(Signature.prepared_by != ""))
    declined = sum(one.state == InvitationState.DECLINED for one in invitations)
    return len(states), sum(one == SignatureState.WITHDRAWN for one in states), declined, used or 0, prepared or 0


def codes_mailed(invitation: Invitation) -> int:
    query = select(func.count()).where(Message.ref == invitation.id, Message.kind.in_(CODES))
    return db.session.scalar(query) or 0


def newest_code(folder: Path, address: str) -> str:
    """The digits of the newest mail to the address that holds some; empty where none does yet."""
    mails = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in mails:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        digits = [line.replace(" ", "") for line in mail.get_body(("plain",)).get_content().splitlines()]
        found = [line for line in digits if line.isdecimal() and len(line) in {6, 12}]
        if mail["To"] == address and found:
            return found[0]
    return ""


def test_who_only_looks_changes_nothing_at_all(site: server.Site) -> None:
    before, scanner = answers(), Scanner()
    visits = zip(cycle(in_mails(site)), ways(), strict=False)
    for number, (link, (method, headers)) in enumerate(islice(visits, VISITS)):
        if number % 20 == 0:
            scanner = Scanner()
        scanner.look(link, method, **headers)
    assert answers() == before
    assert all(invitation.wants_mail for invitation in everything())


def test_who_presses_everything_signs_nothing_and_locks_nobody_out(site: server.Site, tmp_path: Path) -> None:
    before, pressed = answers(), 0
    already = {invitation.id: codes_mailed(invitation) for invitation in everything()}
    for link in islice(cycle(in_mails(site)), max(VISITS // 10, 60)):
        scanner = Scanner()
        scanner.press_everything(link)
        pressed += scanner.pressed
    assert pressed
    assert answers() == before
    for invitation in everything():
        assert codes_mailed(invitation) - already[invitation.id] <= 3
    _can_still_sign(site, tmp_path)


def test_scanners_that_run_scripts_sign_nothing_either(site: server.Site, browser: Browser) -> None:
    before = answers()
    for link in islice(cycle(in_mails(site)), IN_CHROMIUM):
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        for number in range(page.locator("form").count()):
            _submit(page, number)
            page.goto(link)
        context.close()
    assert answers() == before


def _submit(page: Page, number: int) -> None:
    with page.expect_navigation():
        page.locator("form").nth(number).evaluate("form => { setTimeout(() => form.submit()) }")


def _can_still_sign(site: server.Site, folder: Path) -> None:
    """After all of it the member asks in a browser of her own, reads the newest mail, and signs."""
    invitation = everything()[-1]
    member, letter = Scanner(), f"{site.base_url}/en/letters/{invitation.id}"
    member.look(f"{site.base_url}/en/i/{links.token(invitation.id)}")
    member.press_everything(f"{letter}/code")
    address = address_of(invitation.person)
    wait_until(lambda: newest_code(folder / "mail", address))
    digits = newest_code(folder / "mail", address)
    _landed, page = member.submit(f"{letter}/code", code=digits)
    assert "Sign the letter" in page
    landed, _page = member.submit(f"{letter}/sign", name=invitation.person.name)
    assert landed.endswith("/receipt")
