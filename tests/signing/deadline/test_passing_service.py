"""From the deadline on nobody signs, whether or not the worker has looked yet."""

from datetime import timedelta

import pytest
from flask import Flask

from petitions.core.db import db, transaction
from petitions.signing import service
from petitions.signing.errors import NotOpen
from petitions.signing.models import Invitation, Signature
from tests.factories import a_member, a_next_version
from tests.signing.deadline.scene import SOON, closes, extend, passed
from tests.signing.scene import MENDED, Desk, ask, count, sign, signatory, withdraw


def test_a_code_asked_for_in_time_signs_nothing_once_the_deadline_has_passed(desk: Desk) -> None:
    _person, invitation = desk.invited()
    closes(desk, SOON)
    digits = ask(invitation)
    passed(desk)
    with pytest.raises(NotOpen):
        sign(invitation, digits)
    assert count(Signature) == 0
    closes(desk, SOON)
    assert sign(db.session.get_one(Invitation, invitation.id), digits) is not None


def test_nothing_is_asked_declined_or_sent_out_after_the_deadline(desk: Desk) -> None:
    _person, invitation = desk.invited()
    other = a_member(given="Rasa")
    passed(desk)
    with pytest.raises(NotOpen):
        ask(invitation)
    with pytest.raises(NotOpen, match="nothing to decline"), transaction():
        service.decline(signatory(invitation), invitation)
    with pytest.raises(NotOpen, match="not open now"), transaction():
        service.invite(desk.actor, desk.campaign, other)


def test_what_was_signed_in_time_is_still_taken_back(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    passed(desk)
    assert withdraw(db.session.get_one(Invitation, invitation.id))


def test_a_text_is_not_opened_for_signature_after_its_deadline(desk: Desk) -> None:
    version = a_next_version(desk.campaign, MENDED, desk.author, desk.colleague)
    campaign = passed(desk)
    with pytest.raises(NotOpen, match="Set a later one first"), transaction():
        service.open_for_signature(desk.actor, campaign, version)
    extend(desk)
    with transaction():
        service.open_for_signature(desk.actor, campaign, version)


def test_a_deadline_a_moment_ahead_still_lets_people_sign(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    closes(desk, timedelta(minutes=1))
    assert sign(invitation, ask(invitation)) is not None
