"""A text that several organisations stand behind: approvals inside and outside, Word and back, a translation."""

import re
from pathlib import Path

from docx import Document

from tests.journeys.steps import accounts, texts
from tests.support.letterbox import Letterbox
from tests.support.visitor import Visitor

PARTNER, ADDRESS = "Dawn Alliance", "olga@dawn.example"
WORD = "to examine her claim anew"
SHARPER = texts.FIRST.replace("to stop the deportation", "to stop the deportation today").replace(
    "to grant her asylum", WORD
)


def names_whose_approval_is_needed(organiser: Visitor, board: str) -> None:
    """The lawyer is a colleague; the partner has no account."""
    organiser.visit(board)
    organiser.follow("Needed approvals")
    organiser.field("Legal").check()
    organiser.field("A colleague gives it").select_option(label="Marek Colleague")
    organiser.press("Make this approval needed")
    organiser.field("A partner organisation").check()
    organiser.field("Name of the partner organisation, or of the author").fill(PARTNER)
    organiser.field("Name of the person outside").fill("Olga Partner")
    organiser.field("Mail address of the person outside").fill(ADDRESS)
    organiser.press("Make this approval needed")
    organiser.reads("Marek Colleague", PARTNER, "Olga Partner")


def changes_a_demand_in_word(colleague: Visitor, board: str, folder: Path) -> None:
    """Offices work in Word: the file goes out, is changed and commented there, and comes in as a suggestion."""
    colleague.visit(f"{board}/versions/1")
    with colleague.page.expect_download() as download:
        colleague.page.get_by_role("link", name="Download as Word").click()
    file = folder / "text.docx"
    download.value.save_as(file)
    document = Document(str(file))
    (run,) = (run for line in document.paragraphs for run in line.runs if "to grant her asylum" in run.text)
    run.text = run.text.replace("to grant her asylum", WORD)
    document.add_comment(run, "Is this for the minister to decide?", "Office of a Member", "OM")
    document.save(str(file))
    colleague.follow("Take in a Word file")
    colleague.field("Word document (.docx)").set_input_files(file)
    colleague.press("Show what it would change")
    colleague.reads("The file was made from version 1 and is compared with it.")
    assert "examine" in colleague.page.locator("ins").first.inner_text()
    colleague.reads("Comment on paragraph", "Is this for the minister to decide?")
    colleague.press("Add what is ticked")
    colleague.reads("1 suggestion is added. 1 comment is added.")
    colleague.visit(f"{board}/versions/1/discuss")
    colleague.reads("Office of a Member, in a Word file brought by Marek Colleague")


def asks_both(organiser: Visitor, board: str, number: int) -> None:
    organiser.visit(f"{board}/versions/{number}/ask")
    for box in organiser.page.get_by_role("group", name="Which needed approvals?").get_by_role("checkbox").all():
        box.check()
    organiser.press("Ask for the review")


def the_lawyer_approves(colleague: Visitor, letterbox: Letterbox, number: int) -> None:
    colleague.visit(letterbox.link_for(accounts.COLLEAGUE, "review"))
    colleague.press(f"Approve version {number}")


def the_partner_approves(partner: Visitor, letterbox: Letterbox, number: int) -> None:
    """By a link and a code, without an account; the address keeps no token."""
    link = letterbox.link_for(ADDRESS, "asks for your approval")
    partner.visit(link)
    partner.reads(f"Version {number}, for your approval", texts.SUBJECT)
    assert link.rpartition("/")[2] not in partner.url
    partner.press("Mail me the code")
    partner.field("Code from the mail").fill(letterbox.code_for(ADDRESS))
    partner.press(f"Approve version {number}")
    partner.reads(f"You approved version {number}")


def translates_it(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/translations")
    organiser.field("Language").select_option(label="Lietuvių")
    organiser.press("Begin the translation")
    organiser.field("Subject").fill("Aru Example deportacija")
    for place, field in enumerate(organiser.page.get_by_label(re.compile(r"^Paragraph \d+$")).all()):
        field.fill(f"{place + 1} pastraipa.")
    organiser.press("Save this version")


def sees_that_every_approval_was_of_the_version_before(organiser: Visitor, board: str, now: int) -> None:
    organiser.visit(board)
    organiser.reads(f"Legal: approved version {now - 1}, not yet version {now}.")
    organiser.reads(f"{PARTNER}: approved version {now - 1}, not yet version {now}.")
    organiser.visit(f"{board}/open")
    organiser.reads("This version can’t be opened yet")


def sees_what_the_translation_lacks(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/translations")
    organiser.reads("1 paragraph changed")


def suggests_other_wording_and_names_a_colleague(organiser: Visitor, board: str) -> None:
    """On a paragraph, with a reason in which the colleague is called."""
    organiser.visit(f"{board}/versions/1/discuss/2")
    organiser.field("What you say of it").fill("@Marek Colleague: is she named as the court names her?")
    organiser.press("Add this")
    organiser.reads("Your comment is added.")


def takes_the_suggestions(organiser: Visitor, board: str) -> None:
    """What came from Word waits on one page; several are taken at once, as one version."""
    organiser.visit(board)
    organiser.reads("2 open comments, 1 suggestion")
    organiser.visit(f"{board}/suggestions")
    assert WORD.split()[1] in organiser.page.locator("ins").first.inner_text()
    for box in organiser.page.locator("main").get_by_role("checkbox").all():
        box.check()
    organiser.press("Take those ticked")
    organiser.reads("Version 2 is saved, with 1 suggestion.")


def finds_the_comment_beside_its_paragraph(colleague: Visitor, board: str, letterbox: Letterbox) -> None:
    colleague.visit(f"{board}/versions/2/discuss")
    colleague.reads("is she named as the court names her?")
