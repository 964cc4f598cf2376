"""Two entries that are one person: both histories stay, and the merge can be undone to the last byte."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from petitions.accounts.models import User
from petitions.core.actor import Actor
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition, StalePage
from petitions.people import merge_queries, merging, queries
from petitions.people.addressing import NotYourRegister
from petitions.people.merge_models import PersonMerge
from petitions.people.merging import MergedElsewhere, NoReason, OnePerson, SpeaksForAnOrganisation
from petitions.people.models import Address, Person
from petitions.people.organisations.speaking import person_of
from petitions.people.service import import_roster
from tests import factories
from tests.people.organisations.registered import a_representative, an_ngo
from tests.people.rosters import csv_file, member
from tests.support.at_once import at_once

PARLIAMENT = "european_parliament"
SPRING, SUMMER, AUTUMN = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)
UNTOUCHED = ("persons", "mandates", "person_addresses", "invitations", "signatures", "rosters", "person_words")
WHY = "The Parliament's own page gives both spellings."


@pytest.fixture
def ada(app: Flask) -> User:
    return factories.a_user(factories.an_organisation())


@pytest.fixture
def actor(ada: User) -> Actor:
    return factories.acting(ada)


def imported(actor: Actor, *lines: str, on: date = SPRING) -> None:
    with transaction():
        import_roster(actor, csv_file(*lines), "members.csv", PARLIAMENT, on)


def entry(surname: str) -> Person:
    return db.session.scalars(select(Person).where(Person.surname == surname)).one()


def merged(actor: Actor, kept: str, other: str, **more: str) -> PersonMerge:
    with transaction():
        return merging.merge(actor, entry(kept), entry(other), WHY, **more)


def parted(actor: Actor, merge: PersonMerge) -> None:
    with transaction():
        merging.part(actor, db.session.get_one(PersonMerge, merge.id), "They sit side by side in the chamber.")


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of what a merge must not touch, as the database holds it."""
    found = {table: db.session.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2, 3")) for table in UNTOUCHED}
    return {table: [tuple(row) for row in read] for table, read in found.items()}


@pytest.fixture
def three(actor: Actor) -> Actor:
    """A member spelt in one way in spring and in another in summer, and somebody else."""
    imported(actor, member("900001", last_name="KHALENOV"), member("900003", last_name="ELSE"))
    imported(
        actor, member("900002", last_name="KHALLENOV"), member("900003", last_name="ELSE", eugroup="EPP"), on=SUMMER
    )
    return actor


def test_a_merge_and_its_undoing_change_no_row_of_anybody(three: Actor) -> None:
    before = rows()
    first = merged(three, "KHALLENOV", "KHALENOV")
    assert rows() == before
    second = merged(three, "ELSE", "KHALLENOV")
    assert rows() == before
    for merge in (first, second):
        parted(three, merge)
    assert rows() == before
    assert [len(merge_queries.selves(person)) for person in db.session.scalars(select(Person))] == [1, 1, 1]


def test_both_histories_are_read_as_one_and_apart_again(three: Actor) -> None:
    assert not queries.mandate_at(entry("KHALENOV"), SUMMER).holds
    assert not queries.mandate_at(entry("KHALLENOV"), SPRING).holds
    merge = merged(three, "KHALLENOV", "KHALENOV")
    for name in ("KHALENOV", "KHALLENOV"):
        for day in (SPRING, date(2025, 4, 1), SUMMER, AUTUMN):
            held = queries.mandate_at(entry(name), day)
            assert (held.certain is not None, held.window) == (True, None), (name, day)
    parted(three, merge)
    assert not queries.mandate_at(entry("KHALENOV"), SUMMER).holds


def test_two_entries_that_contradict_each_other_leave_the_group_open(actor: Actor) -> None:
    imported(actor, member("900001", last_name="KHALENOV"), member("900002", last_name="KHALLENOV", eugroup="EPP"))
    merged(actor, "KHALLENOV", "KHALENOV")
    held = queries.mandate_at(entry("KHALENOV"), SPRING)
    assert (held.certain, len(held.seats), held.holds) == (None, 2, True)


def test_the_address_of_the_kept_wins_and_else_that_of_the_other(three: Actor) -> None:
    merged(three, "KHALLENOV", "KHALENOV")
    for name in ("KHALENOV", "KHALLENOV"):
        assert queries.current_address(entry(name)) == "member900002@europarl.europa.eu.example"
        assert queries.registered(entry(name)).entered_as == "Ilva KHALLENOV"
    with transaction() as session:
        session.execute(Address.__table__.delete().where(Address.person_id == entry("KHALLENOV").id))
    assert queries.current_address(entry("KHALLENOV")) == "member900001@europarl.europa.eu.example"
    assert queries.registered(entry("KHALLENOV")).entered_as == "Ilva KHALENOV"


def test_a_chain_reads_as_one_and_a_circle_is_refused(three: Actor) -> None:
    merged(three, "KHALLENOV", "KHALENOV")
    merged(three, "ELSE", "KHALLENOV")
    names = ["ELSE", "KHALENOV", "KHALLENOV"]
    for name in names:
        assert [person.surname for person in merge_queries.selves(entry(name))] == names
    for kept, other in [("KHALENOV", "ELSE"), ("KHALLENOV", "KHALENOV"), ("ELSE", "ELSE")]:
        with pytest.raises(OnePerson):
            merged(three, kept, other)


def test_who_is_one_with_somebody_is_not_merged_into_a_third(three: Actor) -> None:
    merged(three, "KHALLENOV", "KHALENOV")
    with pytest.raises(MergedElsewhere, match="is one with somebody else already"):
        merged(three, "ELSE", "KHALENOV")


def test_only_the_own_register_is_merged_and_only_with_a_reason(three: Actor) -> None:
    server = factories.a_member()
    other = factories.acting(factories.a_user(factories.an_organisation()))
    for who, kept in [(three, server.id), (other, entry("ELSE").id)]:
        with pytest.raises(NotYourRegister), transaction():
            merging.merge(who, db.session.get_one(Person, kept), entry("KHALENOV"), WHY)
    with pytest.raises(NoReason), transaction():
        merging.merge(three, entry("KHALLENOV"), entry("KHALENOV"), " ")
    merge = merged(three, "KHALLENOV", "KHALENOV")
    with pytest.raises(NotYourRegister), transaction():
        merging.part(other, db.session.get_one(PersonMerge, merge.id), WHY)
    with pytest.raises(NoReason), transaction():
        merging.part(three, db.session.get_one(PersonMerge, merge.id), "")


def test_a_page_that_showed_others_is_stale(three: Actor) -> None:
    seen = merging.entries(entry("ELSE"), entry("KHALLENOV"))
    merged(three, "KHALLENOV", "KHALENOV")
    with pytest.raises(StalePage):
        merged(three, "ELSE", "KHALLENOV", seen=seen)
    merged(three, "ELSE", "KHALLENOV", seen=merging.entries(entry("ELSE"), entry("KHALLENOV")))


def test_a_merge_is_undone_once_and_both_steps_are_in_the_history(three: Actor) -> None:
    merge = merged(three, "KHALLENOV", "KHALENOV")
    parted(three, merge)
    with pytest.raises(InvalidTransition):
        parted(three, merge)
    merged(three, "KHALENOV", "KHALLENOV")
    said = db.session.scalars(select(AuditEvent).where(AuditEvent.action.like("person:%")).order_by(AuditEvent.at))
    assert [(event.action, event.subject_label, event.details["merged"]) for event in said] == [
        ("person:merge", "Ilva KHALLENOV", "Ilva KHALENOV"),
        ("person:part", "Ilva KHALLENOV", "Ilva KHALENOV"),
        ("person:merge", "Ilva KHALENOV", "Ilva KHALLENOV"),
    ]


def test_the_database_keeps_one_merge_in_force_for_each(three: Actor) -> None:
    merge = merged(three, "KHALLENOV", "KHALENOV")
    values = {
        name: getattr(merge, name) for name in ("organisation_id", "merged_id", "because", "merged_at", "merged_by")
    }
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(PersonMerge(kept_id=entry("ELSE").id, **values))
    parted(three, merge)
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(PersonMerge(kept_id=values["merged_id"], **values))


def test_of_merges_at_once_that_close_a_circle_one_is_refused_in_words(three: Actor, app: Flask) -> None:
    ids = [entry(name).id for name in ("KHALENOV", "KHALLENOV", "ELSE")]

    def verb(kept: int, other: int):
        def do() -> str:
            with transaction():
                pair = (db.session.get_one(Person, ids[place]) for place in (kept, other))
                merging.merge(three, *pair, WHY)
            return "merged"

        return do

    given = at_once(app, verb(0, 1), verb(1, 2), verb(2, 0), verb(1, 0))
    assert given.count("merged") == 2, given
    assert all(isinstance(one, OnePerson | MergedElsewhere) for one in given if one != "merged"), given
    assert len(merge_queries.selves(entry("ELSE"))) == 3


def test_who_signs_for_an_organisation_is_one_with_no_member(actor: Actor) -> None:
    imported(actor, member())
    ngo = an_ngo(actor)
    representative = a_representative(actor, ngo)
    with transaction():
        speaker = person_of(representative, ngo)
    member_of_parliament = db.session.scalars(select(Person).join(Person.mandates)).one()
    with transaction(), pytest.raises(SpeaksForAnOrganisation):
        merging.merge(actor, member_of_parliament, speaker, WHY)
