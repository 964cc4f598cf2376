"""A case from a fact sheet, with a document and a protected name, read by a second person before it is public."""

from pathlib import Path

from tests.journeys.steps.cases import NAME
from tests.support.visitor import Visitor

SISTER = "Botagoz Examplova"
TITLE = f"Her sister {SISTER} was questioned"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
PDF += b"trailer<</Root 1 0 R>>\n%%EOF\n"


def opens(person: Visitor, page: str) -> None:
    person.visit("/en/desk/cases")
    person.follow(NAME)
    person.follow(page)


def protects_the_name_of_a_relative(organiser: Visitor) -> None:
    opens(organiser, "Protected names")
    organiser.field("Name").fill(SISTER)
    organiser.field("Why").fill("Still lives there.")
    organiser.press("Protect the name")
    organiser.reads(SISTER, "A relative")


def adds_a_document(organiser: Visitor, folder: Path) -> None:
    """What only says that it is a PDF is refused; the title is kept, and the real one is taken."""
    opens(organiser, "Documents")
    false, true = folder / "false.pdf", folder / "decision.pdf"
    false.write_bytes(b"<html><script>alert(1)</script>")
    true.write_bytes(PDF)
    organiser.field("File").set_input_files(false)
    organiser.field("Title").fill("Decision of the migration office")
    organiser.press("Add the document")
    assert organiser.field("Title").input_value() == "Decision of the migration office"
    organiser.field("File").set_input_files(true)
    organiser.field("It may be public").check()
    organiser.press("Add the document")
    organiser.reads("Decision of the migration office", "may be public")


def changes_the_case_in_its_fact_sheet(organiser: Visitor) -> None:
    """The exported sheet is changed and brought in again; what is wrong in it is named by its line."""
    organiser.visit("/en/desk/cases")
    organiser.follow(NAME)
    sheet = organiser.page.request.get(f"{organiser.page.url}/fact-sheet.yaml").text()
    assert SISTER not in sheet
    right = f"{sheet}events:\n  - key: questioned\n    title: {TITLE}\n    when: 2026-03-14\n    kind: threat\n"
    wrong = right.replace("2026-03-14", "2026-33-14")
    organiser.follow("Import a fact sheet")
    organiser.field("Or its text").fill(wrong)
    organiser.press("Show what it would change")
    line = 1 + wrong[: wrong.index("2026-33-14")].count("\n")
    organiser.reads("What is wrong, by line", f" {line} ")
    organiser.field("Or its text").fill(right)
    organiser.press("Show what it would change")
    organiser.reads("1 change", TITLE)
    organiser.press("Take it over")
    organiser.reads(TITLE)


def proposes_it(organiser: Visitor) -> None:
    opens(organiser, "What is public")
    organiser.press("Propose this as a release")
    organiser.reads("You proposed this: another person has to decide.")


def is_refused_because_a_protected_name_stands_in_it(colleague: Visitor) -> None:
    """Whoever approves has to say why the name may stand; here it may not."""
    opens(colleague, "Read it and decide")
    colleague.reads("Protected names stand in this text", SISTER)
    colleague.press("Approve: make release 1 public")
    colleague.reads("Protected names stand in this text")
    colleague.field("Why not").fill("Leave out her sister’s name.")
    colleague.press("Refuse, for this reason")
    colleague.reads("Refused")


def leaves_the_name_out(organiser: Visitor) -> None:
    opens(organiser, TITLE)
    organiser.field("What happened").fill("A relative was questioned")
    organiser.press("Save the event")


def is_approved_and_public_with_its_document(colleague: Visitor, reader: Visitor) -> None:
    opens(colleague, "Read it and decide")
    colleague.does_not_read("Protected names stand in this text")
    colleague.press("Approve: make release 2 public")
    reader.visit("/en/cases/aru-example")
    reader.reads("A relative was questioned", "Decision of the migration office")
    reader.does_not_read(SISTER, "sister")


def hides_an_entry_at_once(organiser: Visitor, reader: Visitor) -> None:
    """What must go at once needs no second person."""
    opens(organiser, "A relative was questioned")
    organiser.press("Hide “A relative was questioned” now")
    reader.visit("/en/cases/aru-example")
    reader.does_not_read("A relative was questioned")
    reader.reads("Decision of the migration office")


def is_approved(colleague: Visitor) -> None:
    opens(colleague, "Read it and decide")
    colleague.press("Approve: make release 1 public")
