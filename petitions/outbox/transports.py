"""How a mail leaves: over SMTP, one recipient a transaction with the server's own words kept, or into a folder."""

import os
import smtplib
import ssl
from contextlib import suppress
from functools import partial
from typing import Any, Protocol
from urllib.parse import urlsplit

import flask_mail
from flask_babel import gettext as _

from petitions.core.clock import now, watch
from petitions.core.config import Settings
from petitions.outbox.rules import Outcome, Parcel, meaning, meaning_after_dot, meaning_before_mail, objection
from petitions.outbox.states import MessageState

S = MessageState
Reply = tuple[int, bytes]

# Seconds. A dozen slow steps and a slow answer after the final dot stay below `rules.LEASE_ONCE`.
STEP_TIMEOUT = 30.0
ANSWER_TIMEOUT = 120.0
MAX_WORDS = 2_000


class Transport(Protocol):
    """Something that takes mails, and says what became of each. ``host`` names it in the log of attempts."""

    host: str

    def send(self, parcel: Parcel) -> Outcome:
        """Hand over one mail."""

    def close(self) -> None:
        """Say goodbye."""


def open_transport(settings: Settings) -> Transport:
    """The transport that the settings ask for. Close it after use."""
    return SmtpTransport(settings) if settings.mail_transport == "smtp" else FileTransport(settings)


class Line(flask_mail.Connection):
    """A connection to the mail server that gives up in time and verifies whom it talks to."""

    local_name: str | None

    def configure_host(self) -> smtplib.SMTP:
        """Connect, secure the line and sign in. Raises ``OSError``, which `smtplib`'s errors are too."""
        connect = partial(smtplib.SMTP_SSL, context=ssl.create_default_context()) if self.mail.use_ssl else smtplib.SMTP
        host = connect(self.mail.server, self.mail.port, self.local_name, timeout=STEP_TIMEOUT)
        try:
            if self.mail.use_tls:
                host.starttls(context=ssl.create_default_context())
            if self.mail.username:
                host.login(self.mail.username, self.mail.password)
            host.ehlo_or_helo_if_needed()
        except OSError:
            host.close()
            raise
        return host


class SmtpTransport:
    """Hands mails to the mail server over one connection, opened at the first and mended when it breaks."""

    def __init__(self, settings: Settings) -> None:
        self.host = settings.smtp_host
        self._production = settings.production
        self._line = Line(_flask_mail(settings))
        self._line.local_name = urlsplit(settings.base_url).hostname
        self._used = False

    def send(self, parcel: Parcel) -> Outcome:
        """Hand over one mail. Never raises for what a server or network does."""
        reason = objection(self._production, self.host, parcel.recipient)
        if reason is not None:
            return Outcome(S.REFUSED, reason)
        try:
            answer = self._begin(parcel)
            if answer is None:
                return self._hand_over(parcel)
        except OSError as fault:
            self._drop()
            return Outcome(S.DEFERRED, _words(fault), getattr(fault, "smtp_code", None), "before the mail")
        self._start_over(answer)
        return answer

    def close(self) -> None:
        """Say goodbye."""
        if self._line.host is not None:
            with suppress(OSError):
                self._line.host.quit()
        self._drop()

    def _begin(self, parcel: Parcel) -> Outcome | None:
        """Name sender and recipient and ask to send: None when the server waits for the mail."""
        answer = _objected("MAIL", self._sender_named(parcel.sender))
        answer = answer or _objected("RCPT", self._server.rcpt(parcel.recipient))
        if answer is not None:
            return answer
        code, text = self._server.docmd("DATA")
        return None if code == 354 else Outcome(meaning_before_mail(code), _text(text), code, "DATA")

    def _hand_over(self, parcel: Parcel) -> Outcome:
        """Send the mail itself. Only from the final dot on can its fate be unknown.

        A worker that was held up until somebody else may send the letter hangs up instead: nothing was handed over.
        """
        if watch() > parcel.hand_over_by:
            self._drop()
            return Outcome(S.DEFERRED, _("Not sent: the worker was held up for too long."), None, "before the mail")
        # An error in here means that the last bytes, the dot among them, were not passed on.
        self._server.send(_with_final_dot(parcel.source))
        try:
            if self._server.sock is not None:
                self._server.sock.settimeout(ANSWER_TIMEOUT)
            code, text = self._server.getreply()
        except OSError as fault:
            self._drop()
            return Outcome(S.UNKNOWN, _words(fault), None, "after the final dot")
        answer = Outcome(meaning_after_dot(code), _text(text), code, "after the final dot")
        self._start_over(answer)
        return answer

    def _sender_named(self, sender: str) -> Reply:
        """Begin a transaction. A line that the server dropped since the last mail is opened anew."""
        if self._used:
            try:
                reply: Reply = self._server.mail(sender)
                if reply[0] != 421:
                    return reply
            except smtplib.SMTPServerDisconnected:
                pass
            self._drop()
        self._used = True
        return self._server.mail(sender)

    @property
    def _server(self) -> smtplib.SMTP:
        if self._line.host is None:
            self._line.host = self._line.configure_host()
        server: smtplib.SMTP = self._line.host
        return server

    def _start_over(self, answer: Outcome) -> None:
        """Leave the line ready for the next mail."""
        if answer.code == 421 or answer.result == S.UNKNOWN:
            self._drop()
            return
        try:
            if self._server.sock is not None:
                self._server.sock.settimeout(STEP_TIMEOUT)
            if answer.result != S.ACCEPTED:
                self._server.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        if self._line.host is not None:
            self._line.host.close()
        self._line.host = None
        self._used = False


class FileTransport:
    """Writes each mail as one file, for trying things out without a mail server."""

    host = "file"

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.mail_folder

    def send(self, parcel: Parcel) -> Outcome:
        """Write the mail. A file that is there is whole."""
        name = f"{now():%Y%m%dT%H%M%S%f}-{parcel.message_id}.eml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._folder / f".{name}.part"
            with unfinished.open("wb") as file:
                file.write(parcel.source)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(self._folder / name)
        except OSError as fault:
            return Outcome(S.DEFERRED, _words(fault))
        return Outcome(S.ACCEPTED, _("Written to a file."))

    def close(self) -> None:
        """Nothing is open."""


def _flask_mail(settings: Settings) -> Any:
    return flask_mail.Mail().init_mail(
        {
            "MAIL_SERVER": settings.smtp_host,
            "MAIL_PORT": settings.smtp_port,
            "MAIL_USE_TLS": settings.smtp_security == "starttls",
            "MAIL_USE_SSL": settings.smtp_security == "tls",
            "MAIL_USERNAME": settings.smtp_username,
            "MAIL_PASSWORD": settings.smtp_password,
        }
    )


def _objected(phase: str, reply: Reply) -> Outcome | None:
    code, text = reply
    result = meaning(code)
    return None if result == S.ACCEPTED else Outcome(result, _text(text), code, phase)


def _with_final_dot(source: bytes) -> bytes:
    """The mail as it travels: a lone dot ends it, so lines that begin with a dot get another (RFC 5321, 4.5.2)."""
    body = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in source.splitlines())
    return body + b"\r\n.\r\n"


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace")[:MAX_WORDS]


def _words(fault: OSError) -> str:
    said = getattr(fault, "smtp_error", None)
    return _text(said) if isinstance(said, bytes) else str(said or fault)[:MAX_WORDS]
