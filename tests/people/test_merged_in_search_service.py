"""A merged pair is found once, by the names of both, and a roster imported later finds each under its own id."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.db import db, transaction
from petitions.people import doubles, histories, merge_queries, merging, queries
from petitions.people.merge_models import PersonMerge
from petitions.people.models import Address, Person, Roster, WaitingRow
from petitions.people.previewing import preview
from petitions.people.service import Upload, import_roster
from tests import factories
from tests.people.rosters import csv_file, member

PARLIAMENT = "european_parliament"
SPRING, SUMMER, AUTUMN = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)
OLD, NEW = member("900001", last_name="KHALENOV", first_name="Ilva"), member("900002", last_name="KHALLENOV")
ELSE = member("900003", last_name="ELSE")


@pytest.fixture
def actor(app: Flask) -> Actor:
    return factories.acting(factories.a_user(factories.an_organisation()))


def imported(actor: Actor, *lines: str, on: date) -> Roster:
    with transaction():
        return import_roster(actor, csv_file(*lines), "members.csv", PARLIAMENT, on)


def entry(surname: str) -> Person:
    return db.session.scalars(select(Person).where(Person.surname == surname)).one()


@pytest.fixture
def pair(actor: Actor) -> PersonMerge:
    """Spelt in one way in spring, in another in summer, and one since."""
    imported(actor, OLD, ELSE, on=SPRING)
    imported(actor, NEW, ELSE, on=SUMMER)
    with transaction():
        return merging.merge(actor, entry("KHALENOV"), entry("KHALLENOV"), "One seat, two spellings.")


def found(actor: Actor, **asked: str) -> list[tuple[str, str, bool]]:
    return [(hit.person.surname, hit.mandate.member_id, hit.sure) for hit in queries.search(actor, **asked)]


@pytest.mark.parametrize("name", ["Khalenov", "Khallenov", "Ilva Khalenov", "ilva khallenov", "khal"])
def test_the_pair_is_found_once_by_either_name_with_its_latest_mandate(
    actor: Actor, pair: PersonMerge, name: str
) -> None:
    both = found(actor, text=name)
    assert [hit[:2] for hit in both] == [("KHALENOV", "900002")]
    assert both[0][2] == name.lower().startswith("ilva"), "a full name means one person, not two that are near"
    assert [hit[0] for hit in found(actor)] == ["ELSE", "KHALENOV"]
    assert len(found(actor, text=name, country="se", body=PARLIAMENT)) == 1
    assert found(actor, text=name, country="de") == []


def test_a_name_that_only_the_merged_bears_finds_the_kept(actor: Actor) -> None:
    imported(actor, OLD, ELSE, on=SPRING)
    imported(actor, member("900002", last_name="AMSEL"), on=SUMMER)
    with transaction():
        merging.merge(actor, entry("AMSEL"), entry("KHALENOV"), "Married in May.")
    assert [hit[:2] for hit in found(actor, text="khalenov")] == [("AMSEL", "900002")]
    assert [hit[:2] for hit in found(actor, text="amsel")] == [("AMSEL", "900002")]


def test_parted_they_are_found_as_two_and_each_organisation_finds_its_own(actor: Actor, pair: PersonMerge) -> None:
    stranger = factories.acting(factories.a_user(factories.an_organisation()))
    assert found(stranger, text="khalenov") == []
    with transaction():
        merging.part(actor, db.session.get_one(PersonMerge, pair.id), "Two seats.")
    assert sorted(hit[0] for hit in found(actor, text="khalenov")) == ["KHALENOV", "KHALLENOV"]


def test_the_server_s_entry_of_a_merged_member_is_left_out(actor: Actor, pair: PersonMerge) -> None:
    imported(COMMAND_LINE, NEW, ELSE, on=AUTUMN)
    assert [hit[:2] for hit in found(actor, text="khallenov")] == [("KHALENOV", "900002")]
    assert [hit[0] for hit in found(actor)] == ["ELSE", "KHALENOV"]


def test_who_sat_in_another_body_before_is_found_in_each(actor: Actor) -> None:
    imported(actor, OLD, ELSE, on=SPRING)
    other = factories.a_member("Ilva", "KHALLENOV", "SE", "SOC")
    factories.changed(other, organisation_id=actor.organisation_id)
    factories.changed(other.mandates[0], body="pace")
    with transaction():
        merging.merge(actor, entry("KHALENOV"), entry("KHALLENOV"), "Went to Strasbourg.")
    assert [hit[0] for hit in found(actor, text="khalenov")] == ["KHALENOV"]
    for body in (PARLIAMENT, "pace"):
        (hit,) = queries.search(actor, text="khallenov", body=body)
        assert (hit.person.surname, hit.mandate.body) == ("KHALENOV", body)


def test_a_later_roster_finds_each_under_its_own_id_and_the_merge_stays(actor: Actor, pair: PersonMerge) -> None:
    for day, line in [(AUTUMN, NEW), (date(2025, 10, 1), OLD)]:
        imported(actor, line, ELSE, on=day)
        assert db.session.scalar(select(func.count()).select_from(Person)) == 3
        assert len(merge_queries.selves(entry("KHALLENOV"))) == 2
    assert [stretch.then for stretch in histories.history(entry("KHALENOV"))] == [
        "nothing newer is known: last seen on 1 October 2025"
    ]
    assert histories.faults(entry("KHALENOV")) == []


def test_nobody_has_left_who_stands_there_under_the_other_name(actor: Actor, pair: PersonMerge) -> None:
    def left(*lines: str) -> list[str]:
        upload = Upload(csv_file(*lines), "members.csv", PARLIAMENT, AUTUMN)
        return [change.name for change in preview(actor.organisation_id, upload).changes.left]

    assert left(OLD, ELSE) == []
    assert left(NEW, ELSE) == []
    assert left(ELSE) == ["Ilva KHALLENOV"]


@pytest.mark.parametrize(
    ("address", "reasons"),
    [
        ("member900002@europarl.europa.eu", []),
        ("member900001@europarl.europa.eu", ["address_changed"]),
        ("member900003@europarl.europa.eu", ["address_taken", "address_changed"]),
    ],
)
def test_the_address_of_the_other_entry_is_no_other_member_s(
    actor: Actor, pair: PersonMerge, address: str, reasons: list[str]
) -> None:
    row = member("900002", last_name="KHALLENOV", email=address)
    imported(actor, row, on=AUTUMN)
    waiting = db.session.scalars(select(WaitingRow)).all()
    assert [sorted(row.reason.split(",")) for row in waiting] == ([sorted(reasons)] if reasons else [])


def test_an_address_unlike_that_of_the_other_entry_waits_where_the_entry_has_none(
    actor: Actor, pair: PersonMerge
) -> None:
    with transaction() as session:
        session.execute(Address.__table__.delete().where(Address.person_id == entry("KHALLENOV").id))
    imported(actor, member("900002", last_name="KHALLENOV", email="other@europarl.europa.eu"), on=AUTUMN)
    assert [row.reason for row in db.session.scalars(select(WaitingRow))] == ["address_changed"]
    same = member("900002", last_name="KHALLENOV", email="member900001@europarl.europa.eu")
    imported(actor, same, on=date(2025, 10, 1))
    assert entry("KHALLENOV").address.address == entry("KHALENOV").address.address


def test_near_names_are_suggested_and_never_merged(actor: Actor) -> None:
    imported(
        actor,
        OLD,
        NEW,
        ELSE,
        member("900004", first_name="Róża", last_name="TAUB UND QUELLENSTEIN"),
        member("900005", first_name="Róża Maria", last_name="TAUB"),
        on=SPRING,
    )

    def likely(surname: str) -> list[str]:
        return [person.surname for person in doubles.doubles(entry(surname))]

    assert (likely("KHALENOV"), likely("KHALLENOV"), likely("ELSE")) == (["KHALLENOV"], ["KHALENOV"], [])
    assert (likely("TAUB"), likely("TAUB UND QUELLENSTEIN")) == (["TAUB UND QUELLENSTEIN"], ["TAUB"])
    assert [person.surname for person in doubles.bearing(entry("ELSE"), "taub")] == ["TAUB", "TAUB UND QUELLENSTEIN"]
    assert db.session.scalar(select(func.count()).select_from(PersonMerge)) == 0
    with transaction():
        merging.merge(actor, entry("KHALENOV"), entry("KHALLENOV"), "One seat, two spellings.")
    assert likely("KHALENOV") == []
