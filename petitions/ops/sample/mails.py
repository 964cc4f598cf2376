"""The sample's mails: none leaves, each ends as its story tells.

A newcomer who opens the mailbox finds the mails that they cause, not a hundred older ones. So each mail of the sample
takes the steps of a real one through the outbox at once, with the answer that a mail server would have given.
Whatever belongs to it follows as always: invitations become sent, letters accepted or refused, secrets are emptied.
"""

import re
from collections.abc import Mapping
from email import message_from_string, policy

from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db
from petitions.outbox import queries, service
from petitions.outbox.models import Message
from petitions.outbox.rules import Outcome, Parcel, meaning
from petitions.outbox.states import MessageState
from petitions.signing.models import Invitation

SERVER = "mail.sample.example"
ACCEPTED = "250 2.0.0 accepted for delivery"
BATCH = 100
CODES = ("sign_code", "supporter_code")
CODE = re.compile(r"^\s*(\d{3}) (\d{3})\s*$", re.MULTILINE)


def deliver(answers: Mapping[str, str] | None = None) -> None:
    """End every mail that waits. ``answers`` holds what servers said, by recipient; any other mail was accepted."""
    while waiting := queries.due(now(), BATCH):
        for message_id in waiting:
            parcel = service.claim(message_id, SERVER)
            if parcel is not None:
                service.conclude(parcel, _outcome(parcel, answers or {}))


def digits_for(invitation: Invitation) -> str:
    """The code as its bearer reads it, in the mail that waits to be sent."""
    query = select(Message).where(
        Message.ref == invitation.id, Message.kind.in_(CODES), Message.state == MessageState.QUEUED
    )
    mail = message_from_string(db.session.scalars(query).one().source, policy=policy.default)
    body = mail.get_body(("plain",))
    found = CODE.search(body.get_content()) if body else None
    if found is None:
        raise LookupError("A mail with a code has no code in it.")
    return "".join(found.groups())


def _outcome(parcel: Parcel, answers: Mapping[str, str]) -> Outcome:
    code, _, text = answers.get(parcel.recipient, ACCEPTED).partition(" ")
    return Outcome(meaning(int(code)), text, int(code), "after the final dot")
