"""What rosters tell of one human being, under however many names the register has it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import selectinload

from petitions.people import holding
from petitions.people.holding import MandateAnswer, Seat, joined
from petitions.people.merge_queries import Part, selves_of
from petitions.people.models import Mandate, Person, Roster
from petitions.people.roster_days import RosterDays

MANDATES = Part("mandates", selectinload(Person.mandates).joinedload(Mandate.roster).joinedload(Roster.entry))


@dataclass(frozen=True, slots=True)
class Told:
    """The seats in one body, in order, and the days of the rosters on which the person stands or is absent."""

    body: str
    seats: Sequence[Seat[Mandate]]
    days: Sequence[date]


class Mandates:
    """The mandates of persons as rosters tell them, read in a few statements, however many persons there are.

    Persons who were merged are told as one. Only those handed in can be asked about.
    """

    def __init__(self, persons: Iterable[Person]) -> None:
        self._selves = selves_of(persons, MANDATES)
        self._days = RosterDays(entry for entries in self._selves.values() for entry in entries)

    def told(self, person: Person, among: Collection[str] = ()) -> list[Told]:
        """By body, or by those asked for, the body of the latest mandate last."""
        entries = self._selves[person.id]
        mandates: dict[str, list[Mandate]] = {}
        for mandate in sorted((m for entry in entries for m in entry.mandates), key=lambda mandate: mandate.first_seen):
            mandates[mandate.body] = [*mandates.pop(mandate.body, []), mandate]
        return [
            _told(held, self._days.of(entries, body), body, alone=len(entries) == 1)
            for body, held in mandates.items()
            if not among or body in among
        ]

    def at(self, person: Person, on: date, among: Collection[str] = ()) -> MandateAnswer[Mandate]:
        """What was held that day in one of the bodies, or in any; the surest answer counts.

        Between two rosters that differ both possibilities stand, and a person has to be asked.
        """
        answers = [holding.answer(body.seats, body.days, on) for body in self.told(person, among)]
        ranked = sorted(answers, key=lambda answer: (answer.certain is not None, answer.holds, bool(answer.seats)))
        return ranked[-1] if ranked else MandateAnswer((None,))


def _told(held: Iterable[Mandate], days: Sequence[date], body: str, *, alone: bool) -> Told:
    seats = [Seat(m, m.first_seen, m.last_seen, m.since, m.until) for m in held]
    return Told(body, seats if alone else joined(seats, lambda m: (m.delegation, m.group_code), days), days)
