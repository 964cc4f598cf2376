"""An open call: an organisation comes by the public page, waits for an organiser, and signs by an invitation."""

from tests.journeys.steps.signatures import Signatory
from tests.support.letterbox import Letterbox
from tests.support.visitor import Visitor

NAME, SPEAKER, ADDRESS = "Fundacja Cichy Świerk", "Halina Ożarowska", "halina@cichy-swierk.example"


def opens_the_call(organiser: Visitor, board: str) -> str:
    """Open the call. Returns the address of the public page on which it stands."""
    organiser.visit(f"{board}/call")
    organiser.press("Open the call")
    organiser.reads("The call is open.", "Its head may ask to sign in person.")
    return organiser.page.locator("main a[href*='/campaigns/']").filter(has_text="/campaigns/").first.inner_text()


def asks_to_sign(office: Visitor, page: str, letterbox: Letterbox) -> None:
    """From the public page to the request that waits; what is missing is named, and nothing typed is lost."""
    office.visit(page)
    office.follow("Ask to sign for your organisation")
    office.field("Name of the organisation").fill(NAME)
    office.field("Country").select_option(label="Poland")
    office.field("Web address").fill("https://cichy-swierk.example")
    office.field("Your name").fill(SPEAKER)
    office.field("In what capacity").fill("President of the board")
    office.field("Your mail address there").fill(ADDRESS)
    office.field("Where that is to be found").fill("Court register, extract of 2 November 2026")
    office.press("Mail me the code")
    office.reads("Say in words what proves that you may sign for it.")
    office.field("What proves that you may sign for it").fill("By its statutes the president represents it alone.")
    office.press("Mail me the code")
    office.field("Code from the mail").fill(letterbox.code_for(ADDRESS))
    office.press("Continue")
    office.reads(NAME)


def is_admitted(organiser: Visitor, board: str) -> None:
    """An organiser compares what was said with the register, answers for the domain, and admits."""
    organiser.visit(f"{board}/call")
    organiser.reads("waits for you")
    organiser.follow(NAME)
    organiser.reads("By its statutes the president represents it alone.", "Nothing of this name or domain.")
    organiser.field("cichy-swierk.example is the organisation’s own domain").check()
    organiser.press("Admit and ask to sign")
    organiser.reads(f"{NAME} is admitted and was asked to sign.", "admitted")


def signs(office: Visitor, letterbox: Letterbox) -> None:
    """By the ordinary invitation, with a code to the address that was admitted."""
    member = Signatory(office, letterbox, SPEAKER, ADDRESS, consents=())
    member.opens_the_link()
    member.asks_for_the_code_and_types_it()
    office.reads(f"Sign for {NAME}")
    member.agrees_and_signs(f"You have signed for {NAME}")
