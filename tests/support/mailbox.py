"""What lies in the outbox, read as its recipient would read it."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from email import message_from_string
from email.message import EmailMessage
from email.policy import default

from flask import current_app
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.core.sealed import keyring
from petitions.ledger import service as ledger
from petitions.outbox.mail import write
from petitions.outbox.models import Message
from petitions.outbox.service import WRITTEN_LATE


def mails_to(address: str) -> list[EmailMessage]:
    """The mails to an address, oldest first."""
    write_what_is_promised()
    return [message_from_string(source, policy=default) for source in _sources_to(address)]


def write_what_is_promised() -> None:
    """Do what the worker does before it sends: give leaves their places, and write the mails that these bring."""
    with nullcontext() if db.session.info.get("in_transaction") else transaction():
        ledger.sequence()
        for message in db.session.scalars(select(Message).where(Message.recipient_index == "")):
            write(message, current_app.extensions[WRITTEN_LATE][message.kind](message.ref))


def text_of(mail: EmailMessage) -> str:
    """The words of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def code_for(address: str) -> str:
    """The digits of the newest code mailed to the address."""
    write_what_is_promised()
    found = (re.search(r"^\s*(\d{3}(?: \d{3})+)\s*$", text_of(mail), re.M) for mail in _newest_first(address))
    return next(one for one in found if one is not None)[1]


def link_for(address: str) -> str:
    """The path of the link in the newest mail to the address, as the browser of a test asks for it."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text_of(next(_newest_first(address))))
    assert found is not None
    return found[1]


def _newest_first(address: str) -> Iterator[EmailMessage]:
    # Reading all the others too would take longer than anything else that a test does with mail.
    return (message_from_string(source, policy=default) for source in reversed(_sources_to(address)))


def _sources_to(address: str) -> list[str]:
    query = select(Message).where(Message.recipient_index == keyring().index(address)).order_by(Message.created_at)
    return [row.source for row in db.session.scalars(query)]
