"""The story of an open call: an organisation that nobody knew asks to sign, an organiser admits it, and it signs."""

from collections.abc import Callable

from tests.journeys.steps import accounts, appeals, calls, cases, releases, texts
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_an_organisation_asks_to_sign_is_admitted_and_signs(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague = visitor(), visitor()
    accounts.a_team_of_two(site, organiser, colleague, letterbox)
    cases.the_organiser_makes_a_case(organiser)
    cases.records_the_consent(organiser)
    releases.proposes_it(organiser)
    releases.is_approved(colleague)
    board = appeals.starts_the_appeal(organiser, cases.NAME)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 1)
    organiser.visit(f"{board}/open")
    organiser.press("Open version 1 for signature")

    page = calls.opens_the_call(organiser, board)
    office = visitor(phone=True)
    calls.asks_to_sign(office, page, letterbox)
    calls.is_admitted(organiser, board)
    calls.signs(office, letterbox)
    organiser.visit(f"{board}/invitations")
    organiser.reads(calls.NAME, "1 asked, 1 signed.")
