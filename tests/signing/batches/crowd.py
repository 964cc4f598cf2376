"""Many members at once, as an import writes them. All names are invented."""

from itertools import count

from sqlalchemy import select

from petitions.core.clock import today
from petitions.core.db import db
from petitions.people.models import Person
from tests.people.rosters import HEADER
from tests.people.seated import imported

NUMBERS = count(100_000)
LETTERS = "abcdefghijklmnopqrst"


def spelt(number: int) -> str:
    """The number in letters, as a surname."""
    return "".join(LETTERS[int(digit)] for digit in str(number)).capitalize()


def a_parliament(size: int, *, country: str = "lt", group: str = "Renew", seat: str = "M") -> list[Person]:
    """So many members of one country and group, all on the committee of foreign affairs, on a roster of today."""
    numbers = [next(NUMBERS) for _ in range(size)]
    lines = [_line(number, country, group, seat) for number in numbers]
    imported("\n".join([f"{HEADER},AFET", *lines, ""]).encode(), today())
    names = {spelt(number).upper() for number in numbers}
    return [
        person for person in db.session.scalars(select(Person).order_by(Person.filed_as)) if person.surname in names
    ]


def _line(number: int, country: str, group: str, seat: str) -> str:
    values = {
        "country": country,
        "first_name": "Ona",
        "last_name": spelt(number).upper(),
        "email": f"member{number}@europarl.europa.eu",
        "eugroup": group,
        "epid": str(number),
        "since": "2019-07-02",
    }
    return ",".join([*(values.get(column, "") for column in HEADER.split(",")), seat])
