"""A later roster that lists somebody entered by hand joins that person, or waits where nobody can tell."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from petitions.core.actor import COMMAND_LINE
from petitions.core.db import db, transaction
from petitions.people import by_hand, histories, queries, roster_queries
from petitions.people.models import Mandate, Person, Roster
from petitions.people.previewing import preview
from petitions.people.service import Upload, import_roster
from petitions.people.words import provenance
from tests.people.hand import DAY, SOURCE, Scene, a_seat
from tests.people.rosters import csv_file, member

PARLIAMENT = "european_parliament"
LATER = date(2026, 6, 1)
ILVA = {"given_name": "Ilva", "surname": "Nordquistė", "body": PARLIAMENT, "country": "SE", "group": "Renew"}


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def imported(scene: Scene, *lines: str, on: date = LATER) -> Roster:
    with transaction():
        return import_roster(scene.ada, csv_file(*lines), "members.csv", PARLIAMENT, on)


def persons() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_a_row_of_that_name_and_delegation_joins_under_the_id_of_the_roster(scene: Scene) -> None:
    person = scene.person_confirmed(**ILVA)
    roster = imported(scene, member("900001", last_name="NORDQUISTĖ"))
    assert (persons(), roster.waiting_count) == (1, 0)
    (mandate,) = person.mandates
    assert (mandate.member_id, mandate.first_seen, mandate.last_seen) == ("900001", DAY, LATER)
    assert provenance(mandate.roster) == "European Parliament, as of 1 June 2026"
    assert queries.current_address(person) == "member900001@europarl.europa.eu.example"
    assert person.name == "Ilva NORDQUISTĖ"


def test_the_preview_says_so_without_changing_anything(scene: Scene) -> None:
    scene.person_confirmed(**ILVA)
    file = csv_file(member("900001", last_name="NORDQUISTĖ"))
    seen = preview(scene.organisation.id, Upload(file, "members.csv", PARLIAMENT, LATER))
    assert (seen.changes.new, seen.changes.left) == ((), ())
    assert not db.session.dirty
    assert db.session.scalars(select(Mandate.member_id)).all() == ["se-nordquiste-ilva"]


def test_another_group_on_the_roster_is_a_change_in_a_window(scene: Scene) -> None:
    person = scene.person_confirmed(**ILVA)
    imported(scene, member("900001", last_name="NORDQUISTĖ", eugroup="EPP", since=""))
    assert [mandate.group_code for mandate in person.mandates] == ["Renew", "EPP"]
    assert provenance(person.mandates[0].roster).startswith("entered by hand from")
    assert queries.mandate_at(person, date(2026, 5, 20)).certain is None
    assert persons() == 1


@pytest.mark.parametrize("changed", [{"last_name": "NORDKVISTE"}, {"last_name": "NORDQUISTĖ", "country": "fi"}])
def test_a_like_name_or_another_delegation_waits_and_names_who_was_entered(
    scene: Scene, changed: dict[str, str]
) -> None:
    scene.person_confirmed(**ILVA)
    roster = imported(scene, member("900001", **changed))
    (row,) = roster_queries.waiting(roster)
    assert "Ilva Nordquistė was entered by hand and may be the same." in str(row.why[-1])
    assert persons() == 1


def test_two_of_one_name_wait_for_nobody_knows_which_is_meant(scene: Scene) -> None:
    scene.person_confirmed(**ILVA)
    with transaction():
        other = by_hand.enter(scene.ada, a_seat(**ILVA), is_another=True)
    scene.confirmed(other)
    roster = imported(scene, member("900001", last_name="NORDQUISTĖ"))
    assert (persons(), roster.waiting_count) == (2, 1)


def test_others_on_the_roster_are_taken_as_ever(scene: Scene) -> None:
    scene.person_confirmed(**ILVA)
    assert (
        imported(scene, member("900002", last_name="ÅKERBLÅD"), member("900003", last_name="TESTEN")).waiting_count == 0
    )
    assert persons() == 3


def test_a_whole_roster_that_lacks_the_person_ends_the_mandate(scene: Scene) -> None:
    person = scene.person_confirmed(**ILVA)
    imported(scene, member("900002"))
    assert queries.mandate_at(person, DAY).certain is not None
    assert queries.mandate_at(person, LATER).seats == ()


def test_who_stands_on_a_roster_by_the_time_of_confirming_is_joined_not_doubled(scene: Scene) -> None:
    entry = scene.entered(**ILVA)
    imported(scene, member("900001", last_name="NORDQUISTĖ"), on=date(2026, 4, 1))
    person = scene.confirmed(entry)
    (mandate,) = person.mandates
    assert (persons(), mandate.member_id, mandate.last_seen) == (1, "900001", DAY)


def test_an_entry_does_not_touch_what_other_members_rest_on(scene: Scene) -> None:
    roster = imported(scene, member("900002"), member("900003"), on=DAY)
    scene.person_confirmed(**ILVA)
    imported(scene, member("900002"), member("900003", eugroup="EPP"), member("900001", last_name="NORDQUISTĖ"))
    kept = db.session.scalars(select(Mandate).where(Mandate.member_id == "900003", Mandate.group_code == "Renew")).one()
    assert kept.roster_id == roster.id


def test_an_entry_of_the_same_day_does_not_hide_who_is_missing_from_a_roster(scene: Scene) -> None:
    for day in (date(2026, 4, 1), LATER):
        imported(scene, member("900002"), member("900003"), on=day)
    scene.person_confirmed(**ILVA)
    imported(scene, member("900003"), on=DAY)
    parted = db.session.scalars(select(Mandate).where(Mandate.member_id == "900002")).all()
    assert {(mandate.first_seen, mandate.last_seen) for mandate in parted} == {
        (date(2026, 4, 1), date(2026, 4, 1)),
        (LATER, LATER),
    }


def test_the_end_of_a_mandate_stays_when_the_next_roster_is_read(scene: Scene) -> None:
    person = scene.person_confirmed(**ILVA)
    with transaction():
        entry = by_hand.end(scene.ada, person.mandates[0], date(2026, 5, 31), SOURCE)
    scene.confirmed(entry)
    imported(scene, member("900001", last_name="NORDQUISTĖ", since=""), on=date(2026, 5, 20))
    (mandate,) = person.mandates
    assert (mandate.last_seen, mandate.until) == (date(2026, 5, 20), date(2026, 5, 31))
    imported(scene, member("900001", last_name="NORDQUISTĖ", since=""), on=date(2026, 9, 1))
    assert [(one.until, one.first_seen) for one in person.mandates] == [
        (date(2026, 5, 31), DAY),
        (None, date(2026, 9, 1)),
    ]
    assert "a gap" in " ".join(histories.faults(person))


def test_the_server_s_register_knows_nothing_of_what_an_organisation_entered(scene: Scene) -> None:
    scene.person_confirmed(**ILVA)
    with transaction():
        shared = import_roster(
            COMMAND_LINE, csv_file(member("900001", last_name="NORDKVISTE")), "m.csv", PARLIAMENT, LATER
        )
    assert shared.waiting_count == 0
