"""An appeal that organisations, a coalition and a head in person endorse, each counted in its own capacity."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass

from pypdf import PdfReader

from tests.journeys.steps.signatures import UNDER_A_LETTER, Signatory
from tests.support.letterbox import Letterbox
from tests.support.smtp import Office
from tests.support.visitor import Visitor

TITLE = "Organisations ask to let Aru Example stay"
BODY = """Dear Minister,

We, the undersigned organisations, ask you to stop the deportation of Aru Example.

Yours sincerely,
"""
OFFICE = "minister@interior.example"
INITIALS = "I. B."
COUNTED = "2 organisations, 1 coalition, and 1 head of an organisation"


@dataclass(frozen=True)
class Speaker:
    """Who may sign for an organisation, and under which address codes reach that person."""

    name: str
    capacity: str
    email: str


BENCE = Speaker("Bence Kőrösligeti", "Legal officer", "bence@solymar-rights.example")
ILKA = Speaker("Ilka Bodrogvári", "Executive director", "ilka@solymar-rights.example")
HALINA = Speaker("Halina Ożarowska", "President of the board", "halina@wolny-swierk.example")
NERINGA = Speaker("Neringa Vėtrungė", "Coordinator", "neringa@baltic-defenders.example")
SOLYMAR, SWIERK, PLATFORM = "Solymár Rights Initiative", "Fundacja Wolny Świerk", "Baltic Defenders’ Platform"


def registers_the_organisations(organiser: Visitor) -> None:
    """Two organisations, one with its head, and a coalition that they are members of."""
    _adds(organiser, SOLYMAR, "Hungary", "solymar-rights.example", BENCE, ILKA, head=ILKA)
    _adds(organiser, SWIERK, "Poland", "wolny-swierk.example", HALINA)
    _adds(organiser, PLATFORM, "Lithuania", "baltic-defenders.example", NERINGA, is_coalition=True)
    for member in (SOLYMAR, SWIERK):
        organiser.follow("Add a member")
        organiser.field("An organisation of the register").select_option(label=member)
        organiser.press("Save")
    organiser.follow("Add a member")
    organiser.field("Or its name only").fill("Vėtrungė Circle")
    organiser.press("Save")
    organiser.reads(SOLYMAR, SWIERK, "Vėtrungė Circle known by name only")


def nobody_can_be_asked_before_a_second_person_has_looked(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/invitations/new")
    organiser.reads(SOLYMAR, "Nobody may sign for it today.")
    assert organiser.page.get_by_role("checkbox").count() == 0


def a_second_person_confirms_each_authority(colleague: Visitor) -> None:
    for name, speakers in ((SOLYMAR, (BENCE, ILKA)), (SWIERK, (HALINA,)), (PLATFORM, (NERINGA,))):
        for speaker in speakers:
            colleague.visit("/en/desk/people")
            colleague.follow("Organisations that sign")
            colleague.follow(name)
            colleague.follow(f"Confirm {speaker.name}")
            colleague.reads(speaker.email, "Extract from the court register")
            colleague.press("Confirm the authority")
            colleague.reads("may sign")


def starts_the_appeal(organiser: Visitor, case: str) -> str:
    """Start an appeal on the case and write it. Returns the address of its board."""
    organiser.visit("/en/desk/cases")
    organiser.follow(case)
    organiser.follow("Start a campaign")
    organiser.field("Title").fill(TITLE)
    organiser.field("Appeal of organisations").check()
    organiser.page.get_by_label("Anyone may read this campaign’s page").check()
    organiser.press("Start the campaign")
    board = organiser.page.url.removesuffix("/text")
    organiser.field("Subject").fill("The deportation of Aru Example")
    organiser.field("Text").fill(BODY)
    organiser.press("Save this version")
    return board


def asks_each(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/invitations/new")
    for asked in (
        f"{SOLYMAR}: through {BENCE.name}, {BENCE.capacity}",
        f"{SOLYMAR}: {ILKA.name} in person, as head",
        f"{SWIERK}: through {HALINA.name}, {HALINA.capacity}",
        f"{PLATFORM}: through {NERINGA.name}, {NERINGA.capacity}",
    ):
        organiser.page.get_by_label(asked, exact=True).check()
    organiser.press("Invite those ticked")
    organiser.reads("4 asked, 0 signed.")


def each_signs_on_a_phone(visitor: Callable[..., Visitor], letterbox: Letterbox) -> None:
    for name, speaker in ((SOLYMAR, BENCE), (SWIERK, HALINA), (PLATFORM, NERINGA)):
        phone = visitor(phone=True, script=False)
        consents = (
            f"Print the name of {name} under the letter, and mine beside it.",
            f"Show the name of {name} on the public page of the letter, and mine beside it.",
        )
        member = Signatory(phone, letterbox, speaker.name, speaker.email, consents=consents)
        member.opens_the_link()
        phone.reads(f"asks {name} to sign")
        member.asks_for_the_code_and_types_it()
        phone.reads(f"Sign for {name}", f"for {name}, and have the authority to do so.")
        member.agrees_and_signs(f"You have signed for {name}")
        phone.close()
    phone = visitor(phone=True, script=False)
    head = Signatory(phone, letterbox, ILKA.name, ILKA.email, consents=UNDER_A_LETTER)
    head.opens_the_link()
    head.asks_for_the_code_and_types_it()
    phone.reads(f"in person and not for {SOLYMAR}, which I head.")
    phone.field("By initials only").check()
    head.agrees_and_signs("what you agree to reads otherwise now", "Print my initials, in place of my name")
    phone.press("Sign the letter")
    phone.reads("You have signed", f"by initials: {INITIALS}")
    phone.close()


def sees_each_counted_in_its_own_capacity(organiser: Visitor, reader: Visitor, board: str) -> None:
    organiser.visit(board)
    organiser.reads(COUNTED)
    organiser.does_not_read("4 organisations")
    reader.visit("/en/campaigns")
    reader.follow(TITLE)
    reader.reads(COUNTED, SOLYMAR, f"coalition of 3 members, represented by {NERINGA.name}", INITIALS)
    reader.does_not_read(ILKA.name, ILKA.capacity)
    reader.does_not_read("Signatories 4")
    assert reader.context.cookies() == []


def takes_the_list_along(organiser: Visitor, board: str) -> None:
    """Save the signatories as a table; the history says so."""
    organiser.visit(board)
    organiser.follow("Signatory list")
    organiser.reads(SOLYMAR, INITIALS)
    organiser.does_not_read(ILKA.name)
    with organiser.page.expect_download() as begun:
        organiser.page.get_by_role("button", name="Save the file").click()
    table = begun.value.path().read_text(encoding="utf-8-sig")
    assert f'"{INITIALS}","Head of an organisation","Hungary"' in table
    organiser.visit(board)
    organiser.reads("took the list of signatories")


def adds_an_office(organiser: Visitor, board: str) -> None:
    organiser.visit("/en/desk/addressees")
    organiser.follow("Add an office")
    organiser.field("Name of the office").fill("Office of the Minister of the Interior")
    organiser.field("Postal address, one line for each").fill("1 Sample Street\nVilnius")
    organiser.field("Country").select_option(label="Lithuania")
    organiser.field("Salutation").fill("Dear Minister,")
    organiser.field("E-mail address").fill(OFFICE)
    organiser.press("Save the office")
    organiser.visit(board)
    organiser.follow("Choose addressees")
    organiser.field("Office of the Minister of the Interior").first.check()
    organiser.press("Save the addressees")


def it_is_printed_so_in_what_the_office_gets(office: Office) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and not office.to(OFFICE):
        time.sleep(0.2)
    mail = office.to(OFFICE)[-1].mail
    pdf = next(part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf")
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.get_content())).pages).split())
    for said in (COUNTED, SOLYMAR, SWIERK, PLATFORM, "coalition of 3 members", f"{INITIALS} Head of an organisation"):
        assert said in words, f"{said!r} is not printed:\n{words}"
    assert ILKA.name not in words


def _adds(
    organiser: Visitor,
    name: str,
    country: str,
    domain: str,
    *speakers: Speaker,
    head: Speaker | None = None,
    is_coalition: bool = False,
) -> None:
    organiser.visit("/en/desk/people")
    organiser.follow("Organisations that sign")
    organiser.follow("Add an organisation")
    organiser.field("Name").fill(name)
    if is_coalition:
        organiser.field("A coalition of organisations").check()
    organiser.field("Country").select_option(label=country)
    organiser.field("Its own domains").fill(domain)
    if head:
        organiser.field("Name of its head").fill(head.name)
        organiser.field("Title of its head").fill(head.capacity)
    organiser.press("Save the organisation")
    for speaker in speakers:
        organiser.follow("Register a representative")
        organiser.field("Name").fill(speaker.name)
        organiser.field("In what capacity").fill(speaker.capacity)
        organiser.field("E-mail address").fill(speaker.email)
        organiser.field("May sign from").fill("2026-01-01")
        organiser.field("What proves the authority").fill("By its statutes it is represented so.")
        organiser.field("Where that is to be found").fill("Extract from the court register, 3 October 2026")
        organiser.press("Register the representative")
        organiser.reads("waits for a second person")
