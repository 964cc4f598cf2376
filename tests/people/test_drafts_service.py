"""Uploads that wait for a look, on both databases."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import NotAllowed, NotFound, StalePage
from petitions.people import draft_queries, drafts
from petitions.people.formats import Columns, ColumnsUnknown, RosterUnreadable
from petitions.people.models import Mandate, Person, Roster, RosterDraft
from petitions.people.previewing import preview
from petitions.people.service import Upload, import_upload
from petitions.wiring import PERIODIC
from tests.factories import a_user, acting, an_organisation
from tests.people.rosters import csv_file, member

SPRING, SUMMER = date(2025, 3, 1), date(2025, 6, 1)
PARLIAMENT, PACE, NATIONAL = "european_parliament", "pace", "national_parliament"
SEJM = b"Nazwisko;Imie;Klub\nTESTOWSKA;Ona;Niezalezni\n"


@pytest.fixture
def actor(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


def upload(*lines: str, on: date = SPRING, body: str = PARLIAMENT, data: bytes = b"") -> Upload:
    return Upload(data or csv_file(*lines), "members.csv", body, on)


def drafted(actor: Actor, made: Upload) -> RosterDraft:
    with transaction():
        return drafts.make_draft(actor, made)


def confirmed(actor: Actor, draft: RosterDraft) -> Roster:
    seal = draft_queries.preview_of(draft).seal
    with transaction():
        return drafts.confirm(actor, db.session.get_one(RosterDraft, draft.id), seal)


def count(table: type) -> int | None:
    return db.session.scalar(select(func.count()).select_from(table))


def imported(actor: Actor, made: Upload) -> Roster:
    with transaction():
        return import_upload(actor, made)


def test_an_upload_changes_nothing_until_it_is_confirmed(actor: Actor) -> None:
    draft = drafted(actor, upload(member()))
    assert (count(Roster), count(Person)) == (0, 0)
    assert [change.name for change in draft_queries.preview_of(draft).changes.new] == ["Ilva NORDQUISTb"]
    roster = confirmed(actor, draft)
    assert (roster.taken_count, count(Person), count(RosterDraft)) == (1, 1, 0)
    actions = {event.action for event in db.session.scalars(select(AuditEvent))}
    assert {"roster:draft", "roster:import"} <= actions


def test_the_file_is_kept_sealed(actor: Actor) -> None:
    draft = drafted(actor, upload(member()))
    assert b"NORDQUIST" not in draft.file_sealed
    assert b"NORDQUIST" in draft.file


def test_a_register_changed_since_the_preview_refuses(actor: Actor) -> None:
    draft = drafted(actor, upload(member()))
    seal = draft_queries.preview_of(draft).seal
    imported(actor, upload(member(eugroup="EPP"), on=SUMMER))
    with pytest.raises(StalePage), transaction():
        drafts.confirm(actor, db.session.get_one(RosterDraft, draft.id), seal)
    assert (count(Roster), count(RosterDraft)) == (1, 1)


def test_a_discarded_upload_is_gone_and_nothing_was_imported(actor: Actor) -> None:
    draft = drafted(actor, upload(member()))
    with transaction():
        drafts.discard(actor, db.session.get_one(RosterDraft, draft.id))
    assert (count(RosterDraft), count(Roster)) == (0, 0)


def test_a_draft_is_thrown_away_after_a_day(actor: Actor) -> None:
    old, fresh = drafted(actor, upload(member())), drafted(actor, upload(member()))
    with transaction():
        db.session.get_one(RosterDraft, old.id).made_at = now() - timedelta(days=1, minutes=1)
    with pytest.raises(NotFound):
        draft_queries.get_draft(actor, old.id)
    job = next(job for name, _seconds, job in PERIODIC if name == "purge_roster_drafts")
    with transaction():
        assert job() == 1
    assert [draft.id for draft in draft_queries.drafts(actor)] == [fresh.id]


def test_drafts_belong_to_an_organisation(actor: Actor) -> None:
    draft = drafted(actor, upload(member()))
    stranger = acting(a_user(an_organisation("Beacon")))
    with pytest.raises(NotFound):
        draft_queries.get_draft(stranger, draft.id)
    with pytest.raises(NotAllowed), transaction():
        drafts.make_draft(COMMAND_LINE, upload(member()))


def test_a_file_that_cannot_be_read_leaves_no_draft(actor: Actor) -> None:
    with pytest.raises(RosterUnreadable), transaction():
        drafts.make_draft(actor, upload(member(first_name="=1+1")))
    assert count(RosterDraft) == 0


def test_the_columns_of_a_strange_table_are_told_and_remembered(actor: Actor) -> None:
    draft = drafted(actor, upload(data=SEJM, body=NATIONAL))
    with pytest.raises(ColumnsUnknown):
        draft_queries.preview_of(draft)
    columns = Columns(last_name=0, first_name=1, group=2, same_country="PL", is_whole=True)
    with transaction():
        drafts.choose_columns(actor, db.session.get_one(RosterDraft, draft.id), columns)
    kept = db.session.get_one(RosterDraft, draft.id)
    assert draft_queries.upload_of(kept).columns == columns
    roster = confirmed(actor, kept)
    mandate = db.session.scalars(select(Mandate)).one()
    assert (mandate.body, mandate.member_id, mandate.delegation) == (NATIONAL, "pl-testowska-ona", "PL")
    assert mandate.group_code == "Niezalezni"
    assert not roster.is_whole


def test_a_list_of_one_parliament_says_nothing_of_another(actor: Actor) -> None:
    columns = Columns(last_name=0, first_name=1, group=2, same_country="PL", is_whole=True)
    imported(actor, Upload(SEJM, "pl.csv", NATIONAL, SPRING, columns=columns))
    german = Upload(SEJM.replace(b"TESTOWSKA", b"TESTMANN"), "de.csv", NATIONAL, SUMMER, columns=columns)
    assert preview(actor.organisation_id, german).changes.left == ()


def test_signatories_keep_their_honorific_and_miss_no_address(actor: Actor) -> None:
    roster = imported(
        actor, upload(data=b"Baroness Ona TESTE, United Kingdom, NR ; Mr Jan TESTEN, Italy, SOC", body=PACE)
    )
    assert (roster.taken_count, roster.waiting_count, roster.is_whole) == (2, 0, False)
    assert sorted(person.honorific for person in db.session.scalars(select(Person))) == ["Baroness", "Mr"]


def test_an_absence_from_a_list_of_some_ends_no_mandate(actor: Actor) -> None:
    imported(actor, upload(data=b"Mr Jan TESTEN, Italy, SOC", body=PACE))
    later = upload(data=b"Ms Ona TESTE, Italy, SOC", body=PACE, on=SUMMER)
    assert preview(actor.organisation_id, later).changes.left == ()


def test_a_preview_writes_nothing(actor: Actor) -> None:
    imported(actor, upload(member(), member("900002")))
    before = [count(table) for table in (Roster, Person, Mandate, AuditEvent)]
    seen = preview(actor.organisation_id, upload(member(eugroup="EPP"), member("900003"), on=SUMMER))
    found = seen.changes
    assert [len(part) for part in (found.new, found.left, found.changed_group)] == [1, 1, 1]
    assert [count(table) for table in (Roster, Person, Mandate, AuditEvent)] == before
