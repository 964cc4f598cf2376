"""A mandate that no roster shows: one organiser enters it with its source, another confirms, and then it counts."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition, NotFound
from petitions.people import by_hand, hand_queries, queries, roster_queries
from petitions.people.addressing import AlreadyProposed, NotYourRegister, SameOrganiser
from petitions.people.hand_keeping import NotAMandate, StillSeen
from petitions.people.hand_models import MandateByHand
from petitions.people.models import Person
from petitions.people.words import provenance
from petitions.signing import entitlement
from petitions.signing.errors import NotEntitled
from tests import factories
from tests.people.hand import DAY, SOURCE, Scene, a_seat


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def persons() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_who_is_entered_is_nobody_on_file_before_a_second_organiser_confirms(scene: Scene) -> None:
    entry = scene.entered()
    assert (persons(), queries.search(scene.ada, text="Testenė")) == (0, [])
    assert [waits.id for waits in hand_queries.waiting(scene.bo)] == [entry.id]
    scene.confirmed(entry)
    (found,) = queries.search(scene.ada, text="testene")
    assert queries.mandate_at(found.person, DAY).certain == found.mandate
    assert (found.mandate.delegation, found.mandate.group_code) == ("LT", "Frakcija A")
    assert hand_queries.waiting(scene.bo) == []


def test_the_mandate_says_wherever_it_is_relied_on_who_vouches_for_it(scene: Scene) -> None:
    (mandate,) = scene.person_confirmed().mandates
    assert provenance(mandate.roster) == (
        "entered by hand from https://seimas.example/ona of 4 May 2026 by Ada Organiser, confirmed by Bo Colleague"
    )
    assert roster_queries.rosters(scene.ada) == []


def test_a_person_with_a_mandate_by_hand_may_be_invited_where_that_body_signs(scene: Scene) -> None:
    campaign = factories.a_campaign(factories.a_case(scene.organisation), "collecting")
    campaign = factories.changed(campaign, instrument="mp_letter")
    assert entitlement.mandate_of(campaign, scene.person_confirmed()).body == "national_parliament"


def test_a_person_on_file_is_not_invited_on_a_mandate_that_waits(scene: Scene) -> None:
    campaign = factories.a_campaign(factories.a_case(scene.organisation), "collecting")
    campaign = factories.changed(campaign, instrument="pace_declaration")
    person = factories.changed(factories.a_member(), organisation_id=scene.organisation.id)
    scene.entered(person, body="pace", group="SOC")
    with pytest.raises(NotEntitled):
        entitlement.mandate_of(campaign, person)


def test_who_entered_a_mandate_does_not_confirm_it(scene: Scene) -> None:
    entry = scene.entered()
    with pytest.raises(SameOrganiser), transaction():
        by_hand.confirm(scene.ada, entry)


def test_the_database_itself_refuses_one_organiser_as_both_and_an_entry_without_source(scene: Scene) -> None:
    entry = scene.entered()
    for values in ({"source": ""}, {"state": "confirmed", "decided_by_id": scene.ada.id}):
        with pytest.raises(IntegrityError), transaction() as session:
            session.execute(update(MandateByHand).where(MandateByHand.id == entry.id).values(**values))


def test_a_refused_entry_stays_out_with_its_reason_and_is_decided_once(scene: Scene) -> None:
    entry = scene.entered()
    with transaction():
        by_hand.refuse(scene.bo, entry, "That page shows the last parliament.")
    assert (persons(), entry.decided_because) == (0, "That page shows the last parliament.")
    with pytest.raises(InvalidTransition), transaction():
        by_hand.confirm(scene.bo, entry)
    assert scene.entered().is_open


def test_one_entry_of_a_name_waits_at_a_time_however_it_is_spelt(scene: Scene) -> None:
    scene.entered()
    with pytest.raises(AlreadyProposed):
        scene.entered(given_name="ONA", surname="Testene")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"body": "pace", "country": "KZ"}, "no member state"),
        ({"body": "pace", "group": "Frakcija A"}, "no group"),
        ({"surname": "<b>"}, "signs that no name has"),
        ({"since": date(2026, 5, 5)}, "not a date up to"),
        ({"since": date(2026, 5, 5), "until": date(2026, 5, 1)}, "end before its first day"),
    ],
)
def test_what_is_no_mandate_is_refused_in_words(scene: Scene, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(NotAMandate, match=said):
        scene.entered(**wrong)


def test_a_mandate_that_ended_before_it_was_read_is_known_until_then(scene: Scene) -> None:
    entry = scene.entered(since=date(2024, 1, 1), until=date(2025, 6, 30))
    person = scene.confirmed(entry)
    assert queries.mandate_at(person, date(2025, 6, 30)).certain is not None
    assert queries.mandate_at(person, date(2025, 7, 1)).seats == ()


def test_an_end_by_hand_counts_once_confirmed_and_says_where_it_is_known_from(scene: Scene) -> None:
    person = scene.person_confirmed()
    (mandate,) = person.mandates
    with transaction():
        entry = by_hand.end(scene.bo, mandate, date(2026, 6, 30), SOURCE)
    assert queries.mandate_at(person, date(2026, 7, 1)).holds
    with transaction():
        by_hand.confirm(scene.ada, entry)
    assert not queries.mandate_at(person, date(2026, 7, 1)).holds
    known = hand_queries.ending(mandate)
    assert known is not None
    assert hand_queries.basis(known).endswith("by Bo Colleague, confirmed by Ada Organiser")


def test_a_mandate_shown_later_did_not_end_before(scene: Scene) -> None:
    (mandate,) = scene.person_confirmed().mandates
    with pytest.raises(StillSeen), transaction():
        by_hand.end(scene.ada, mandate, date(2026, 5, 3), SOURCE)


def test_a_mandate_of_somebody_on_file_joins_that_person_under_the_name_on_file(scene: Scene) -> None:
    person = scene.person_confirmed()
    entry = scene.entered(person, body="pace", group="SOC", given_name="Ona Marija")
    assert scene.confirmed(entry).id == person.id
    assert (persons(), person.name) == (1, "Ona Testenė")
    assert {mandate.body for mandate in person.mandates} == {"pace", "national_parliament"}


def test_another_of_the_same_name_is_a_person_of_its_own(scene: Scene) -> None:
    scene.person_confirmed()
    with transaction():
        other = by_hand.enter(scene.ada, a_seat(group="Frakcija B"), is_another=True)
    scene.confirmed(other)
    assert persons() == 2
    assert {found.mandate.group_code for found in queries.search(scene.ada, text="Ona Testene")} == {
        "Frakcija A",
        "Frakcija B",
    }


def test_nobody_enters_ends_or_decides_on_another_register(scene: Scene) -> None:
    entry, shared = scene.entered(), factories.a_member("Jonas", "Testen")
    stranger = factories.acting(factories.a_user(factories.an_organisation("Beacon")))
    with pytest.raises(NotYourRegister):
        scene.entered(shared)
    with pytest.raises(NotYourRegister), transaction():
        by_hand.end(scene.ada, shared.mandates[0], DAY, SOURCE)
    with pytest.raises(NotYourRegister), transaction():
        by_hand.confirm(stranger, entry)
    with pytest.raises(NotFound):
        hand_queries.get_entry(stranger, entry.id)
    scene.confirmed(entry)
    assert queries.search(stranger, text="Ona Testene") == []
