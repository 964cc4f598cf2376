"""Reading mail as its recipient: waits for it, finds the code or the link in it."""

import re
import time
from dataclasses import dataclass, field

from tests.support.smtp import Office, Received

PATIENCE = 20.0


@dataclass
class Letterbox:
    """All mail that the site sends to people. Each mail is read once."""

    office: Office
    read: set[int] = field(default_factory=set)

    def next_to(self, address: str, about: str = "") -> str:
        """The text of the next unread mail to the address whose subject has these words; waits for it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for place, mail in enumerate(self.office.received):
                if place not in self.read and self._is(mail, address, about):
                    self.read.add(place)
                    return text_of(mail)
            time.sleep(0.05)
        subjects = [(mail.recipients, mail.mail["Subject"]) for mail in self.office.received]
        raise AssertionError(f"No mail to {address} about {about!r}; there are {subjects}")

    def code_for(self, address: str) -> str:
        """The code in the next mail to the address."""
        found = re.search(r"\b(\d{6})\b|\b(\d{3} \d{3})\b", self.next_to(address, "code"))
        assert found, f"no code in the mail to {address}"
        return found[0]

    def link_for(self, address: str, about: str = "") -> str:
        """The first link in the next mail to the address."""
        found = re.search(r"https?://\S+", self.next_to(address, about))
        assert found, f"no link in the mail to {address}"
        return found[0]

    @staticmethod
    def _is(mail: Received, address: str, about: str) -> bool:
        return address in mail.recipients and about.lower() in str(mail.mail["Subject"]).lower()


def text_of(mail: Received) -> str:
    """The plain text of a mail."""
    part = mail.mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
