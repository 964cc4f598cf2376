"""The first account, signing in by a mailed code, and a colleague who joins."""

from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor

OWNER = "ines@lantern.example"
COLLEAGUE = "marek@lantern.example"


def the_operator_creates_the_first_account(site: Site) -> None:
    site.command(
        "accounts", "create-owner", "--name", "Inês Organiser", "--email", OWNER, "--organisation", "Lantern Network"
    )


def signs_in(person: Visitor, letterbox: Letterbox, address: str) -> None:
    person.visit("/en/sign-in")
    person.field("Your e-mail address").fill(address)
    person.press("Mail me a code")
    person.field("Code").fill(letterbox.code_for(address))
    person.press("Sign in")
    person.reads("Lantern Network")


def the_owner_invites_a_colleague(owner: Visitor, *more_roles: str) -> None:
    owner.follow("Team")
    owner.follow("Invite a colleague")
    owner.field("Name").fill("Marek Colleague")
    owner.field("E-mail address").fill(COLLEAGUE)
    for role in ("Reviewer", "Dispatcher", *more_roles):
        owner.field(role).check()
    owner.press("Send the invitation")
    owner.reads("Marek Colleague")


def the_colleague_joins(colleague: Visitor, letterbox: Letterbox) -> str:
    """Join by the mailed link. Returns the link, which has had its day."""
    link = letterbox.link_for(COLLEAGUE)
    colleague.visit(link)
    colleague.reads("Join Lantern Network")
    colleague.press("Join and sign in")
    colleague.reads("Lantern Network")
    return link


def the_used_link_leads_to_a_page_that_says_what_to_do(stranger: Visitor, link: str) -> None:
    stranger.visit(link)
    stranger.reads("Nobody can join by this link", "ask the colleague who invited you")


def a_team_of_two(site: Site, organiser: Visitor, colleague: Visitor, letterbox: Letterbox, *more_roles: str) -> None:
    """What most stories begin with: the owner is signed in, and so is a colleague with these roles besides."""
    the_operator_creates_the_first_account(site)
    signs_in(organiser, letterbox, OWNER)
    the_owner_invites_a_colleague(organiser, *more_roles)
    the_colleague_joins(colleague, letterbox)
