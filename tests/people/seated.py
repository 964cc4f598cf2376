"""Invented rosters that tell on which committees their members sit."""

from datetime import date

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.db import transaction
from petitions.people.models import Roster
from petitions.people.service import import_roster
from tests.people.rosters import HEADER, member

PARLIAMENT = "european_parliament"
SPRING, SUMMER = date(2025, 3, 1), date(2025, 6, 1)


def seated(codes: str, *members: tuple[str, str], **of_all: str) -> bytes:
    """A file with a column for each code; of each member the id and the seats, as in `AFET:C LIBE:S`."""
    lines = [f"{HEADER},{','.join(codes.split())}"]
    for member_id, printed in members:
        seats = dict(seat.split(":") for seat in printed.split())
        lines.append(",".join([member(member_id, **of_all), *(seats.get(code, "") for code in codes.split())]))
    return "\n".join([*lines, ""]).encode()


def imported(data: bytes, on: date = SPRING, actor: Actor = COMMAND_LINE) -> Roster:
    """The file, in the actor's register."""
    with transaction():
        return import_roster(actor, data, "members.csv", PARLIAMENT, on)
