"""The stage for journeys: a running site, a mail server that does as it is told, and Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import browser as chromium
from tests.support import server
from tests.support.letterbox import Letterbox
from tests.support.parts import require
from tests.support.smtp import Office, Running, free_port, mail_server
from tests.support.visitor import Visitor


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the journeys of a module.

    While it runs an event loop runs in this thread, in which no application could be made for the next test.
    """
    require("Chromium", chromium.find())
    with chromium.running() as running:
        yield running


@pytest.fixture
def post() -> Iterator[Running]:
    """A mail server on this machine."""
    with mail_server() as running:
        yield running


@pytest.fixture
def office(post: Running) -> Office:
    """What the mail server does and has received."""
    return post.office


@pytest.fixture
def letterbox(office: Office) -> Letterbox:
    """The recipients' view of the mail server."""
    return Letterbox(office)


@pytest.fixture
def site(tmp_path: Path, post: Running) -> Iterator[server.Site]:
    """The product, running, with an empty database."""
    site = server.prepared(tmp_path, free_port(), **post.environ)
    with server.running(site, tmp_path / "log") as running:
        yield running


@pytest.fixture(scope="session")
def judged() -> set[str]:
    """The kinds of page that a journey has judged already: they are the product's, whichever site shows them."""
    return set()


@pytest.fixture
def visitor(browser: Browser, site: server.Site, judged: set[str]) -> Iterator[Callable[..., Visitor]]:
    """Open browser windows; all are closed at the end."""
    opened: list[Visitor] = []

    def open_one(*, phone: bool = False, script: bool = True) -> Visitor:
        opened.append(Visitor(browser, site.base_url, phone=phone, script=script, judged=judged))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
