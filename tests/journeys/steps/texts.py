"""A letter begun from a template, written in versions, and approved in exactly one of them."""

from tests.support.letterbox import Letterbox
from tests.support.visitor import Visitor

TITLE = "Let Aru Example stay"
SUBJECT = "The deportation of Aru Example"
FIRST = """Dear Minister,

We write about Aru Example, whom your authorities mean to send back.[^1]

We ask you:

1. to stop the deportation;
2. to grant her asylum.

Yours sincerely,

[^1]: Decision of the migration office, May 2026.
"""
SECOND = FIRST.replace("to stop the deportation", "to stop the deportation at once")
MENDED = SECOND.replace("to grant her asylum", "to examine her claim anew")


def the_organiser_starts_a_letter(organiser: Visitor, case: str) -> str:
    """Start an MEP letter on the case. Returns the address of its board."""
    organiser.visit("/en/desk/cases")
    organiser.follow(case)
    organiser.follow("Start a campaign")
    page = organiser.page
    organiser.field("Title").fill(TITLE)
    organiser.field("Letter of Members of the European Parliament").check()
    organiser.field("Place, as printed above the letter").fill("Brussels")
    organiser.page.get_by_label("Anyone may read this campaign’s page").check()
    organiser.press("Start the campaign")
    organiser.reads(TITLE)
    return page.url.removesuffix("/text")


def writes_it_from_the_template(organiser: Visitor) -> None:
    organiser.reads("Begin from the starter")
    body = organiser.field("Text")
    assert "Aru Example" in body.input_value(), "the template's merge fields are not filled in"
    saves(organiser, FIRST)


def saves(organiser: Visitor, body: str, why: str = "") -> None:
    organiser.field("Subject").fill(SUBJECT)
    organiser.field("Text").fill(body)
    if why:
        organiser.field("What changed, and why").fill(why)
    organiser.press("Save this version")


def changes_a_sentence(organiser: Visitor, board: str, body: str, why: str) -> None:
    organiser.visit(board)
    organiser.follow("Change the text")
    saves(organiser, body, why)


def sees_the_difference_between_the_two(organiser: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.follow("All versions")
    organiser.follow("Compare two versions")
    organiser.reads("at once")
    assert "at once" in organiser.page.locator("ins").first.inner_text()


def asks_the_colleague_to_review(organiser: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.follow("Ask a colleague to review")
    organiser.field("Marek Colleague").check()
    organiser.press("Ask for the review")


def the_colleague_approves_this_very_version(
    colleague: Visitor, letterbox: Letterbox, address: str, number: int
) -> None:
    colleague.visit(letterbox.link_for(address, "review"))
    colleague.press(f"Approve version {number}")
    colleague.reads("Marek Colleague")


def the_old_approval_counts_for_nothing(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/open")
    organiser.reads("This version can’t be opened yet")
    assert organiser.page.get_by_role("button", name="Open version 3 for signature").count() == 0


def sees_the_campaign(person: Visitor, board: str, *texts: str) -> None:
    person.visit(board)
    person.reads(*texts)
