"""The story of an office: a member names a delegate, who prepares two letters; one code of the member signs both."""

from collections.abc import Callable

from tests.journeys.steps import accounts, cases, people, touches
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor

MY_LETTERS = "/en/my-letters/"
OFFICE = "vera@office.example"


def test_an_office_prepares_and_its_member_signs_with_one_code(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague = visitor(), visitor()
    accounts.a_team_of_two(site, organiser, colleague, letterbox)
    cases.the_organiser_makes_a_case(organiser)
    people.imports_a_roster(organiser, people.INVENTED, "2026-11-01")
    row = people.six_invented_members()[0]
    for _letter in range(2):
        board = touches.a_letter_is_open(organiser, colleague, letterbox, cases.NAME)
        people.invites(organiser, board, [row])
        letterbox.link_for(row["email"], "signature")

    phone, aide = visitor(phone=True), visitor(phone=True, script=False)
    enters(phone, letterbox, row["email"])
    phone.follow("Name a delegate, or take that back")
    phone.field("Name of the delegate").fill("Vera Delegate")
    phone.field("The delegate’s own e-mail address").fill(OFFICE)
    phone.press("Name the delegate")
    letterbox.link_for(row["email"], "prepares")
    letterbox.link_for(OFFICE, "prepare")

    enters(aide, letterbox, OFFICE)
    for address in paths(aide, "/office/"):
        aide.visit(address)
        aide.press("Prepare it")
    aide.reads("prepared by Vera Delegate")

    phone.visit(f"{MY_LETTERS}several")
    for address in paths(phone, "/letter"):
        phone.visit(address)
    phone.visit(f"{MY_LETTERS}several")
    phone.press("Mail me one code for these letters")
    phone.field("Code from the mail").fill(letterbox.code_for(row["email"]))
    phone.press("Sign these letters")
    phone.reads("2 letters are signed.", "Receipt")
    phone.press("Sign out")
    organiser.visit(f"{board}/invitations")
    organiser.reads("prepared by Vera Delegate, confirmed by")


def enters(reader: Visitor, letterbox: Letterbox, address: str) -> None:
    """Ask for the code at My letters, and type it."""
    reader.visit(MY_LETTERS)
    reader.field("Your registered e-mail address").fill(address)
    reader.press("Mail me a code")
    reader.field("Code from the mail").fill(letterbox.code_for(address))
    reader.press("Show my letters")


def paths(reader: Visitor, part: str) -> list[str]:
    """Where the links lead whose address holds this."""
    found = (link.get_attribute("href") or "" for link in reader.page.locator("main a").all())
    return [address for address in found if part in address]
