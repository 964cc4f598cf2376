"""Organisers who import and decide at the same moment end where they would have ended in turn."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from petitions.core.actor import Actor
from petitions.core.db import db, transaction
from petitions.core.errors import NotFound
from petitions.people import deciding, draft_queries, drafts, roster_queries
from petitions.people.models import Person, Roster, RosterDraft, RowDecision
from petitions.people.service import Upload, import_upload
from tests.factories import a_user, acting, an_organisation
from tests.people.rosters import csv_file, member
from tests.support.at_once import at_once

SPRING = date(2025, 3, 1)
MEMBERS = [f"90000{number}" for number in range(8)]


@pytest.fixture
def actor(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


def upload(on: date = SPRING, **changes: str) -> Upload:
    return Upload(
        csv_file(*(member(number, **changes) for number in MEMBERS)), "members.csv", "european_parliament", on
    )


def importing(actor: Actor, made: Upload) -> Callable[[], object]:
    def verb() -> object:
        with transaction():
            return import_upload(actor, made).id

    return verb


def count(table: type) -> int | None:
    return db.session.scalar(select(func.count()).select_from(table))


def test_first_imports_at_once_put_every_member_on_file_once(app: Flask, actor: Actor) -> None:
    at_once(app, *[importing(actor, upload(date(2025, month, 1))) for month in range(1, 7)])
    assert (count(Roster), count(Person)) == (6, len(MEMBERS))


def test_the_same_file_at_once_is_one_import(app: Flask, actor: Actor) -> None:
    given = at_once(app, *[importing(actor, upload())] * 3)
    assert (len(set(given)), count(Roster), count(Person)) == (1, 1, len(MEMBERS))


def test_a_draft_confirmed_by_two_at_once_is_imported_once_and_the_second_is_told(app: Flask, actor: Actor) -> None:
    with transaction():
        draft_id = drafts.make_draft(actor, upload()).id
    seal = draft_queries.preview_of(db.session.get_one(RosterDraft, draft_id)).seal

    def confirm() -> object:
        draft = draft_queries.get_draft(actor, draft_id)
        with transaction():
            return drafts.confirm(actor, draft, seal)

    given = at_once(app, confirm, confirm)
    assert sorted(map(type, given), key=str) == sorted([Roster, NotFound], key=str)
    assert (count(Roster), count(Person)) == (1, len(MEMBERS))


def test_rows_decided_at_once_are_counted_each(app: Flask, actor: Actor) -> None:
    with transaction():
        roster_id = import_upload(actor, upload(eugroup="No such group")).id
    rows = [str(row.id) for row in db.session.get_one(Roster, roster_id).waiting]

    def refusing(row: str) -> Callable[[], object]:
        def verb() -> None:
            roster = roster_queries.get_roster(actor, roster_id)
            with transaction():
                chosen = roster_queries.chosen(roster, [row], [])
                deciding.decide_rows(actor, roster, chosen, RowDecision.REFUSED, "No group of ours.")

        return verb

    assert at_once(app, *map(refusing, rows[:5])) == [None] * 5
    db.session.expire_all()
    assert db.session.get_one(Roster, roster_id).waiting_count == len(MEMBERS) - 5
