"""What is on file of people comes through the migrations, up and down, on both databases."""

from collections.abc import Callable
from datetime import date

from flask import Flask
from sqlalchemy import inspect, select

from petitions.core.db import db, transaction
from petitions.people import addressing, correcting, hand_queries, queries, roster_queries
from petitions.people.deciding import decide_rows
from petitions.people.hand_models import MandateByHand
from petitions.people.models import Address, Mandate, Person, Roster, RosterDraft, RowDecision, WaitingRow
from petitions.people.service import import_roster
from tests import factories
from tests.people.hand import DAY, Scene
from tests.people.rosters import csv_file, member

SPRING = date(2025, 3, 1)
FILE = csv_file(
    member("900001"), member("900002", email="b@gmail.com"), member("900003", country="xx"), member("900004", email="d")
)


def there_and_back(app: Flask, revision: str) -> None:
    """Go down to the revision and up again, each with a session of its own."""
    with app.app_context():
        app.extensions["alembic"].downgrade(revision)
    with app.app_context():
        app.extensions["alembic"].upgrade()


def decided_roster(scene: Scene) -> Roster:
    """A roster of which one row is taken, one refused, and one waits."""
    with transaction():
        roster = import_roster(scene.ada, FILE, "members.csv", "european_parliament", SPRING)
        taken, refused, _waits = roster.waiting
        decide_rows(scene.ada, roster, [taken], RowDecision.TAKEN, "Seen on the register.")
        decide_rows(scene.ada, roster, [refused], RowDecision.REFUSED, "No such state.")
    with transaction():
        (address,) = queries.proposed(scene.bo)
        addressing.confirm_address(scene.bo, address)
    return roster


def test_uploads_that_wait_are_kept(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        draft = factories.a_roster_draft(factories.an_organisation(), b"Name;Country\nRasa;lt\n")
    there_and_back(app, "0002")
    with app.app_context():
        kept = db.session.get_one(RosterDraft, draft.id)
        assert (kept.file, kept.filename) == (b"Name;Country\nRasa;lt\n", "roster.csv")


def test_rosters_from_before_uploads_waited_count_as_whole_and_honorifics_are_empty(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app()
    with app.app_context():
        scene = Scene()
        with transaction():
            import_roster(scene.ada, csv_file(member()), "members.csv", "european_parliament", SPRING)
    there_and_back(app, "0001")
    with app.app_context():
        roster = db.session.scalars(select(Roster)).one()
        person = db.session.scalars(select(Person)).one()
        assert (roster.is_whole, roster.is_by_hand, person.honorific) == (True, False, "")
        assert queries.mandate_at(person, SPRING).certain is not None


def test_decided_rows_and_addresses_by_hand_survive(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        decided_roster(Scene())
    there_and_back(app, "0003")
    with app.app_context():
        roster = db.session.scalars(select(Roster)).one()
        assert [(row.line, row.decision, row.decided_because) for row in roster.waiting] == [
            (3, "taken", "Seen on the register."),
            (4, "refused", "No such state."),
            (5, "waiting", ""),
        ]
        assert len(roster_queries.waiting(roster)) == 1
        address = db.session.scalars(select(Address).where(Address.roster_id.is_(None))).one()
        assert (address.in_force, address.confirmed_by) == (True, "Bo Colleague")
        assert address.address == "b@gmail.com.example"


def test_rows_and_addresses_from_before_anybody_decided_wait_and_stay_in_force(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        decided_roster(Scene())
    there_and_back(app, "0002")
    with app.app_context():
        assert {row.decision for row in db.session.scalars(select(WaitingRow))} == {"waiting"}
        (address,) = db.session.scalars(select(Address)).all()
        assert (address.in_force, address.address) == (True, "member900001@europarl.europa.eu.example")


def test_a_mandate_by_hand_and_a_corrected_row_come_and_go_with_data(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    alembic = app.extensions["alembic"]
    with app.app_context():
        scene = Scene()
        roster = decided_roster(scene)
        person_id = scene.person_confirmed().id
        scene.entered(surname="Waitingė")
        with transaction():
            row = roster.waiting[2]
            row_id, reads = row.id, correcting.as_printed(row)
            correcting.correct_row(scene.ada, roster, row, reads, "As it stands.")
        before = alembic.script_directory.get_revision("0011").down_revision
        alembic.downgrade(before)
    with app.app_context():
        assert "mandates_by_hand" not in inspect(db.engine).get_table_names()
        alembic.upgrade()
    with app.app_context():
        assert db.session.scalars(select(MandateByHand)).all() == []
        kept = db.session.get_one(Person, person_id)
        assert queries.mandate_at(kept, DAY).certain is not None
        mandate = db.session.scalars(select(Mandate).where(Mandate.person_id == person_id)).one()
        assert (mandate.roster.filename, mandate.roster.is_whole) == ("ona.png", False)
        taken = db.session.get_one(WaitingRow, row_id)
        assert (taken.decision, correcting.corrected(taken)) == (RowDecision.TAKEN, None)
        entry = Scene().entered(surname="Anewė")
        assert hand_queries.basis(entry).endswith("not confirmed")
