"""Two hundred requests of one browser that confirm one signature, all on their way at once: it is given once.

Through HTTP, against the web server's own processes, on SQLite and on PostgreSQL (as every `test_…_service.py`).
UNDERSIGNED_LONG=1 starts eight web processes instead of two.
"""

import os
import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.db import db
from petitions.outbox.models import Message
from petitions.signing import links
from petitions.signing.models import Invitation
from tests.faults.judging import judge, signatures
from tests.scanning.scanner import Forms, Scanner
from tests.signing.scene import Desk, address_of
from tests.signing.supporters.petition import BEA, Petition, supporter_at
from tests.support import server
from tests.support.letterbox import Letterbox
from tests.support.processes import wait_until
from tests.support.smtp import Received, Running, free_port, mail_server

AT_ONCE = 200
PROCESSES = "8" if os.environ.get("UNDERSIGNED_LONG") else "2"
SECONDS = 60
# Few are answered before the last one is sent: all others wait in the same moment.
ANSWERED_BEFORE_ALL_ARE_SENT = 40

OFFER = re.compile(r"<section[^>]*data-passkeys.*?</section>|<script[^>]*passkey[^>]*></script>", re.DOTALL)

Answer = tuple[int, str, str]


@pytest.fixture
def post() -> Iterator[Running]:
    with mail_server() as running:
        yield running


@pytest.fixture
def site(app: Flask, post: Running, database_url: str, tmp_path: Path) -> Iterator[server.Site]:
    """The product as it runs, on the test's database."""
    settings = {"DATABASE_URL": database_url, "WEB_WORKERS": PROCESSES, **post.environ}
    with server.running(server.on_database(tmp_path, free_port(), **settings), tmp_path / "log") as running:
        yield running


def cookie_of(browser: Scanner) -> str:
    """What the browser sends with every request."""
    handler = next(one for one in browser.opener.handlers if hasattr(one, "cookiejar"))
    return "; ".join(f"{one.name}={one.value}" for one in handler.cookiejar)


def press_at_once(address: str, fields: dict[str, str], cookie: str) -> list[Answer]:
    """Send the form so many times before any answer is read. Returns status, where it leads and the cookie of each."""
    port, path = urlsplit(address).port, urlsplit(address).path
    headers = {"Cookie": cookie, "Referer": address, "Content-Type": "application/x-www-form-urlencoded"}
    connections = [HTTPConnection("localhost", port, timeout=SECONDS) for _number in range(AT_ONCE)]
    for connection in connections:
        connection.connect()
    for connection in connections:
        connection.request("POST", path, urlencode(fields), headers)
    assert sum(map(_is_answered, connections)) < ANSWERED_BEFORE_ALL_ARE_SENT
    return [_answer(connection) for connection in connections]


def read(address: str, cookie: str) -> Answer:
    """Open the page with this cookie."""
    connection = HTTPConnection("localhost", urlsplit(address).port, timeout=SECONDS)
    connection.request("GET", urlsplit(address).path, headers={"Cookie": cookie})
    return _answer(connection)


def _is_answered(connection: HTTPConnection) -> bool:
    connection.sock.setblocking(False)
    try:
        return bool(connection.sock.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        connection.sock.settimeout(SECONDS)


def _answer(connection: HTTPConnection) -> Answer:
    given = connection.getresponse()
    content = given.read().decode()
    connection.close()
    set_cookie = (given.headers.get("Set-Cookie") or "").partition(";")[0]
    return given.status, given.headers.get("Location") or content, set_cookie


def invited(site: server.Site, letterbox: Letterbox) -> tuple[Scanner, Invitation, str]:
    """A member opened the link, asked for the code and typed it."""
    person, invitation = Desk().invited()
    address, letter = address_of(person), f"{site.base_url}/en/letters/{invitation.id}"
    phone = Scanner()
    phone.look(f"{site.base_url}/en/i/{links.token(invitation.id)}")
    phone.press_everything(f"{letter}/code")
    phone.submit(f"{letter}/code", code=letterbox.code_for(address))
    return phone, invitation, address


def of_the_public(site: server.Site, letterbox: Letterbox) -> tuple[Scanner, Invitation, str]:
    """Somebody filled in the public form and typed the code."""
    form, phone = f"{site.base_url}/en/campaigns/{Petition().campaign.slug}/sign", Scanner()
    phone.submit(form, name="Bea Example", address=BEA, country="LT")
    phone.submit(f"{form}/code", code=letterbox.code_for(BEA))
    supporter = supporter_at(BEA)
    assert supporter is not None
    return phone, supporter.invitation, BEA


def test_pressed_two_hundred_times_at_once_it_is_signed_once_and_all_are_answered_alike(
    site: server.Site, post: Running
) -> None:
    for comes_in in (invited, of_the_public):
        phone, invitation, address = comes_in(site, Letterbox(post.office))
        receipt = f"{site.base_url}/en/letters/{invitation.id}/receipt"
        landed, page = phone.look(receipt.replace("receipt", "sign"))
        _method, _action, fields = next(form for form in Forms(page).found if form[0] == "post")
        answers = press_at_once(landed, {**fields, "country": "LT"}, cookie_of(phone))

        assert {(status, leads_to) for status, leads_to, _cookie in answers} == {(303, urlsplit(receipt).path)}
        assert len(signatures(invitation.campaign_id)) == 1
        judge(invitation.campaign_id)
        offers = 1 if comes_in is invited else 0
        assert_answered_alike(receipt, {cookie for _status, _leads_to, cookie in answers}, offers)
        wait_until(lambda: states_of_receipts(invitation) == ["accepted"])  # noqa: B023
        assert len(receipts_to(address, post)) == 1


def assert_answered_alike(receipt: str, cookies: set[str], offers: int) -> None:
    """Whichever answer came last, the browser shows the same page. Only by the cookie of the one that used the code up
    a member may enrol a passkey besides."""
    pages = [read(receipt, cookie) for cookie in cookies]
    assert {status for status, _page, _cookie in pages} == {200}
    assert len({" ".join(OFFER.sub("", page).split()) for _status, page, _cookie in pages}) == 1
    assert sum(bool(OFFER.search(page)) for _status, page, _cookie in pages) == offers


def states_of_receipts(invitation: Invitation) -> list[str]:
    given = [one.id for one in signatures(invitation.campaign_id)]
    return list(db.session.scalars(select(Message.state).where(Message.kind == "receipt", Message.ref.in_(given))))


def receipts_to(address: str, post: Running) -> list[Received]:
    return [mail for mail in post.office.to(address) if str(mail.mail["Subject"]).startswith("You have signed")]
