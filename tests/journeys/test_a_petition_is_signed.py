"""The public way in, in real browsers: one that works while its reader types, one without script, one that can't."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Route

from tests.signing.supporters.petition import Petition
from tests.support import server
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor

BEA = "bea@inbox.example"
WORKER = "**/altcha/pbkdf2.js"
DONE = "Your browser has done the short calculation"


@pytest.fixture
def site(guarded_stage: Site) -> Iterator[Site]:
    """The product, running, with every check on."""
    yield guarded_stage
    server.empty(guarded_stage)


@pytest.fixture
def petition(site: Site) -> tuple[str, str]:
    """The id and the path of a petition that anybody may sign."""

    def make() -> tuple[str, str]:
        campaign = Petition().campaign
        return str(campaign.id), f"/en/campaigns/{campaign.slug}"

    return server.inside(site, make)


def fills_in(one: Visitor, address: str) -> None:
    """Type name, address and country."""
    one.field("Your name").fill("Bea Example")
    one.field("Your mail address").fill(address)
    one.field("Country").select_option("LT")


def signs(one: Visitor, letterbox: Letterbox, address: str) -> None:
    """From the code to the receipt."""
    one.field("Code from the mail").fill(letterbox.code_for(address))
    one.press("Continue")
    one.press("Sign the petition")
    one.reads("You have signed", "number 1")


def test_a_browser_works_while_its_reader_types(
    visitor: Callable[..., Visitor], letterbox: Letterbox, petition: tuple[str, str]
) -> None:
    phone = visitor(phone=True)
    said: list[str] = []
    phone.page.on("console", lambda message: said.append(message.text))
    phone.visit(petition[1])
    phone.follow("Sign this petition")
    fills_in(phone, BEA)
    phone.page.get_by_text(DONE).wait_for()
    assert phone.page.locator("altcha-widget, canvas, iframe").count() == 0
    phone.press("Mail me the code")
    signs(phone, letterbox, BEA)
    assert said == []


def test_a_button_pressed_before_the_work_is_done_waits_for_it(
    visitor: Callable[..., Visitor], petition: tuple[str, str]
) -> None:
    hasty = visitor()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    hasty.page.route(WORKER, hold)
    hasty.page.goto(f"{hasty.base_url}{petition[1]}/sign", wait_until="domcontentloaded")
    fills_in(hasty, BEA)
    button = hasty.page.get_by_role("button", name="Mail me the code")
    with hasty.page.expect_navigation():
        button.click()
        hasty.page.get_by_role("button", name="One moment …").wait_for()
        for route in held:
            route.continue_()
    hasty.reads("Type the code from the mail")


def test_a_browser_that_can_not_work_is_asked_to_wait_and_after_many_forms_to_stop(
    visitor: Callable[..., Visitor], petition: tuple[str, str]
) -> None:
    broken = visitor()
    broken.page.route(WORKER, lambda route: route.abort())
    for said in ["Wait for a minute, then press the button"] * 3 + ["Too many tries in a short time"]:
        broken.visit(f"{petition[1]}/sign")
        fills_in(broken, BEA)
        broken.press("Mail me the code")
        broken.reads(said)
    assert broken.page.locator("[name=address]").get_attribute("value") == BEA
    broken.page.unroute(WORKER)
    broken.press("Send it again")
    broken.reads("Too many tries")
