"""What a mail server says when it brings a mail back: for whom, why, and which mail it was. Nothing is trusted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from flufl.bounce import all_failures

# Bytes and characters. A server quotes the mail that it brings back, of which nothing after the headers is needed.
LONGEST = 100_000
LONGEST_SAID = 2_000
MAILED_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


@dataclass(frozen=True)
class Report:
    """One mail that says that another can't be delivered and won't be tried again.

    ``written_to``: the addresses that it came to. ``failed``: for whom it is, in lower case. ``quoted``: the
    Message-ID of the mail that it quotes, empty where it quotes none. ``said``: the server's own words, if any.
    """

    written_to: tuple[str, ...]
    failed: frozenset[str]
    quoted: str
    said: str


def read(source: bytes) -> Report | None:
    """Read a mail that came to the address for bounces (RFC 3464, and what older servers write instead).

    None where it is something else: an answer by a person or a machine, a server that will go on trying, or what
    nobody can read.
    """
    try:
        mail = message_from_bytes(source[:LONGEST])
        if not mail.get("From"):
            # The library stumbles over a mail that names no sender.
            del mail["From"]
            mail["From"] = "MAILER-DAEMON"
        _for_now, for_good = all_failures(mail)
        return _report(mail, for_good) if for_good else None
    except Exception:  # noqa: BLE001
        # Neither library is safe from mails that are made to confuse; one of these must not hold up the others.
        return None


def _report(mail: Message, for_good: Iterable[bytes]) -> Report:
    return Report(
        written_to=tuple(address for name in MAILED_TO for address in _addresses(mail, name)),
        failed=frozenset(address.decode("ascii", "replace").casefold() for address in for_good),
        quoted=next(_quoted(mail), ""),
        said=next(_said(mail), ""),
    )


def _addresses(mail: Message, name: str) -> list[str]:
    return [address for _name, address in getaddresses(map(str, mail.get_all(name, [])))]


def _quoted(mail: Message) -> Iterator[str]:
    """The ids of the mails that are inside, whole or by their headers."""
    for part in mail.walk():
        headers = part.get_payload(decode=True) if part.get_content_type() == "text/rfc822-headers" else None
        inside = message_from_bytes(headers) if isinstance(headers, bytes) else part
        if inside is not mail and (found := str(inside.get("Message-ID", "")).strip()):
            yield found


def _said(mail: Message) -> Iterator[str]:
    """Why each recipient of a delivery status failed: the words of the last server, else the code (RFC 3464, 2.3)."""
    for part in mail.walk():
        if str(part.get("Action", "")).strip().casefold() != "failed":
            continue
        diagnosis = str(part.get("Diagnostic-Code", ""))
        kind, _, words = diagnosis.partition(";")
        said = words if kind.strip().casefold() == "smtp" else diagnosis
        if said := " ".join((said or str(part.get("Status", ""))).split()):
            yield said[:LONGEST_SAID]
