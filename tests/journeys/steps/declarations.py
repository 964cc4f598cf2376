"""A written declaration: counted while written, gathered from twenty phones, lodged, read back, joined late."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

from tests.journeys.steps import assembly
from tests.journeys.steps.signatures import Signatory
from tests.support.letterbox import Letterbox
from tests.support.text_browser import TextBrowser
from tests.support.visitor import Visitor

TITLE = "Aru Example must not be sent back"
BODY = """We, the undersigned members of the Parliamentary Assembly, are concerned for Aru Example.

We call on the authorities of Lithuania to stop the deportation and to examine her claim anew.
"""
ON_THE_SHEET = (
    "Print my name on the sheet that is lodged, to be published with the text.",
    "Show my name on the public page of the text here.",
)
AT_ONCE = 3
LEFT_OUT = "Solène MARQUETTERIE"


def starts_it(organiser: Visitor, case: str) -> str:
    """Start a declaration on the case. Returns the address of its board."""
    organiser.visit("/en/desk/cases")
    organiser.follow(case)
    organiser.follow("Start a campaign")
    organiser.field("Title").fill(TITLE)
    organiser.field("Written declaration of the Parliamentary Assembly (PACE)").check()
    organiser.page.get_by_label("Anyone may read this campaign’s page").check()
    organiser.press("Start the campaign")
    return organiser.page.url.removesuffix("/text")


def sees_the_words_counted_while_writing(organiser: Visitor) -> None:
    count = organiser.page.locator("#count")
    organiser.field("Subject").fill(TITLE)
    organiser.field("Text").fill("word " * 201)
    count.get_by_text("201 of at most 200 words").wait_for()
    organiser.field("Text").fill(BODY)
    count.get_by_text("30 of at most 200 words").wait_for()
    organiser.press("Save this version")


def invites_all_but_the_late_one(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/invitations/new")
    for line in assembly.LINES:
        name = assembly.name_of(line)
        if name != assembly.LATE:
            organiser.page.get_by_label(name, exact=True).check()
    organiser.press("Invite those ticked")
    organiser.reads("20 people are invited.")


def signs_on_a_phone(visitor: Callable[..., Visitor], letterbox: Letterbox, name: str) -> None:
    """A member commits on a phone without script, and puts it away."""
    phone = visitor(phone=True, script=False)
    _signs(phone, letterbox, name)
    phone.close()


def the_others_sign_too(letterbox: Letterbox, names: Sequence[str]) -> None:
    """Several at once, each in a browser that shows words only."""
    with ThreadPoolExecutor(AT_ONCE) as members:
        list(members.map(lambda name: _signs(TextBrowser(), letterbox, name), names))


def _signs(browser: Visitor | TextBrowser, letterbox: Letterbox, name: str) -> None:
    """The member is told that a sheet is to be signed by hand."""
    member = Signatory(browser, letterbox, name, assembly.address_of(name), consents=ON_THE_SHEET)
    member.opens_the_link()
    browser.reads("How it is lodged", "your own signature by hand")
    member.asks_for_the_code_and_types_it()
    member.agrees_and_signs()


def sees_what_is_missing(organiser: Visitor, board: str) -> None:
    """Five have signed, of two delegations and one group."""
    organiser.visit(board)
    organiser.follow("What is missing")
    organiser.reads("Signatories 5 of 20", "Delegations 2 of 4", "Political groups 1 of 2")
    row = organiser.page.locator("tr", has_text="HAVERKAMP")
    assert "a new delegation, a new political group" in row.inner_text()


def closing_waits(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/close")
    organiser.reads("15 more signatories are needed (5 of 20).")
    assert organiser.page.get_by_role("button", name="Close for signature").count() == 0


def sees_that_nothing_is_missing(organiser: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.follow("What is missing")
    organiser.reads("Nothing is missing.")


def closes_it(organiser: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.follow("Close for signature")
    organiser.press("Close for signature")


def another_person_confirms_the_sheet(colleague: Visitor, closer: Visitor, board: str) -> None:
    closer.visit(board)
    closer.follow("Confirm the lodging sheet")
    closer.reads("Another person must confirm")
    assert closer.page.get_by_role("button", name="Confirm the sheet").count() == 0
    colleague.visit(board)
    colleague.follow("Confirm the lodging sheet")
    colleague.press("Confirm the sheet")
    colleague.reads("confirmed and ready to lodge")


def the_sheet_has_the_assemblys_own_lines(person: Visitor, board: str, lines: list[str]) -> None:
    """By surname, particles apart, and line for line as the Assembly prints its members."""
    sheet = person.page.request.get(f"{board}/lodging/sheet.txt").text()
    found = [line.strip().removesuffix(" ;") for line in sheet.splitlines() if re.match(r"(Ms|Mr|Sir|Lord) ", line)]
    assert sorted(found) == sorted(lines)


def nobody_calls_it_tabled_or_sent(organiser: Visitor, reader: Visitor, board: str) -> None:
    """Neither the public page nor the organiser's own; the rule on withdrawal may speak of tabling."""
    reader.visit("/en/campaigns")
    reader.follow(TITLE)
    said = reader.page.inner_text("main")
    for word in ("tabled", "sent", "sending"):
        where = re.search(rf".*\b{word}\b.*", said.replace(TITLE, ""), re.IGNORECASE)
        assert where is None, where
    organiser.visit(board)
    organiser.does_not_read("Tabled", "Sent")


def records_the_lodging(organiser: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.follow("Record the lodging")
    organiser.field("Lodged on").fill(_today().isoformat())
    organiser.field("Handed in by").fill("The assistant of Ms Pilkauskė")
    organiser.field("Where").fill("Table Office")
    organiser.field("What shows it").fill("Stamp of the office on our copy")
    organiser.press("Record the lodging")
    organiser.reads("The lodging is recorded.")


def records_the_publication_with_one_name_missing(organiser: Visitor, board: str, lines: list[str]) -> None:
    organiser.visit(board)
    organiser.follow("Record the publication")
    organiser.field("Number of the declaration").fill("999")
    organiser.field("Document number").fill("16999")
    organiser.field("Tabled on").fill(_today().isoformat())
    organiser.field("Title as published").fill(TITLE)
    organiser.field("Signatories as published").fill(" ; ".join(one for one in lines if LEFT_OUT not in one))
    organiser.press("Record the publication")
    organiser.reads("Committed, not published (1)", f"{LEFT_OUT}, France", "Published and committed (19)")
    organiser.visit(board)
    organiser.reads("Tabled as Written declaration No 999", "1 member is committed, not published.")


def anyone_reads_that_it_is_tabled(reader: Visitor) -> None:
    """The public is told how many are not published, and who signed, never who of them is not."""
    reader.visit("/en/campaigns")
    reader.follow(TITLE)
    reader.reads("Tabled as Written declaration No 999, Doc. 16999", "1 member is committed, not published.")
    assert reader.context.cookies() == []


def does_not_know_the_last_day_before_it_is_recorded(organiser: Visitor, board: str) -> None:
    """A deadline is never guessed; once the days of the part-session have a source, it is known."""
    organiser.visit(board)
    organiser.reads("When that is, is not known here.")
    opens = _today() + timedelta(days=60)
    organiser.follow("Part-sessions")
    organiser.follow("Record a part-session")
    organiser.field("Opens on").fill(opens.isoformat())
    organiser.field("Closes on").fill((opens + timedelta(days=4)).isoformat())
    organiser.field("The part-session before it opened on").fill((_today() - timedelta(days=50)).isoformat())
    organiser.press("Save the days")
    organiser.reads("Say where these days can be read.")
    organiser.field("Source").fill("The Assembly’s calendar, read on the day")
    organiser.press("Save the days")
    organiser.reads("The Assembly’s calendar, read on the day")
    organiser.visit(board)
    organiser.reads("Names are taken until")


def a_late_name_makes_the_next_edition(
    organiser: Visitor, colleague: Visitor, visitor: Callable[..., Visitor], letterbox: Letterbox, board: str
) -> None:
    organiser.visit(board)
    organiser.follow("Invite late signatories")
    organiser.page.get_by_label(assembly.LATE, exact=True).check()
    organiser.press("Invite those ticked")
    signs_on_a_phone(visitor, letterbox, assembly.LATE)
    organiser.visit(board)
    organiser.reads("1 name came since the last closing")
    organiser.follow("Close the late names")
    organiser.press("Close for signature")
    colleague.visit(board)
    colleague.follow("Confirm the lodging sheet")
    colleague.reads("Edition 2", "Signatories on the sheet 21")
    colleague.press("Confirm the sheet")
    the_sheet_has_the_assemblys_own_lines(colleague, board, assembly.LINES)


def _today() -> date:
    return datetime.now(UTC).date()
