"""Many asked at once: own words in a language, a committee, a list; one wants no more mail, one mail comes back."""

import re

from tests.support.letterbox import Letterbox, text_of
from tests.support.smtp import Office
from tests.support.visitor import Visitor

WORDS = "Madame, Monsieur,\n\nAru enseigne depuis vingt ans. Sa lettre : https://lantern.example/aru"
REFUSAL = "550 5.1.1 No such mailbox here"


def writes_words_in_french(organiser: Visitor, board: str) -> None:
    organiser.visit(f"{board}/invitations")
    organiser.follow("Your own words in the mail")
    organiser.follow("Français")
    organiser.field("Your words to those whom you invite").fill("Read [this](https://elsewhere.example)")
    organiser.press("Save")
    organiser.reads("Write plain text, and each address out in full")
    organiser.field("Your words to those whom you invite").fill(WORDS)
    organiser.press("Save")
    organiser.reads("Aru enseigne depuis vingt ans.", "here stands the link to the letter")


def asks_a_committee(organiser: Visitor, board: str, office: Office) -> int:
    """Nothing leaves before the last page. Returns how many were asked."""
    organiser.visit(f"{board}/invitations/new?committee=LIBE")
    organiser.follow("Invite all of a delegation, group, committee or list at once")
    organiser.field("Leave out substitutes of the committee").check()
    organiser.field("Language of the mail").select_option(label="Français")
    organiser.press("See who would be asked")
    organiser.reads("Nothing has left yet.", "Aru enseigne depuis vingt ans.")
    before = len(office.received)
    asked = int(re.match(r"\d+", organiser.page.inner_text("h1"))[0])  # type: ignore[index]
    organiser.press(f"Invite {asked} people")
    organiser.reads(f"{asked} people are invited.", "Civil Liberties, Justice and Home Affairs, without substitutes")
    assert len([one for one in office.received[:before] if "signature" in str(one.mail["Subject"])]) == 0
    return asked


def gets_the_words_and_may_stop_the_mail(member: Visitor, letterbox: Letterbox, office: Office, address: str) -> None:
    """The mail begins with the organisers' words; its link stops further mail on a second press only."""
    letterbox.next_to(address, "signature")
    mail = office.to(address)[-1]
    assert "Aru enseigne depuis vingt ans." in text_of(mail)
    assert mail.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stopping = str(mail.mail["List-Unsubscribe"]).strip("<>")
    assert f"List-Unsubscribe: <{stopping}>\r\n".encode() in mail.source
    member.visit(stopping)
    member.press("Send me no more mail about it")
    member.reads("You get no more mail about this letter", "you can sign it")
    member.press("Undo: write to me again")
    member.press("Send me no more mail about it")


def sees_who_wants_no_more_mail(organiser: Visitor, board: str, name: str) -> None:
    organiser.visit(f"{board}/invitations")
    row = organiser.page.get_by_role("row").filter(has_text=name)
    assert "wants no more mail" in row.inner_text()
    assert row.get_by_role("link", name="Send again").count() == 0


def sees_what_came_back_and_sends_it_again(
    organiser: Visitor, board: str, letterbox: Letterbox, name: str, address: str
) -> None:
    organiser.visit("/en/desk/")
    organiser.page.get_by_role("link", name=re.compile("came back")).click()
    organiser.reads("1 invitation came back", name, "5.1.1 No such mailbox here")
    organiser.judge()
    organiser.page.locator("#bounced").get_by_role("link", name=re.compile("^send it again")).click()
    organiser.reads("5.1.1 No such mailbox here", "The mail has the same link as before")
    organiser.judge()
    organiser.press("Send it again")
    organiser.reads(f"The invitation of {name} is sent again.")
    assert "Aru enseigne depuis vingt ans." in letterbox.next_to(address, "signature")


def pastes_a_list(organiser: Visitor, board: str, found: str, address: str) -> None:
    """Each line is told; who was asked before is asked no second time."""
    organiser.visit(f"{board}/invitations/batch")
    organiser.field("Names or addresses, one a line").fill(f"{found}\nNobody Known\n{address}\n{found}")
    organiser.press("See who would be asked")
    organiser.reads("unknown on no roster of those who may sign", "found twice", "as in line 1", "1 was asked before")
    organiser.press("Choose anew")
    assert "Nobody Known" in organiser.field("Names or addresses, one a line").input_value()
    organiser.press("See who would be asked")
    organiser.press("Invite 1 person")
    organiser.reads("1 person is invited.", "a list of 4 entries")
