"""The mails that the file transport wrote, read back for people who try things out without a mail server."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from itertools import islice
from pathlib import Path
from typing import NamedTuple

ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]")
WRITTEN_AT = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Line:
    """One mail in the list."""

    name: str
    at: datetime
    to: str
    sender: str
    subject: str


class Piece(NamedTuple):
    """A piece of text, and the address that it leads to, if any."""

    text: str
    href: str | None = None


@dataclass(frozen=True)
class Attached:
    """A file that came with a mail."""

    number: int
    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail, read whole."""

    line: Line
    text: str
    attachments: tuple[Attached, ...]


def lines(folder: Path, to: str = "", limit: int = 100) -> list[Line]:
    """The newest mails first; with ``to``, those whose recipient contains it."""
    wanted = to.strip().casefold()
    found = (line for line in _newest(folder) if wanted in line.to.casefold())
    return list(islice(found, limit))


def read(folder: Path, name: str) -> Mail | None:
    """The mail in the file of that name; None where there is none. Names that lead elsewhere find nothing."""
    path = next((path for path in folder.glob("*.eml") if path.name == name), None)
    if path is None:
        return None
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    body = mail.get_body(("plain",))
    return Mail(_line(path, mail), str(body.get_content()) if body else "", tuple(_attachments(mail)))


def pieces(text: str, base_url: str) -> list[Piece]:
    """The text, cut so that addresses on this server can be followed and no others."""
    found, begin = [], 0
    for match in ADDRESS.finditer(text):
        if match[0] == base_url or match[0].startswith(f"{base_url}/"):
            found += [Piece(text[begin : match.start()]), Piece(match[0], match[0])]
            begin = match.end()
    return [piece for piece in [*found, Piece(text[begin:])] if piece.text]


def _newest(folder: Path) -> Iterator[Line]:
    parser = BytesHeaderParser(policy=policy.default)
    for path in sorted(folder.glob("*.eml"), reverse=True):
        with path.open("rb") as file:
            yield _line(path, parser.parse(file))


def _line(path: Path, mail: EmailMessage) -> Line:
    at = datetime.strptime(path.name.partition("-")[0], WRITTEN_AT).replace(tzinfo=UTC)
    return Line(path.name, at, str(mail["To"]), str(mail["From"]), str(mail["Subject"]))


def _attachments(mail: EmailMessage) -> Iterator[Attached]:
    for number, part in enumerate(mail.iter_attachments(), start=1):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield Attached(number, part.get_filename() or f"{number}", part.get_content_type(), content)
