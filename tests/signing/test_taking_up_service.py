"""A campaign is locked before its invitation, by one statement, so that nobody waits for another in a circle."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import create_engine, text, update
from sqlalchemy.exc import OperationalError

from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing.models import Invitation
from petitions.signing.taking_up import taken_up
from tests.signing.appeal import Appeal
from tests.signing.scene import Desk
from tests.signing.supporters.petition import Petition, ask, supporter_at
from tests.support.cost import counted

NOWAIT = text("SELECT id FROM invitations WHERE id = :id FOR UPDATE NOWAIT")
OF_CAMPAIGN = text("SELECT id FROM campaigns WHERE id = :id FOR UPDATE")


def rests_on(invitation: Invitation) -> None:
    """What signing looks at, whoever signs, is there."""
    assert invitation.open_version is not None
    assert invitation.open_version.text.language == "en"
    assert invitation.campaign.open_version_id == invitation.open_version.id
    assert invitation.signatures == invitation.person.merges == []


@contextmanager
def two_statements() -> Iterator[None]:
    """One that locks and one that reads, and no more for what is looked at afterwards."""
    with transaction(), counted() as statements:
        yield
    lock, *read = [one for one in statements if one.startswith("SELECT")]
    assert len(read) == 1
    if db.engine.dialect.name == "postgresql":
        assert "FOR UPDATE OF campaigns, invitations" in lock
        assert "FOR UPDATE" not in read[0]


def test_two_statements_lock_and_read_on_what_a_member_signs(desk: Desk) -> None:
    invitation_id = desk.invited()[1].id
    with two_statements():
        invitation = taken_up(invitation_id)
        rests_on(invitation)
        assert all((invitation.person.mandates, invitation.person.addresses))
        assert invitation.preparation is invitation.supporter is None


def test_two_statements_lock_and_read_on_what_an_organisation_signs(app: Flask) -> None:
    appeal = Appeal()
    organisation = appeal.organisation()
    row = appeal.speaker(organisation)
    appeal.head(organisation)
    invitation_id = appeal.ask(row).id
    with two_statements():
        invitation = taken_up(invitation_id)
        rests_on(invitation)
        assert invitation.preparation is invitation.supporter is None
        assert invitation.representative is not None
        assert [head.name for head in invitation.representative.organisation.heads] == ["Ona Testė"]


def test_two_statements_lock_and_read_on_what_a_member_of_the_public_signs(app: Flask) -> None:
    ask(Petition().campaign)
    supporter = supporter_at()
    assert supporter is not None
    invitation_id = supporter.invitation_id
    with two_statements():
        invitation = taken_up(invitation_id)
        rests_on(invitation)
        assert invitation.supporter is not None
        assert invitation.supporter.country == "LT"
        assert invitation.campaign.organisation.name


def test_what_was_read_before_the_locks_is_read_anew(desk: Desk) -> None:
    invitation_id = desk.invited()[1].id
    with transaction() as session:
        before = session.get_one(Invitation, invitation_id)
        assert (before.person.surname, before.preparation, before.signatures) == ("Žemaitė-Testė", None, [])
        renamed = update(Person).where(Person.id == before.person_id).values(surname="Other")
        session.execute(renamed, execution_options={"synchronize_session": False})
        assert before.person.surname == "Žemaitė-Testė"
        assert taken_up(invitation_id).person.surname == "Other"


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
