"""Signing on a phone without script: a link, the letter, a code, consent, a receipt."""

from dataclasses import dataclass

from tests.support.letterbox import Letterbox
from tests.support.text_browser import TextBrowser
from tests.support.visitor import Visitor

UNDER_A_LETTER = ("Print my name under the letter.", "Show my name on the public page of the letter.")


@dataclass
class Signatory:
    """An invited member with a phone and a mailbox."""

    visitor: Visitor | TextBrowser
    letterbox: Letterbox
    name: str
    address: str
    link: str = ""
    consents: tuple[str, ...] = UNDER_A_LETTER

    def opens_the_link(self) -> None:
        """Open the invitation and read the whole letter; the address does not keep the token."""
        self.link = self.link or self.letterbox.link_for(self.address, "signature")
        self.visitor.visit(self.link)
        assert self.link.rpartition("/")[2] not in self.visitor.url

    def asks_for_the_code_and_types_it(self) -> None:
        """Ask for a code; a wrong one is refused in words, the mailed one opens the way."""
        self.visitor.follow("Sign this letter")
        self.visitor.press("Mail me the code")
        self.visitor.field("Code from the mail").fill(self.letterbox.code_for(self.address))
        self.visitor.press("Continue")

    def consents_and_signs(self, printed: str | None = None) -> None:
        """Choose how the name is printed, agree, sign; a receipt comes by mail."""
        if printed:
            self.visitor.field("Your name as it will be printed").fill(printed)
        self.agrees_and_signs()
        receipt = self.letterbox.next_to(self.address, "signed")
        assert printed is None or printed in receipt
        assert "SHA-256" in receipt
        assert "Commitment" in receipt

    def agrees_and_signs(self, said: str = "You have signed", *more: str) -> None:
        """Agree to be printed and shown, and sign."""
        for consent in self.consents:
            self.visitor.field(consent).check()
        self.visitor.press("Sign the letter")
        self.visitor.reads(said, *(more or ("Receipt",)))

    def signs(self, printed: str | None = None) -> None:
        """From the link to the receipt."""
        self.opens_the_link()
        self.asks_for_the_code_and_types_it()
        self.consents_and_signs(printed)

    def renews_after_reading_what_changed(self, removed: str, added: str) -> None:
        """The mail says that the text changed; one page shows the difference, the name, the consents and the code."""
        self.visitor.visit(self.letterbox.link_for(self.address, "changed"))
        self.visitor.reads("What has changed since version 2")
        assert removed in self.visitor.page.locator("del").first.inner_text()
        assert added in self.visitor.page.locator("ins").first.inner_text()
        self.visitor.follow("Renew my signature")
        for consent in self.consents:
            self.visitor.field(consent).check()
        self.visitor.press("Mail me the code")
        self.visitor.reads("What has changed since version 2")
        self.visitor.field("Code from the mail").fill(self.letterbox.code_for(self.address))
        self.visitor.press("Renew my signature")
        self.visitor.reads("You have signed", *self.consents)
        assert "SHA-256" in self.letterbox.next_to(self.address, "signed")

    def declines(self) -> None:
        """Decline on a second page, so that no stray click does."""
        self.opens_the_link()
        self.visitor.follow("I do not want to sign")
        self.visitor.press("Decline")
        self.visitor.reads("Tick the box to decline.")
        self.visitor.field("I do not sign this letter.").check()
        self.visitor.press("Decline")
        self.visitor.reads("declined")
