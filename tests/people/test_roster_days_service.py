"""Days of whole rosters, read for many at once, are those of each one alone."""

from datetime import date, timedelta
from uuid import UUID

from flask import Flask

from petitions.core.clock import today
from petitions.core.db import db
from petitions.people.models import Person
from petitions.people.roster_days import RosterDays
from petitions.people.told import Mandates
from tests import factories

PARLIAMENT = "european_parliament"


def later() -> date:
    """The day after the roster's, also where midnight passes meanwhile."""
    return today() + timedelta(days=1)


def entry(given: str, surname: str, owner: UUID | None = None) -> Person:
    """Somebody whom today's roster shows; of that organisation's register."""
    person = factories.changed(factories.a_member(given, surname), organisation_id=owner)
    factories.changed(person.mandates[0].roster, organisation_id=owner)
    return person


def a_later_roster(owner: UUID | None = None, *, waits: str = "", whole: bool = True) -> None:
    """Tomorrow's roster, on which nobody stands and a row of that name waits."""
    roster = factories.changed(factories.a_roster(), organisation_id=owner, as_of=later(), is_whole=whole)
    if waits:
        factories.changed(factories.a_waiting_row(roster), label=waits)


def stored(*persons: Person) -> list[Person]:
    return [db.session.get_one(Person, person.id) for person in persons]


def test_a_row_that_waits_hides_the_day_from_whom_it_names_and_from_nobody_else(app: Flask) -> None:
    ona, ivo = stored(entry("Ona", "Testė"), entry("Ivo", "Testas"))
    a_later_roster(waits="Ona Testė")
    days = RosterDays([ona, ivo])
    assert (days.of([ona], PARLIAMENT), days.of([ivo], PARLIAMENT)) == ([today()], [today(), later()])
    mandates = Mandates([ona, ivo])
    assert [mandates.at(one, later()).holds for one in (ona, ivo)] == [True, False]


def test_a_row_that_waits_under_either_name_of_one_person_is_no_absence(app: Flask) -> None:
    user = factories.a_user(factories.an_organisation())
    owner = factories.acting(user).organisation_id
    kept, merged, other = (entry("Ona", name, owner) for name in ("Testė", "Testienė", "Testaitė"))
    a_later_roster(owner, waits="Ona Testienė")
    factories.a_merge(user, kept, merged)
    every = stored(kept, merged, other)
    mandates = Mandates(every)
    assert [mandates.at(one, later()).holds for one in every] == [True, True, False]


def test_rosters_of_another_register_and_those_that_are_not_whole_say_nothing(app: Flask) -> None:
    (ona,) = stored(entry("Ona", "Testė"))
    a_later_roster(factories.an_organisation().id)
    a_later_roster(whole=False)
    assert RosterDays([ona]).of([ona], PARLIAMENT) == [today()]
