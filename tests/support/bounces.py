"""What mail servers write when they bring a mail back, and the Maildir in which it arrives."""

from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

from tests.support.smtp import Received

GONE = "smtp; 550 5.1.1 <{address}>: no such mailbox"


def report(written_to: str, failed: str, *, quoted: str = "", action: str = "failed", said: str = GONE) -> bytes:
    """A delivery status (RFC 3464) for one address, with the headers of the mail that it brings back."""
    status = "\r\n".join(
        (
            "Reporting-MTA: dns; relay.example",
            "",
            f"Final-Recipient: rfc822; {failed}",
            f"Action: {action}",
            f"Status: {'5.1.1' if action == 'failed' else '4.4.7'}",
            f"Diagnostic-Code: {said.format(address=failed)}",
        )
    )
    boundary = "=_of_the_report"
    parts = (
        ("text/plain", "I am sorry. Your mail could not be delivered."),
        ("message/delivery-status", status),
        ("text/rfc822-headers", f"Message-ID: {quoted}\r\nSubject: Please sign" if quoted else "Subject: Please sign"),
    )
    head = "\r\n".join(
        (
            "From: Mail Delivery System <MAILER-DAEMON@relay.example>",
            f"To: {written_to}",
            "Subject: Undelivered Mail Returned to Sender",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"',
        )
    )
    body = "".join(f"--{boundary}\r\nContent-Type: {kind}\r\n\r\n{text}\r\n\r\n" for kind, text in parts)
    return f"{head}\r\n\r\n{body}--{boundary}--\r\n".encode()


def of(received: Received, **more: str) -> bytes:
    """The report on a mail that a server took a moment ago, written to the sender on its envelope."""
    return report(received.sender, received.recipients[0], quoted=str(received.mail["Message-ID"]), **more)


def out_of_office(written_to: str) -> bytes:
    """What a machine answers on behalf of somebody who is away."""
    answer = EmailMessage()
    answer["From"], answer["To"] = "member@parliament.example", written_to
    answer["Subject"], answer["Auto-Submitted"] = "Out of office", "auto-replied"
    answer.set_content("I am back on Monday. Your mail was not delivered to anybody else.")
    return answer.as_bytes()


class Maildir:
    """A folder as a mail server fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("new", "cur", "tmp"):
            (folder / part).mkdir(parents=True, exist_ok=True)

    @property
    def environ(self) -> dict[str, str]:
        """The settings that have mails come back to it."""
        return {"BOUNCE_ADDRESS": "bounces@undersigned.example", "BOUNCE_FOLDER": str(self.folder)}

    def put(self, mail: bytes) -> Path:
        """Let a mail arrive."""
        file = self.folder / "new" / f"{uuid4()}.relay"
        file.write_bytes(mail)
        return file

    def files(self, part: str) -> list[Path]:
        """What lies in one of its three parts."""
        return sorted((self.folder / part).iterdir())
