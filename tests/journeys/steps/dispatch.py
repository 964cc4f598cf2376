"""Closing, a second person's confirmation, real mail to two offices, and the log that tells what became of it."""

import io
import time

from pypdf import PdfReader

from tests.support.smtp import Office
from tests.support.visitor import Visitor

WILLING = "minister@interior.example"
UNWILLING = "registry@migration.example"


def adds_two_offices_and_chooses_them(organiser: Visitor, board: str) -> None:
    for name, address in (
        ("Office of the Minister of the Interior", WILLING),
        ("Registry of the Migration Service", UNWILLING),
    ):
        organiser.visit("/en/desk/addressees")
        organiser.follow("Add an office")
        organiser.field("Name of the office").fill(name)
        organiser.field("Postal address, one line for each").fill("1 Sample Street\nVilnius")
        organiser.field("Country").select_option(label="Lithuania")
        organiser.field("Salutation").fill("Dear Minister,")
        organiser.field("E-mail address").fill(address)
        organiser.press("Save the office")
    organiser.visit(board)
    organiser.follow("Choose addressees")
    for name in ("Office of the Minister of the Interior", "Registry of the Migration Service"):
        organiser.field(name).first.check()
    organiser.press("Save the addressees")


def closing_is_refused(organiser: Visitor, board: str, reason: str) -> None:
    organiser.visit(f"{board}/close")
    organiser.reads(reason)
    assert organiser.page.get_by_role("button", name="Close for signature").count() == 0


def closes(organiser: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.follow("Close for signature")
    organiser.press("Close for signature")
    organiser.reads("closed")


def the_closer_cannot_confirm(organiser: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.follow("Confirm the dispatch")
    organiser.reads("Another person must confirm")
    assert organiser.page.get_by_role("button", name="Send the letter").count() == 0


def another_person_confirms(colleague: Visitor, board: str, *offices: str) -> None:
    colleague.visit(board)
    colleague.follow("Confirm the dispatch")
    colleague.reads("Office of the Minister of the Interior", *offices)
    colleague.press("Send the letter")


def the_letter_arrives_once_where_it_is_accepted(office: Office, names: list[str]) -> bytes:
    """Wait for the willing office to accept. Returns the PDF; it arrived after one temporary refusal."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not [mail for mail in office.to(WILLING) if mail.answer.startswith("250")]:
        time.sleep(0.2)
    tries = [mail.answer[:3] for mail in office.to(WILLING)]
    assert tries == ["451", "250"], tries
    mail = office.to(WILLING)[-1].mail
    pdf = next(part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf")
    content: bytes = pdf.get_content()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    places = [text.index(name) for name in names]
    assert places == sorted(places), "the signatories are not in the order of their surnames"
    return content


def the_log_shows_every_attempt_with_its_reply(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/dispatch")
    organiser.reads("451 4.3.0 Try again in a moment", "250", "554 5.7.1 We take no letters here")


def anyone_reads_what_was_sent_and_what_is_open(reader: Visitor, case: str, title: str, names: list[str]) -> None:
    reader.visit("/en/cases")
    reader.follow(case)
    reader.reads(title)
    reader.follow(title)
    reader.reads(*names)
    reader.reads("Office of the Minister of the Interior", "Accepted", "Refused")
    assert reader.context.cookies() == []
