"""Who is found, in which register, and what mandate a person held on a day."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.db import db, transaction
from petitions.core.errors import NotFound
from petitions.people import histories, queries, roster_queries
from petitions.people.holding import Window
from petitions.people.models import Person, Roster
from petitions.people.search_queries import Found
from petitions.people.service import import_roster
from tests.factories import a_user, acting, an_organisation
from tests.people.rosters import csv_file, member
from tests.support.shared import shared

PARLIAMENT = "european_parliament"
SPRING, SUMMER, AUTUMN = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)
MARTA = member("900001", first_name="Marta", last_name="ÅKERBLÅD", country="se", eugroup="Renew")
JONAS = member("900002", first_name="Jonas", last_name="VAN DER TESTEN", country="nl", eugroup="Verts/ALE")


def imported(*lines: str, on: date = SPRING, actor: Actor = COMMAND_LINE) -> Roster:
    with transaction():
        return import_roster(actor, csv_file(*lines), "members.csv", PARLIAMENT, on)


@pytest.fixture
def organiser(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


def names(found: list[Found]) -> list[str]:
    return [entry.person.name for entry in found]


def only(actor: Actor, text: str = "akerblad") -> Person:
    (found,) = queries.search(actor, text=text)
    return found.person


@pytest.fixture
def july(organiser: Actor) -> Actor:
    """An organiser on a server that holds the real roster of July 2023."""
    path: Path = shared("rosters/mep_term9_2023-07-14.csv")
    with transaction():
        import_roster(COMMAND_LINE, path.read_bytes(), path.name, PARLIAMENT, date(2023, 7, 14))
    return organiser


def test_the_six_signatories_of_july_2023_are_each_found_first_as_printed(july: Actor) -> None:
    printed = {
        "Isabel Santos": "197650",
        "Petras Auštrevičius": "124766",
        "Róża Thun": "96776",
        "Viola von Kramon-Taubadel": "197451",
        "Nacho Sanchez": "197722",
        "Helmut Scholz": "96646",
    }
    assert {name: queries.search(july, text=name)[0].mandate.member_id for name in printed} == printed
    assert [name for name in printed if not queries.search(july, text=name)[0].sure] == ["Nacho Sanchez"]


def test_julia_ward_is_nobody(july: Actor) -> None:
    assert queries.search(july, text="Julia Ward") == []


def test_a_country_and_a_group_of_the_real_roster_narrow_the_search(july: Actor) -> None:
    greens = queries.search(july, body=PARLIAMENT, country="Luxembourg", group="Greens/EFA")
    assert [entry.mandate.delegation for entry in greens] == ["LU"]
    assert queries.search(july, text="Helmut Scholz", country="de", group="GUE/NGL")[0].sure
    assert queries.search(july, text="Helmut Scholz", country="fr") == []


def test_country_and_group_are_understood_as_code_or_name(organiser: Actor) -> None:
    imported(MARTA, JONAS)
    assert names(queries.search(organiser, country="NL")) == ["Jonas VAN DER TESTEN"]
    assert names(queries.search(organiser, country="Netherlands")) == ["Jonas VAN DER TESTEN"]
    assert names(queries.search(organiser, group="Greens/European Free Alliance")) == ["Jonas VAN DER TESTEN"]
    assert queries.search(organiser, country="Atlantis") == []
    assert queries.search(organiser, group="Nobody's group") == []


def test_without_words_all_are_listed_by_surname(organiser: Actor) -> None:
    imported(JONAS, MARTA)
    assert names(queries.search(organiser)) == ["Marta ÅKERBLÅD", "Jonas VAN DER TESTEN"]
    assert queries.search(organiser, body="pace") == []


def test_an_unfinished_name_finds_its_bearer(organiser: Actor) -> None:
    imported(MARTA, JONAS)
    assert names(queries.search(organiser, text="akerb")) == ["Marta ÅKERBLÅD"]


def test_another_organisations_register_is_invisible(organiser: Actor) -> None:
    stranger = acting(a_user(an_organisation("Beacon")))
    roster = imported(MARTA, actor=organiser)
    person = only(organiser)
    assert queries.get_visible(organiser, person.id) is person
    assert queries.search(stranger, text="akerblad") == []
    assert roster_queries.rosters(stranger) == []
    with pytest.raises(NotFound):
        queries.get_visible(stranger, person.id)
    with pytest.raises(NotFound):
        roster_queries.get_roster(stranger, roster.id)


def test_the_servers_register_is_visible_to_everyone(organiser: Actor) -> None:
    roster = imported(MARTA)
    assert queries.get_visible(organiser, only(organiser).id).name == "Marta ÅKERBLÅD"
    assert roster_queries.get_roster(organiser, roster.id) is roster
    assert roster_queries.rosters(organiser) == [roster]


def test_a_member_of_both_registers_is_found_once_from_the_newer_roster(organiser: Actor) -> None:
    imported(MARTA)
    imported(MARTA, actor=organiser)
    assert only(organiser).organisation_id == organiser.organisation_id
    imported(MARTA, on=SUMMER)
    assert only(organiser).organisation_id is None


def groups(person: Person, day: date) -> list[str]:
    """The groups in which the person may have sat that day; "none" where it may be no mandate."""
    return [mandate.group_code if mandate else "none" for mandate in queries.mandate_at(person, day).possible]


def test_a_mandate_is_known_from_the_first_roster_until_one_lacks_the_member(organiser: Actor) -> None:
    imported(MARTA, JONAS)
    person = only(organiser)
    assert groups(person, date(2019, 7, 1)) == ["none"]
    assert queries.mandate_at(person, SPRING).certain is not None
    assert queries.mandate_at(person, date(2026, 11, 1)).certain is not None
    imported(JONAS, on=SUMMER)
    assert groups(person, date(2025, 5, 31)) == ["Renew", "none"]
    assert groups(person, SUMMER) == ["none"]


def test_the_group_of_a_day_is_certain_on_rosters_and_open_between_two_that_differ(organiser: Actor) -> None:
    imported(MARTA)
    imported(MARTA.replace("Renew", "EPP"), on=SUMMER)
    person = only(organiser)
    held = [groups(person, day) for day in (SPRING, date(2025, 5, 31), SUMMER, AUTUMN)]
    assert held == [["Renew"], ["Renew", "EPP"], ["EPP"], ["EPP"]]
    between = queries.mandate_at(person, date(2025, 5, 31))
    assert between.certain is None
    assert between.window == Window(SPRING, SUMMER)


def test_who_waits_on_a_newer_roster_has_not_left(organiser: Actor) -> None:
    imported(MARTA)
    imported(MARTA.replace("@europarl.europa.eu", "@gmail.com"), on=SUMMER)
    assert queries.mandate_at(only(organiser), AUTUMN).certain is not None


def test_an_ended_mandate_is_not_held_after_its_last_day(organiser: Actor) -> None:
    imported(MARTA)
    person = only(organiser)
    with transaction():
        person.mandates[0].until = SUMMER
    assert queries.mandate_at(person, SUMMER).certain is not None
    assert queries.mandate_at(person, AUTUMN).seats == ()


def test_six_members_changed_group_between_two_real_rosters_whose_since_says_nothing_of_it(july: Actor) -> None:
    path: Path = shared("rosters/mep_term9_2023-12-31.csv")
    with transaction():
        import_roster(COMMAND_LINE, path.read_bytes(), path.name, PARLIAMENT, date(2023, 12, 31))
    moved = [person for person in db.session.scalars(select(Person)) if len(person.mandates) > 1]
    assert len(moved) == 6
    for person in moved:
        earlier, later = person.mandates
        assert earlier.since == later.since
        assert queries.mandate_at(person, date(2023, 7, 14)).certain is earlier
        autumn = queries.mandate_at(person, date(2023, 10, 1))
        assert (autumn.certain, autumn.seats, autumn.holds) == (None, (earlier, later), True)
        assert autumn.window == Window(date(2023, 7, 14), date(2023, 12, 31))
        assert queries.mandate_at(person, date(2023, 12, 31)).certain is later
        assert histories.faults(person) == []


def test_a_roster_shows_whom_it_is_a_sign_of(organiser: Actor) -> None:
    spring = imported(MARTA, JONAS)
    summer = imported(JONAS, on=SUMMER)
    assert names(roster_queries.on_roster(spring)) == ["Marta ÅKERBLÅD", "Jonas VAN DER TESTEN"]
    assert names(roster_queries.on_roster(summer)) == ["Jonas VAN DER TESTEN"]


def test_who_has_no_registered_address_has_none(organiser: Actor) -> None:
    assert queries.current_address(Person(given_name="Marta", surname="ÅKERBLÅD")) == ""
