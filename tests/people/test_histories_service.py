"""Rosters in any order give one history, and a day is answered from it."""

from datetime import date
from itertools import permutations

from flask import Flask
from sqlalchemy import select

from petitions.core.actor import COMMAND_LINE
from petitions.core.db import db, transaction
from petitions.people import histories
from petitions.people.models import Address, Mandate, Person, Roster, WaitingRow
from petitions.people.service import import_roster
from tests.people.rosters import csv_file, member
from tests.support.shared import shared

PARLIAMENT = "european_parliament"
SPRING, SUMMER, AUTUMN = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)
REAL = ("mep_term9_2023-07-14.csv", "mep_term9_2023-12-31.csv", "mep_term10_2024-07-24.csv")


def imported(*lines: str, on: date = SPRING) -> Roster:
    with transaction():
        return import_roster(COMMAND_LINE, csv_file(*lines), "members.csv", PARLIAMENT, on)


def emptied() -> None:
    with transaction() as session:
        for table in (WaitingRow, Address, Mandate, Person, Roster):
            session.query(table).delete()


def history_of(order: tuple[str, ...]) -> set[tuple[object, ...]]:
    """All mandates with their bearers, after the real rosters in this order."""
    emptied()
    for name in order:
        data = shared(f"rosters/{name}").read_bytes()
        with transaction():
            import_roster(COMMAND_LINE, data, name, PARLIAMENT, date.fromisoformat(name[-14:-4]))
    mandate, person = Mandate, Person
    query = select(
        mandate.member_id, person.given_name, person.surname, mandate.group_code, mandate.delegation,
        mandate.since, mandate.until, mandate.first_seen, mandate.last_seen, Roster.as_of,
    )  # fmt: skip
    rows = list(db.session.execute(query.join(mandate.person).join(mandate.roster)))
    assert len(set(rows)) == len(rows)
    return {tuple(row) for row in rows}


def test_three_real_rosters_give_one_history_in_all_six_orders(app: Flask) -> None:
    orders = list(permutations(REAL))
    first = history_of(orders[0])
    assert len(first) > 705
    for order in orders[1:]:
        assert history_of(order) == first, order


def the_person() -> Person:
    return db.session.scalars(select(Person)).one()


def test_a_day_in_a_window_is_answered_with_both_groups_and_the_window(app: Flask) -> None:
    imported(member())
    imported(member(eugroup="EPP"), on=SUMMER)
    told = histories.on_day(the_person(), date(2025, 4, 1))
    assert [said.rpartition(", ")[2] for said in told.possible] == ["Renew Europe", "European People's Party"]
    assert told.why == (
        "This changed between 1 March and 1 June 2025, and no roster tells the day. "
        "Look it up in the body’s own register."
    )


def test_a_day_of_a_roster_is_answered_in_one_sentence(app: Flask) -> None:
    imported(member())
    told = histories.on_day(the_person(), SPRING)
    assert (told.possible, told.why) == (["European Parliament, Sweden, Renew Europe"], "")
    assert histories.on_day(the_person(), date(2019, 7, 1)).possible == ["No roster shows a mandate on that day."]


def test_a_day_between_entry_and_first_roster_says_that_only_the_entry_is_dated(app: Flask) -> None:
    imported(member())
    told = histories.on_day(the_person(), date(2020, 1, 1))
    assert told.why.startswith(
        "The mandate was entered on 2 July 2019, and the group shows on a roster of 1 March 2025"
    )


def test_a_roster_that_lacks_a_member_parts_the_mandate_whenever_it_is_imported(app: Flask) -> None:
    def import_one(day: date) -> None:
        there = [] if day == SUMMER else [member()]
        imported(*there, member("900002"), on=day)

    for order in permutations((SPRING, SUMMER, AUTUMN)):
        emptied()
        for day in order:
            import_one(day)
        query = select(Mandate).where(Mandate.member_id == "900001").order_by(Mandate.first_seen)
        assert [(row.first_seen, row.last_seen) for row in db.session.scalars(query)] == [
            (SPRING, SPRING),
            (AUTUMN, AUTUMN),
        ]


def test_who_left_and_came_back_has_a_gap_that_is_reported(app: Flask) -> None:
    imported(member(), member("900002"))
    imported(member("900002"), on=SUMMER)
    imported(member(since="2025-08-10"), member("900002"), on=AUTUMN)
    person = db.session.scalars(select(Person).join(Person.mandates).where(Mandate.member_id == "900001")).first()
    assert person is not None
    assert histories.faults(person) == [
        "European Parliament: a gap between 1 March and 10 August 2025, in which no mandate is shown."
    ]
    assert histories.history(person)[-1].then == "left between 1 March and 1 June 2025"
