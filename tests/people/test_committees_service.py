"""Who sits on which committee is known as of a roster's day, and finds people."""

import json

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.db import db, transaction
from petitions.people import correcting
from petitions.people.committees import queries
from petitions.people.committees.models import committee_seats
from petitions.people.deciding import decide_rows
from petitions.people.models import Mandate, Person, RowDecision
from petitions.people.search_queries import hits
from tests import factories
from tests.people.rosters import csv_file, member
from tests.people.seated import SPRING, SUMMER, imported, seated
from tests.support.cost import counted
from tests.support.shared import shared

CODES = "AFET LIBE DROI"


def seats() -> set[tuple[str, str, str]]:
    """Every seat that is stored: member id, committee, role."""
    query = select(Mandate.member_id, committee_seats.c.code, committee_seats.c.role)
    rows = db.session.execute(query.join(committee_seats, committee_seats.c.person_id == Mandate.person_id))
    return {tuple(row) for row in rows}


def person_of(member_id: str) -> Person:
    return db.session.scalars(select(Person).join(Person.mandates).where(Mandate.member_id == member_id)).one()


def found(committee: str, actor: Actor = COMMAND_LINE, **filters: object) -> list[str]:
    return sorted(hit.mandate.member_id for hit in hits(actor, committee=committee, **filters))


def test_an_import_keeps_each_seat_with_its_role_in_one_statement(app: Flask) -> None:
    data = seated(CODES, ("900001", "AFET:C DROI:M"), ("900002", "LIBE:V AFET:S"), ("900003", ""))
    with counted() as seen:
        imported(data)
    assert seats() == {
        ("900001", "AFET", "chair"),
        ("900001", "DROI", "member"),
        ("900002", "LIBE", "vice_chair"),
        ("900002", "AFET", "substitute"),
    }
    assert sum("INSERT INTO committee_seats" in statement for statement in seen) == 1


def test_a_code_and_a_letter_that_nobody_knows_are_kept_as_they_are_printed(app: Flask) -> None:
    imported(seated("XYZ9", ("900001", "XYZ9:Q")))
    (seats_of,) = queries.seats_of([person_of("900001")])
    assert list(seats_of.committees) == [("XYZ9", "Q")]
    assert queries.choices(COMMAND_LINE) == [("XYZ9", "XYZ9")]


def test_a_column_of_four_capitals_that_holds_anything_but_letters_is_no_committee(app: Flask) -> None:
    imported(seated("AFET YEAR", ("900001", "AFET:M YEAR:2024"), ("900002", "YEAR:M")))
    assert seats() == {("900001", "AFET", "member")}


def test_the_same_file_once_more_adds_no_seat_and_a_later_one_has_its_own(app: Flask) -> None:
    first = seated(CODES, ("900001", "AFET:M"))
    imported(first)
    with counted() as seen:
        imported(first)
    assert not [statement for statement in seen if statement.startswith(("INSERT", "UPDATE", "DELETE"))]
    imported(seated(CODES, ("900001", "LIBE:C")), SUMMER)
    assert {role for _member, _code, role in seats()} == {"member", "chair"}
    (seats_of,) = queries.seats_of([person_of("900001")])
    assert list(seats_of.committees) == [("Civil Liberties, Justice and Home Affairs", "chair")]
    assert seats_of.provenance.endswith("1 June 2025")


def test_a_file_imported_before_committees_were_kept_adds_them_when_it_comes_again(app: Flask) -> None:
    data = seated(CODES, ("900001", "AFET:M"), ("900002", "LIBE:M"))
    roster = imported(data)
    before = seats()
    with transaction() as session:
        session.execute(delete(committee_seats))
    assert imported(data).id == roster.id
    assert seats() == before


def test_who_sits_nowhere_on_the_newest_roster_that_tells_is_shown_no_older_seat(app: Flask) -> None:
    imported(seated(CODES, ("900001", "AFET:M"), ("900002", "LIBE:M")))
    imported(seated(CODES, ("900001", ""), ("900002", "LIBE:M")), SUMMER)
    assert queries.seats_of([person_of("900001")]) == []
    assert found("AFET") == []


def test_a_roster_that_tells_of_no_committee_takes_nobody_off_one(app: Flask) -> None:
    imported(seated(CODES, ("900001", "AFET:M")))
    imported(csv_file(member("900001")), SUMMER)
    assert found("AFET") == ["900001"]
    assert len(queries.seats_of([person_of("900001")])) == 1


def test_a_committee_finds_who_sits_on_it_and_leaves_out_substitutes_if_so_asked(app: Flask) -> None:
    imported(seated(CODES, ("900001", "AFET:C"), ("900002", "AFET:S LIBE:M"), ("900003", "LIBE:V")))
    assert found("AFET") == ["900001", "900002"]
    assert found("AFET", fully=True) == ["900001"]
    assert found("AFET", country="SE", group="Renew") == ["900001", "900002"]
    assert found("AFET", country="DE") == []
    assert found("NONE") == []


def test_a_member_of_both_registers_is_found_by_the_seat_that_either_tells(app: Flask) -> None:
    actor = factories.acting(factories.a_user(factories.an_organisation()))
    imported(seated(CODES, ("900001", "AFET:M"), ("900002", "LIBE:M")))
    imported(csv_file(member("900001"), member("900002")), SUMMER, actor)
    assert found("AFET", actor) == ["900001"]
    stranger = factories.acting(factories.a_user(factories.an_organisation()))
    imported(seated("DROI", ("900001", "DROI:M")), SUMMER, actor)
    assert found("DROI", actor) == ["900001"]
    assert found("DROI", stranger) == []


def test_who_was_merged_is_found_once_by_the_seat_of_either_entry(app: Flask) -> None:
    user = factories.a_user(factories.an_organisation())
    actor = factories.acting(user)
    imported(seated(CODES, ("900001", "AFET:M"), ("900002", "")), SPRING, actor)
    factories.a_merge(user, person_of("900002"), person_of("900001"))
    (hit,) = hits(actor, committee="AFET")
    assert hit.person.id == person_of("900002").id
    assert len(queries.seats_of([person_of("900002"), person_of("900001")])) == 1


def test_a_row_that_waited_brings_its_seats_once_it_is_taken(app: Flask) -> None:
    actor = factories.acting(factories.a_user(factories.an_organisation()))
    roster = imported(seated(CODES, ("900001", "AFET:M"), email="a@gmail.com"), SPRING, actor)
    assert seats() == set()
    with transaction():
        decide_rows(actor, roster, list(roster.waiting), RowDecision.TAKEN, "Seen on the register.")
    assert seats() == {("900001", "AFET", "member")}


def test_a_row_that_was_misprinted_brings_its_seats_once_it_is_corrected(app: Flask) -> None:
    actor = factories.acting(factories.a_user(factories.an_organisation()))
    roster = imported(seated(CODES, ("900001", "AFET:V"), country="xx"), SPRING, actor)
    (row,) = roster.waiting
    assert json.loads(row.row)["row"]["committees"] == [["AFET", "V"]]
    reads = correcting.as_printed(row)
    with transaction():
        correcting.correct_row(actor, roster, row, type(reads)(**_with(reads, country="se")), "Seen on the register.")
    assert seats() == {("900001", "AFET", "vice_chair")}


def _with(row: object, **changes: str) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__} | changes


def test_the_database_keeps_no_seat_without_a_role(app: Flask) -> None:
    roster = imported(seated(CODES, ("900001", "AFET:M")))
    seat = {"roster_id": roster.id, "code": "LIBE", "person_id": person_of("900001").id, "role": ""}
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(committee_seats.insert().values(**seat))


def test_the_real_snapshots_tell_of_every_committee_that_has_a_name_here(app: Flask) -> None:
    data = shared("rosters/mep_term9_2023-07-14.csv").read_bytes()
    imported(data)
    named = dict(queries.choices(COMMAND_LINE))
    assert len(named) == 27
    assert [code for code, name in named.items() if code == name] == []
    chairs = select(committee_seats.c.code).where(committee_seats.c.role == "chair")
    assert len(db.session.scalars(chairs).all()) >= 25
