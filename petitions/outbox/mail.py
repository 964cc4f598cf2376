"""One way to write a mail: a folder of three templates becomes one message in the outbox."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import make_msgid
from typing import Any
from uuid import UUID

from flask import current_app

from petitions.core.clock import now
from petitions.core.db import after_commit, db
from petitions.core.i18n import spoken
from petitions.outbox.models import Message
from petitions.outbox.queue import wake

PARTS = ("subject.txt", "body.txt", "body.html")


class AsItIs(UnstructuredHeader, BaseHeader):
    """A header that holds a link: folded or encoded, as the library does with long words, no mail program reads it."""

    def fold(self, *, policy: Policy) -> str:
        """The header in one line."""
        return f"{self.name}: {self}{policy.linesep}"


def _headers() -> HeaderRegistry:
    headers = HeaderRegistry()
    headers.map_to_type("list-unsubscribe", AsItIs)
    return headers


POLICY = SMTP.clone(cte_type="7bit", header_factory=_headers())


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    filename: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True)
class Envelope:
    """To whom a mail goes, for which business, and under which promise.

    ``once``: at most once (letters); otherwise at least once. ``secret``: it carries a code or link, so its
    text is emptied once it has left. ``expires_at``: not worth sending after this moment.
    ``reply_to``: who answers reaches this address. ``unsubscribe``: where a mail that is no direct answer to an action
    is stopped in one click (RFC 8058); a POST there needs no session.
    """

    kind: str
    ref: UUID
    to: str
    organisation_id: UUID | None = None
    from_name: str = "Undersigned"
    reply_to: str = ""
    unsubscribe: str = ""
    once: bool = False
    secret: bool = False
    expires_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Rendered:
    """A mail in words: the subject, and the text twice."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Mail:
    """A mail that is not in the outbox yet."""

    envelope: Envelope
    said: Rendered


def render(template: str, **context: Any) -> Rendered:
    """The mail that `templates/email/<template>/` makes, to be looked at or to be posted.

    It knows nothing of the page on which it is made: not who is signed in there, nor where one could go.
    """
    templates, told = current_app.jinja_env, {**spoken(), **context}
    subject, text, html = (templates.get_template(f"email/{template}/{part}").render(told) for part in PARTS)
    return Rendered(" ".join(subject.split()), text, html)


def post(template: str, envelope: Envelope, **context: Any) -> Message:
    """Render `templates/email/<template>/` and put the mail into the outbox, in the caller's transaction."""
    message = post_later(template, envelope, **context)
    db.session.flush()
    return message


def post_later(template: str, envelope: Envelope, **context: Any) -> Message:
    """The same without writing at once: of many mails, the caller's flush writes all in one statement."""
    return put(Mail(envelope, render(template, **context)))


def put(mail: Mail) -> Message:
    """Add a mail to the outbox; the caller's flush writes it, and the worker sends it after the commit."""
    envelope = mail.envelope
    message = _message(
        now(),
        kind=envelope.kind,
        ref=envelope.ref,
        organisation_id=envelope.organisation_id,
        once=envelope.once,
        secret=envelope.secret,
        expires_at=envelope.expires_at,
    )
    write(message, mail)
    return message


def promise(kind: str, ref: UUID, organisation_id: UUID | None, since: datetime) -> Message:
    """Add a mail to the outbox that is written only when it is sent, by what `wiring.WRITTEN_LATE` names for its kind.

    For mails that many wait for at once. It is owed ``since`` what it tells of happened, carries secrets, and goes at
    least once.
    """
    unwritten = {"recipient_sealed": b"", "recipient_index": "", "sender": "", "subject": ""}
    of_kind = {"kind": kind, "ref": ref, "organisation_id": organisation_id, "once": False, "secret": True}
    return _message(since, **of_kind, **unwritten)


def write(message: Message, mail: Mail) -> None:
    """Write the mail into its row. Under its Message-ID it is the same mail, however often it is tried."""
    source = _compose(mail.envelope, mail.said, message.message_id)
    message.recipient = mail.envelope.to
    message.sender, message.subject = str(source["From"]), mail.said.subject
    message.source = source.as_bytes(policy=SMTP).decode("ascii")


def _message(moment: datetime, **columns: Any) -> Message:
    domain = current_app.config["SETTINGS"].mail_from.rpartition("@")[2]
    message = Message(message_id=make_msgid(domain=domain), created_at=moment, due_at=moment, **columns)
    db.session.add(message)
    after_commit(wake)
    return message


def _compose(envelope: Envelope, said: Rendered, message_id: str) -> EmailMessage:
    sender = Address(envelope.from_name, addr_spec=current_app.config["SETTINGS"].mail_from)
    mail = EmailMessage(policy=POLICY)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=envelope.to)
    if envelope.reply_to:
        mail["Reply-To"] = Address(envelope.from_name, addr_spec=envelope.reply_to)
    mail["Subject"] = said.subject
    mail["Date"] = now()
    mail["Message-ID"] = message_id
    if envelope.unsubscribe:
        mail["List-Unsubscribe"] = f"<{envelope.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if not envelope.once:
        # RFC 3834: a machine answers to something done here. A letter is written by people, and wants an answer.
        mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(said.text)
    mail.add_alternative(said.html, subtype="html")
    for attachment in envelope.attachments:
        main, _, sub = attachment.media_type.partition("/")
        mail.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.filename)
    return mail
