"""A real mail server for tests, on this machine: it does to each recipient what the test has told it to."""

import asyncio
import socket
import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG = "hang"
DROP = "drop"
SLOW = "slow"
HOLD = "hold"


@dataclass(frozen=True)
class Received:
    """One mail that reached the final dot, whatever was answered to it."""

    sender: str
    recipients: tuple[str, ...]
    source: bytes
    answer: str

    @property
    def mail(self) -> EmailMessage:
        """The mail, parsed."""
        return message_from_bytes(self.source, policy=policy.SMTP)  # type: ignore[return-value]


@dataclass
class Office:
    """What the server does. An answer is a reply line such as "451 4.3.0 Try later", or `HANG`, `DROP`, `SLOW`,
    or `HOLD`: 250, but not before the test says ``go_on.set()``.

    Answers are used up one by one; afterwards, and for everybody else, it is 250.
    """

    received: list[Received] = field(default_factory=list)
    at_rcpt: dict[str, deque[str]] = field(default_factory=dict)
    at_end: dict[str, deque[str]] = field(default_factory=dict)
    connections: int = 0
    go_on: Event = field(default_factory=Event)

    def answer(self, recipient: str, *answers: str, at: str = "end") -> None:
        """Answer so to the next mails for the recipient, at RCPT ("rcpt") or after the final dot ("end")."""
        (self.at_rcpt if at == "rcpt" else self.at_end)[recipient] = deque(answers)

    def forget(self) -> None:
        """Know of no mail and of no answers any more."""
        self.received.clear()
        self.at_rcpt.clear()
        self.at_end.clear()
        self.connections = 0

    def to(self, recipient: str) -> list[Received]:
        """What came for one recipient."""
        return [mail for mail in self.received if recipient in mail.recipients]

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = await self._do(server, _next(self.at_rcpt, address))
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = _next(self.at_end, envelope.rcpt_tos[0])
        content = envelope.original_content or b""
        self.received.append(Received(str(envelope.mail_from), tuple(envelope.rcpt_tos), content, answer))
        return await self._do(server, answer)

    async def _do(self, server: SMTP, answer: str) -> str:
        if answer == HANG:
            await asyncio.sleep(3_600)
        if answer == SLOW:
            await asyncio.sleep(1.5)
            return "250 2.0.0 Ok, at last"
        if answer == HOLD:
            await asyncio.to_thread(self.go_on.wait, 60)
            return "250 2.0.0 Ok, as I was told"
        if answer == DROP:
            server.transport.abort()
        return answer


def _next(script: dict[str, deque[str]], recipient: str) -> str:
    answers = script.get(recipient)
    return answers.popleft() if answers else "250 2.0.0 Ok"


@dataclass(frozen=True)
class Running:
    """A running server."""

    office: Office
    port: int

    @property
    def environ(self) -> dict[str, str]:
        """The settings that send all mail to it."""
        return {"MAIL_TRANSPORT": "smtp", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.port)}


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, **options: Any) -> Iterator[Running]:
    """Run a server for the length of the block; with a certificate it insists on STARTTLS."""
    office = Office()
    secure = {"tls_context": tls, "require_starttls": True} if tls else {}
    controller = Controller(office, hostname="127.0.0.1", port=free_port(), **secure, **options)
    controller.start()
    try:
        yield Running(office, controller.port)
    finally:
        controller.stop()
