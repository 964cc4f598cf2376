"""The stage for journeys: a running site, a mail server that does as it is told, and Chromium."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import browser as chromium
from tests.support import server
from tests.support.judged import Judged
from tests.support.letterbox import Letterbox
from tests.support.parts import require
from tests.support.smtp import Office, Running, free_port, mail_server
from tests.support.visitor import Visitor

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process make all journeys, and begin with them: two would start the product and Chromium twice."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the journeys of a module.

    While it runs an event loop runs in this thread, in which no application could be made for the next test.
    """
    require("Chromium", chromium.find())
    with chromium.running() as running:
        yield running


@pytest.fixture(scope="session")
def post() -> Iterator[Running]:
    """A mail server on this machine."""
    with mail_server() as running:
        yield running


@pytest.fixture
def office(post: Running) -> Office:
    """What the mail server does and has received, since the test began."""
    post.office.forget()
    return post.office


@pytest.fixture
def letterbox(office: Office) -> Letterbox:
    """The recipients' view of the mail server."""
    return Letterbox(office)


@pytest.fixture(scope="session")
def stage(post: Running, migrated_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Site]:
    """The product, running for all journeys: to start it takes longer than many of them."""
    with _started(tmp_path_factory.mktemp("stage"), migrated_database, post) as running:
        yield running


@pytest.fixture(scope="session")
def guarded_stage(
    post: Running, migrated_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[server.Site]:
    """The same with every check against abuse on."""
    with _started(tmp_path_factory.mktemp("guarded"), migrated_database, post, ABUSE_CHECKS="on") as running:
        yield running


@contextmanager
def _started(folder: Path, migrated: Path, post: Running, **environ: str) -> Iterator[server.Site]:
    site = server.prepared(folder, free_port(), migrated, **environ, **post.environ)
    with server.running(site, folder / "log") as running:
        yield running


@pytest.fixture
def site(stage: server.Site) -> Iterator[server.Site]:
    """The product, running, with an empty database."""
    yield stage
    server.empty(stage)


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Judged:
    """The kinds of page that a journey has judged already: they are the product's, whichever site shows them."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "judged"
    folder.mkdir(exist_ok=True)
    return Judged(folder)


@pytest.fixture
def visitor(browser: Browser, site: server.Site, judged: Judged) -> Iterator[Callable[..., Visitor]]:
    """Open browser windows; all are closed at the end."""
    opened: list[Visitor] = []

    def open_one(*, phone: bool = False, script: bool = True) -> Visitor:
        opened.append(Visitor(browser, site.base_url, judged, phone=phone, script=script))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
