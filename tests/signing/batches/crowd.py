"""Many members at once, as one import writes them. All names are invented."""

from itertools import count

from sqlalchemy import select

from petitions.core.clock import today
from petitions.core.db import db
from petitions.people.models import Mandate, Person
from tests.people.rosters import HEADER
from tests.people.seated import imported

NUMBERS = count(100_000)
LETTERS = "abcdefghijklmnopqrst"
Bloc = tuple[int, str, str, str]
"""So many members of one country and group, and as what they sit on the committee on foreign affairs."""


def spelt(number: int) -> str:
    """The number in letters, as a surname."""
    return "".join(LETTERS[int(digit)] for digit in str(number)).upper()


def a_parliament(size: int) -> list[Person]:
    """So many members of one country and group, by surname, on a roster of today."""
    return of_blocs((size, "lt", "Renew", "M"))


def of_blocs(*blocs: Bloc) -> list[Person]:
    """The members of all blocs, on one roster of today."""
    rows = [(next(NUMBERS), country, group, seat) for size, country, group, seat in blocs for _ in range(size)]
    imported("\n".join([f"{HEADER},AFET", *(_line(*row) for row in rows), ""]).encode(), today())
    ids = [str(row[0]) for row in rows]
    query = select(Person).join(Mandate).where(Mandate.member_id.in_(ids)).order_by(Person.filed_as)
    return list(db.session.scalars(query))


def _line(number: int, country: str, group: str, seat: str) -> str:
    values = {
        "country": country,
        "first_name": "Ona",
        "last_name": spelt(number),
        "email": f"member{number}@europarl.europa.eu",
        "eugroup": group,
        "epid": str(number),
        "since": "2019-07-02",
    }
    return ",".join([*(values.get(column, "") for column in HEADER.split(",")), seat])
