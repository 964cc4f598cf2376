"""A mandate that only an old or partial roster shows says on which day it was last seen."""

from datetime import date, timedelta

import pytest
from flask import Flask

from petitions.people.models import Mandate, Roster
from petitions.people.sightings import OLD, last_seen

SEEN = date(2023, 7, 14)


def a_mandate(*, is_whole: bool = True, until: date | None = None) -> Mandate:
    return Mandate(roster=Roster(is_whole=is_whole), last_seen=SEEN, until=until)


@pytest.mark.parametrize(
    ("mandate", "days", "said"),
    [
        (a_mandate(), OLD.days, ""),
        (a_mandate(), OLD.days + 1, "last seen on 14 July 2023"),
        (a_mandate(is_whole=False), 0, "last seen on 14 July 2023"),
        (a_mandate(is_whole=False, until=SEEN), 0, ""),
    ],
)
def test_the_hint_stands_where_no_whole_roster_of_half_a_year_shows_the_mandate(
    app: Flask, mandate: Mandate, days: int, said: str
) -> None:
    with app.test_request_context():
        assert last_seen(mandate, SEEN + timedelta(days=days)) == said
