"""What lies in the outbox, read as its recipient would read it."""

import re
from email import message_from_string
from email.message import EmailMessage
from email.policy import default

from sqlalchemy import select

from petitions.core.db import db
from petitions.core.sealed import keyring
from petitions.outbox.models import Message


def mails_to(address: str) -> list[EmailMessage]:
    """The mails to an address, oldest first."""
    query = select(Message).where(Message.recipient_index == keyring().index(address)).order_by(Message.created_at)
    return [message_from_string(row.source, policy=default) for row in db.session.scalars(query)]


def text_of(mail: EmailMessage) -> str:
    """The words of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def code_for(address: str) -> str:
    """The digits of the newest code mailed to the address."""
    found = re.search(r"^\s*(\d{3}(?: \d{3})+)\s*$", text_of(mails_to(address)[-1]), re.M)
    assert found is not None
    return found[1]


def link_for(address: str) -> str:
    """The path of the link in the newest mail to the address, as the browser of a test asks for it."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text_of(mails_to(address)[-1]))
    assert found is not None
    return found[1]
