"""A campaign is locked before its invitation, by one statement, so that nobody waits for another in a circle."""

import threading

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from petitions.core.db import db, transaction
from petitions.signing.models import Invitation
from petitions.signing.taking_up import taken_up
from tests.signing.scene import Desk
from tests.support.cost import counted

NOWAIT = text("SELECT id FROM invitations WHERE id = :id FOR UPDATE NOWAIT")
OF_CAMPAIGN = text("SELECT id FROM campaigns WHERE id = :id FOR UPDATE")


def test_two_statements_lock_and_read_what_signing_rests_on(desk: Desk) -> None:
    invitation_id = desk.invited()[1].id
    with transaction(), counted() as statements:
        invitation = taken_up(invitation_id)
        assert invitation.open_version is not None
        known = (invitation.person.mandates, invitation.person.addresses, invitation.campaign.organisation.name)
        assert all(known)
        assert invitation.open_version.text.language == "en"
        assert invitation.preparation is invitation.supporter is None
        assert invitation.signatures == invitation.person.merges == []
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


def test_whoever_waits_for_the_campaign_does_not_hold_the_invitation(app: Flask, desk: Desk) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer")
    invitation: Invitation = desk.invited()[1]
    invitation_id, campaign_id = invitation.id, invitation.campaign_id
    began = threading.Event()

    def take() -> None:
        with app.app_context(), transaction():
            began.set()
            taken_up(invitation_id)

    other = create_engine(db.engine.url)
    with other.connect() as closing, other.connect() as third:
        closing.execute(OF_CAMPAIGN, {"id": campaign_id})
        waiting = threading.Thread(target=take)
        waiting.start()
        assert began.wait(10)
        _until_it_waits(third)
        third.execute(NOWAIT, {"id": invitation_id})
        third.rollback()
        closing.rollback()
        waiting.join(10)
        with transaction():
            taken_up(invitation_id)
            with pytest.raises(OperationalError):
                third.execute(NOWAIT, {"id": invitation_id})
    other.dispose()


def _until_it_waits(connection) -> None:
    """Come back once somebody waits for a lock."""
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(1000):
        if connection.execute(waits).scalar_one():
            connection.rollback()
            return
        connection.rollback()
        threading.Event().wait(0.01)
    raise AssertionError("Nobody came to wait.")
