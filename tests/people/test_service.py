"""Importing rosters: what is taken, what waits, and what never changes."""

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from time import process_time

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from petitions import create_app
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.audit import AuditEvent
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.people import queries, roster_queries
from petitions.people.formats import RosterUnreadable
from petitions.people.models import Address, Mandate, Person, Roster, WaitingRow
from petitions.people.rosters import RosterRow
from petitions.people.service import (
    AddressesNotKept,
    RosterFromTheFuture,
    UnknownBody,
    Upload,
    import_roster,
    read_upload,
)
from tests.conftest import migrate, settings_for
from tests.factories import a_user, acting, an_organisation
from tests.people.rosters import csv_file, member
from tests.support.shared import shared

PARLIAMENT = "european_parliament"
SPRING, SUMMER, AUTUMN = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)
JULY_2023 = "mep_term9_2023-07-14.csv"
TABLES = (Roster, WaitingRow, Person, Mandate, Address, AuditEvent)


def imported(*lines: str, on: date = SPRING, actor: Actor = COMMAND_LINE, name: str = "members.csv") -> Roster:
    with transaction():
        return import_roster(actor, csv_file(*lines), name, PARLIAMENT, on)


def imported_file(name: str) -> Roster:
    data = shared(f"rosters/{name}").read_bytes()
    with transaction():
        return import_roster(COMMAND_LINE, data, name, PARLIAMENT, date.fromisoformat(name[-14:-4]))


def emptied() -> None:
    with transaction() as session:
        for table in reversed(TABLES[:-1]):
            session.query(table).delete()


def counts() -> list[int | None]:
    return [db.session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def spells(*observed: tuple[date, str]) -> list[tuple[str, date, date]]:
    """The spells of one member after the rosters, in every order in which they may be imported."""
    outcomes = []
    for order in permutations(observed):
        emptied()
        for day, group in order:
            imported(member(eugroup=group), on=day)
        rows = db.session.scalars(select(Mandate).order_by(Mandate.first_seen))
        outcomes.append([(row.group_code, row.first_seen, row.last_seen) for row in rows])
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return outcomes[0]


def the_person() -> Person:
    return db.session.scalars(select(Person)).one()


def test_of_705_real_rows_697_are_taken_and_8_wait_in_well_under_five_seconds(app: Flask) -> None:
    started = process_time()
    roster = imported_file(JULY_2023)
    assert process_time() - started < 5
    assert (roster.row_count, roster.taken_count, roster.waiting_count) == (705, 697, 8)
    assert counts() == [1, 8, 697, 697, 697, 1]


def test_every_address_on_file_and_waiting_is_undeliverable(app: Flask) -> None:
    roster = imported_file(JULY_2023)
    assert roster.addresses_rewritten
    addresses = [row.address for row in db.session.scalars(select(Address))]
    assert len(addresses) == 697
    assert all(address.endswith("@europarl.europa.eu.example") for address in addresses)
    for row in roster.waiting:
        assert ".example" in row.row
        assert '@gmail.com"' not in row.row


def test_an_address_can_be_found_but_not_read_in_the_database(app: Flask) -> None:
    imported(member())
    row = db.session.scalars(select(Address)).one()
    assert b"member900001" not in row.address_sealed
    assert row.address_index == app.config["KEYRING"].index("MEMBER900001@europarl.europa.eu.example ")


def test_the_same_file_twice_changes_nothing_under_whatever_name(app: Flask) -> None:
    first = imported(member())
    before = counts()
    assert imported(member()).id == first.id
    assert imported(member(), name="copy.csv").id == first.id
    assert counts() == before


def test_the_database_itself_refuses_a_second_import_of_the_same_file(app: Flask) -> None:
    first = imported(member())
    copy = {c.name: getattr(first, c.name) for c in Roster.__table__.columns if c.name != "id"}
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Roster(**copy))


def test_the_same_members_on_a_later_day_widen_what_was_seen(app: Flask) -> None:
    imported(member())
    imported(member(), on=SUMMER)
    mandate = db.session.scalars(select(Mandate)).one()
    assert (mandate.first_seen, mandate.last_seen, mandate.since) == (SPRING, SUMMER, date(2019, 7, 2))
    assert mandate.roster.as_of == SUMMER


def test_a_change_of_group_begins_another_mandate(app: Flask) -> None:
    assert spells((SPRING, "Renew"), (SUMMER, "EPP")) == [("Renew", SPRING, SPRING), ("EPP", SUMMER, SUMMER)]


def test_a_group_left_and_joined_again_is_told_in_every_order_of_import(app: Flask) -> None:
    there_and_back = spells((SPRING, "Renew"), (SUMMER, "EPP"), (AUTUMN, "Renew"))
    assert there_and_back == [("Renew", SPRING, SPRING), ("EPP", SUMMER, SUMMER), ("Renew", AUTUMN, AUTUMN)]


def test_four_rosters_give_one_history_in_all_24_orders(app: Flask) -> None:
    found = spells((SPRING, "EPP"), (SUMMER, "EPP"), (AUTUMN, "NA"), (AUTUMN + timedelta(30), "EPP"))
    later = AUTUMN + timedelta(30)
    assert found == [("EPP", SPRING, SUMMER), ("NI", AUTUMN, AUTUMN), ("EPP", later, later)]


def test_a_corrected_roster_of_the_same_day_takes_the_place_of_what_it_contradicts(app: Flask) -> None:
    imported(member(eugroup="EPP"))
    imported(member(eugroup="Renew"))
    assert [row.group_code for row in db.session.scalars(select(Mandate))] == ["Renew"]


def test_who_left_and_was_elected_again_has_two_mandates(app: Flask) -> None:
    imported(member())
    imported(member(since="2025-05-20"), on=SUMMER)
    rows = db.session.scalars(select(Mandate).order_by(Mandate.first_seen))
    assert [row.since for row in rows] == [date(2019, 7, 2), date(2025, 5, 20)]


def test_the_newest_roster_spells_the_name(app: Flask) -> None:
    imported(member(last_name="NÖRDQUIST"), on=SUMMER)
    imported(member(last_name="NOERDQUIST"))
    assert the_person().surname == "NÖRDQUIST"
    imported(member(last_name="NÖRDQVIST"), on=AUTUMN)
    assert the_person().surname == "NÖRDQVIST"


def test_a_changed_address_waits_and_the_one_on_file_stays_while_the_mandate_goes_on(app: Flask) -> None:
    imported(member())
    roster = imported(member(email="other@europarl.europa.eu"), on=SUMMER)
    assert [row.reason for row in roster.waiting] == ["address_changed"]
    assert queries.current_address(the_person()) == "member900001@europarl.europa.eu.example"
    assert db.session.scalars(select(Mandate)).one().last_seen == SUMMER


def test_a_changed_address_under_another_name_is_not_even_a_sign_of_the_mandate(app: Flask) -> None:
    imported(member())
    imported(member(email="other@europarl.europa.eu", first_name="Somebody"), on=SUMMER)
    assert the_person().given_name == "Ilva"
    assert db.session.scalars(select(Mandate)).one().last_seen == SPRING


def test_a_known_member_who_waits_for_more_than_the_address_is_not_seen(app: Flask) -> None:
    imported(member())
    imported(member(email="other@gmail.com"), on=SUMMER)
    imported(member(eugroup="Nobody's"), on=AUTUMN)
    assert db.session.scalars(select(Mandate)).one().last_seen == SPRING


def test_rows_that_wait_are_sealed_with_line_and_reason_and_the_rest_is_taken(app: Flask) -> None:
    roster = imported(member("900001"), member("900002", email="b@gmail.com", country="xx"), member("900003"))
    assert (roster.taken_count, roster.waiting_count) == (2, 1)
    row = roster.waiting[0]
    assert (row.line, row.label, row.reason) == (3, "Ilva NORDQUISTc", "outside_domain,unknown_country")
    assert b"gmail" not in row.row_sealed
    shown = [str(sentence) for sentence in roster_queries.waiting(roster)[0].why]
    assert shown[0] == "b…b@gmail.com.example lies outside europarl.europa.eu."


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"epid,country\n1,se\n", csv_file(member())[:-20], b"\xff\x00\x01"]
)
def test_a_file_that_cant_be_read_whole_changes_nothing(app: Flask, data: bytes) -> None:
    with pytest.raises(RosterUnreadable), transaction():
        import_roster(COMMAND_LINE, data, "broken.csv", PARLIAMENT, SPRING)
    assert counts() == [0] * len(TABLES)


def test_an_unknown_body_and_a_day_that_has_not_come_are_refused_in_words(app: Flask) -> None:
    with pytest.raises(UnknownBody, match="senate"), transaction():
        import_roster(COMMAND_LINE, csv_file(member()), "members.csv", "senate", SPRING)
    with pytest.raises(RosterFromTheFuture), transaction():
        import_roster(COMMAND_LINE, csv_file(member()), "members.csv", PARLIAMENT, today() + timedelta(days=1))


def test_addresses_are_kept_in_production_only(app: Flask) -> None:
    with pytest.raises(AddressesNotKept, match="production"), transaction():
        import_roster(COMMAND_LINE, csv_file(member()), "members.csv", PARLIAMENT, SPRING, keep_addresses=True)
    assert counts() == [0] * len(TABLES)


def test_production_keeps_addresses_when_asked_and_an_image_never_supersedes_a_real_one(tmp_path: Path) -> None:
    with production(tmp_path).app_context():
        imported(member())
        with transaction():
            import_roster(COMMAND_LINE, csv_file(member()), "members.csv", PARLIAMENT, SPRING, keep_addresses=True)
        assert queries.current_address(the_person()) == "member900001@europarl.europa.eu"
        assert len(the_person().addresses) == 2
        imported(member(), on=SUMMER)
        assert queries.current_address(the_person()) == "member900001@europarl.europa.eu"
        assert counts()[2:4] == [1, 1]
        db.engine.dispose()


def test_each_register_has_its_own_persons(app: Flask) -> None:
    ngo = acting(a_user(an_organisation()))
    server = imported(member())
    own = imported(member(), actor=ngo)
    assert own.id != server.id
    assert {person.organisation_id for person in db.session.scalars(select(Person))} == {None, ngo.organisation_id}


def test_the_import_is_written_to_the_history_with_its_counts(app: Flask) -> None:
    imported(member(), member("900002", eugroup="Nobody's"))
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_label) == ("roster:import", "Command line")
    assert event.subject_label == "European Parliament, 2025-03-01"
    assert event.details == {"rows": 2, "taken": 1, "waiting": 1}


def production(folder: Path) -> Flask:
    secret = "x" * 40
    settings = settings_for(
        folder,
        UNDERSIGNED_ENV="production",
        DATABASE_URL=f"sqlite:///{folder / 'undersigned.db'}",
        SECRET_KEY=secret,
        INDEX_KEY=secret,
        DATA_KEYS="k1:" + "A" * 43 + "=",
        BASE_URL="https://undersigned.example",
        MAIL_FROM="letters@undersigned.example",
        SMTP_HOST="127.0.0.1",
    )
    migrate(settings)
    return create_app(settings)


def test_the_invented_roster_of_the_sample_is_taken_whole(app: Flask) -> None:
    path = Path(app.root_path) / "ops" / "sample" / "roster.csv"
    with transaction():
        roster = import_roster(COMMAND_LINE, path.read_bytes(), path.name, PARLIAMENT, SUMMER)
    assert (roster.taken_count, roster.waiting_count) == (40, 0)


def test_an_organisation_can_not_redirect_the_codes_of_a_member_whom_the_server_knows(app: Flask) -> None:
    imported(member("900001"), member("900002"))
    organiser = acting(a_user(an_organisation()))
    mine = imported(member("900001"), member("900002", email="trap@europarl.europa.eu"), actor=organiser)
    assert (mine.taken_count, [row.reason for row in mine.waiting]) == (1, ["address_differs"])


@pytest.mark.parametrize(
    "cells",
    [
        {"email": "a@real.org; b@other.example"},
        {"email": "a@real.org (b@other.example)"},
        {"email": '"""a b""@real.org"'},
        {"first_name": "Ilva a@real.org"},
        {"eugroup": "a@real.org"},
        {"country": "a@real.org"},
    ],
)
def test_outside_production_no_real_address_is_kept_in_whatever_column_it_stands(
    app: Flask, cells: dict[str, str]
) -> None:
    table = read_upload(Upload(csv_file(member(**cells)), "members.csv", PARLIAMENT, SPRING))
    kept = " ".join(str(getattr(table.rows[0], name)) for name in RosterRow.__slots__)
    assert kept.count("@real.org") == kept.count("@real.org.example") == 1
