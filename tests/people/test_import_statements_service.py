"""A whole parliament is imported in a few statements, and a second time nothing is written."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from sqlalchemy import event, func, select

from petitions.core.actor import COMMAND_LINE
from petitions.core.db import db, transaction
from petitions.people.models import Person, Roster
from petitions.people.service import import_roster
from tests.people import crowd
from tests.people.rosters import csv_file, member

MEMBERS = 1_200


@contextmanager
def statements() -> Iterator[Counter[str]]:
    """How many statements of each kind are sent meanwhile."""
    counted: Counter[str] = Counter()

    def count(connection, cursor, statement, parameters, context, many) -> None:
        counted[statement.split()[0]] += 1

    event.listen(db.engine, "before_cursor_execute", count)
    yield counted
    event.remove(db.engine, "before_cursor_execute", count)


def parliament() -> bytes:
    people = crowd.names(MEMBERS, random.Random(4))
    lines = [member(str(900_000 + place), first_name=name[0], last_name=name[1]) for place, name in enumerate(people)]
    return csv_file(*lines)


def imported(data: bytes) -> Roster:
    with transaction():
        return import_roster(COMMAND_LINE, data, "members.csv", crowd.BODY, crowd.DAY)


def test_a_parliament_is_written_in_as_many_statements_as_there_are_tables(app: Flask) -> None:
    with statements() as sent:
        roster = imported(parliament())
    assert roster.taken_count == db.session.scalar(select(func.count()).select_from(Person)) > MEMBERS * 0.9
    assert sent["INSERT"] < 30
    assert sent["UPDATE"] == sent["DELETE"] == 0
    assert sent["SELECT"] < 20


def test_the_same_file_once_more_writes_nothing(app: Flask) -> None:
    data = parliament()
    imported(data)
    with statements() as sent:
        imported(data)
    assert not {"INSERT", "UPDATE", "DELETE"} & sent.keys()


def test_the_same_members_on_a_later_day_are_updated_in_one_statement_a_table(app: Flask) -> None:
    imported(parliament())
    with statements() as sent, transaction():
        import_roster(COMMAND_LINE, parliament(), "members.csv", crowd.BODY, date(2025, 4, 1))
    assert sent["UPDATE"] == 1
    assert sent["DELETE"] == 0
