"""A receipt follows the leaf of a signature: owed once it has its place, written when it is sent, and never twice."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.ledger import service as ledger
from petitions.outbox import service as outbox
from petitions.outbox import worker
from petitions.outbox.models import Message
from petitions.outbox.rules import PAUSES, Parcel
from petitions.people.models import Address
from petitions.signing.mail import RECEIPT
from petitions.signing.models import Signature
from tests.factories import a_roster, changed, saved
from tests.signing.scene import Desk, address_of, ask, sign, withdraw


@pytest.fixture
def signed(desk: Desk) -> Signature:
    """Somebody who has signed a moment ago."""
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    assert signature is not None
    return signature


def place() -> None:
    """What the worker does every second."""
    with transaction():
        ledger.sequence()


def receipts() -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == RECEIPT)))


def send(message: Message) -> Parcel | None:
    """Take the mail for sending, as the worker does."""
    with transaction():
        return outbox.claim(message.id, "mail.example")


def test_nobody_waits_for_a_mail_to_be_written_when_signing(signed: Signature) -> None:
    assert receipts() == []
    place()
    (owed,) = receipts()
    assert (owed.ref, owed.is_promised, owed.source) == (signed.id, True, "")


def test_it_is_written_when_it_is_sent_and_is_the_same_mail_at_every_try(signed: Signature) -> None:
    place()
    (owed,) = receipts()
    parcel = send(owed)
    assert parcel is not None
    assert parcel.recipient == address_of(signed.invitation.person)
    assert b"you have signed this letter" in parcel.source
    assert owed.message_id.encode() in parcel.source
    assert db.session.get_one(Message, owed.id).source.encode() == parcel.source


def test_placing_again_owes_no_second_receipt(signed: Signature) -> None:
    place()
    place()
    assert len(receipts()) == 1


def test_whoever_has_taken_the_signature_back_meanwhile_is_not_told_that_it_stands(signed: Signature) -> None:
    withdraw(signed.invitation)
    place()
    (owed,) = receipts()
    assert send(owed) is None
    assert db.session.get_one(Message, owed.id).state == "cancelled"
    assert "taken back" in owed.last_words


def test_it_goes_where_the_code_went_whatever_is_registered_since(signed: Signature) -> None:
    place()
    before = address_of(signed.invitation.person)
    changed(signed.invitation.person.addresses[0], superseded_at=signed.created_at)
    saved(
        Address(
            person_id=signed.person_id,
            roster_id=a_roster().id,
            address="successor@parliament.example",
            registered_at=now(),
        )
    )
    (owed,) = receipts()
    parcel = send(owed)
    assert parcel is not None
    assert parcel.recipient == before


def test_one_that_cannot_be_written_is_tried_as_often_as_any_mail_and_then_has_failed(
    app: Flask, signed: Signature
) -> None:
    place()
    (owed,) = receipts()
    changed(owed, ref=uuid4())
    for _again in range(len(PAUSES) + 1):
        changed(db.session.get_one(Message, owed.id), due_at=owed.created_at)
        worker.look()
    failed = db.session.get_one(Message, owed.id)
    assert (failed.state, failed.attempt_count) == ("failed", len(PAUSES) + 1)
    assert "could not be written" in failed.last_words
