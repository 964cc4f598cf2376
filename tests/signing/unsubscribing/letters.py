"""Mail as it truly leaves: through the worker into files, read back byte by byte."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from flask import Flask

from petitions.core.db import db, transaction
from petitions.ledger import service as ledger
from petitions.outbox.worker import look


def sent(app: Flask) -> list[EmailMessage]:
    """Do what the worker does, and read every mail that has left so far, the oldest first."""
    with transaction():
        ledger.sequence()
    look()
    db.session.expire_all()
    return [message_from_bytes(raw, policy=default) for raw in sent_bytes(app)]


def sent_bytes(app: Flask) -> list[bytes]:
    """The mails that have left, as they lie in the folder."""
    folder = app.config["SETTINGS"].mail_folder
    return [path.read_bytes() for path in sorted(folder.glob("*.eml"))] if folder.exists() else []


def stopping_link(mail: EmailMessage) -> str:
    """Where the mail is stopped in one click, as the browser of a test asks for it."""
    found = re.fullmatch(r"<https?://[^/]+(/.+)>", str(mail["List-Unsubscribe"]))
    assert found is not None
    return found[1]
