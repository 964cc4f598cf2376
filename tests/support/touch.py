"""A device that keeps passkeys, inside Chromium: its virtual authenticator, led by the protocol of its debugger.

The site has to be visited at `localhost`: to an address of numbers no passkey can belong.
"""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class TouchDevice:
    """The device of whoever sits before this page. It answers at once."""

    page: Page
    session: CDPSession = field(init=False)
    which: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.session = self.page.context.new_cdp_session(self.page)
        self.session.send("WebAuthn.enable")
        found = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.which = {"authenticatorId": found["authenticatorId"]}

    def knows_its_bearer(self, knows: bool) -> None:
        """Let the next finger be the right one, or a stranger's."""
        self.session.send("WebAuthn.setUserVerified", {**self.which, "isUserVerified": knows})

    def keys(self) -> int:
        """How many passkeys it keeps."""
        return len(self.session.send("WebAuthn.getCredentials", self.which)["credentials"])
