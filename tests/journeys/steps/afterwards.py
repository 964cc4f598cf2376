"""After signing: a name is corrected, a signature is denied, and two organisers look into it."""

import re

from tests.journeys.steps.signatures import Signatory
from tests.support.letterbox import Letterbox
from tests.support.visitor import Visitor


def signs_and_keeps_the_receipt(one: Signatory) -> str:
    """From the link to the receipt, whose words are returned."""
    one.opens_the_link()
    one.asks_for_the_code_and_types_it()
    one.agrees_and_signs()
    return one.letterbox.next_to(one.address, "You have signed")


def corrects_the_printed_name(one: Signatory, printed: str) -> None:
    """By keyboard and code; a stranger's name is refused, and the mail says what stood before."""
    one.visitor.follow("Correct how my name is printed")
    one.visitor.field("Your name as it will be printed").fill("Somebody Else")
    one.visitor.press("Mail me the code")
    one.visitor.reads("has to hold that surname")
    one.visitor.field("Your name as it will be printed").fill(printed)
    one.visitor.press("Mail me the code")
    one.visitor.field("Code from the mail").fill(one.letterbox.code_for(one.address))
    one.visitor.press("Print my name so")
    one.visitor.reads("Corrected.", printed)
    told = one.letterbox.next_to(one.address, "Corrected")
    assert f"Now: {printed}" in told
    assert f"Before: {one.name}" in told


def denies_the_signature(reader: Visitor, receipt: str) -> None:
    """The receipt's own link shows a page; without the box nothing happens, with it the name is hidden."""
    link = re.search(r"https?://\S+/not-mine/\S+", receipt)
    assert link is not None
    reader.visit(link[0])
    assert "not-mine" not in reader.url
    reader.press("Set the signature aside")
    reader.reads("Tick the box if you never signed.")
    reader.field("I never signed this.").check()
    reader.field("What you know about it, if you want to say").fill("My office shares its mailbox.")
    reader.press("Set the signature aside")
    reader.reads("The signature in your name is set aside")


def is_alerted_and_proposes_to_restore(organiser: Visitor, letterbox: Letterbox, address: str, name: str) -> None:
    """The mail leads to the dispute; nothing is restored yet."""
    organiser.visit(letterbox.link_for(address, "Disputed"))
    organiser.reads(name, "My office shares its mailbox.", "To restore it takes two of you.")
    organiser.field("Propose to restore it: a colleague has to agree").check()
    organiser.field("What you found").fill("She remembers signing; a colleague of hers denied it.")
    organiser.press("Decide")
    organiser.reads("Another organiser has to agree", "set aside, disputed")


def agrees_to_restore_it(colleague: Visitor, name: str) -> None:
    """A second organiser finds it on the first page."""
    colleague.visit("/en/desk/")
    said = f"proposes to restore the disputed signature of {name}"
    colleague.reads(said)
    link = colleague.page.get_by_role("link").filter(has_text=said)
    colleague.visit(colleague.base_url + str(link.get_attribute("href")))
    colleague.field("Restore it, as proposed").check()
    colleague.press("Decide")
    colleague.reads(f"The signature of {name} is restored", "in force", "restored, edition 1")
