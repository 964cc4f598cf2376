"""Finding people to invite: the filters, and who among those found can be asked."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.clock import today
from petitions.core.i18n import current_language
from petitions.people import queries as people
from petitions.people.bodies import Body, bodies, country_name
from petitions.people.models import Mandate, Person
from petitions.people.search_queries import Found
from petitions.people.sightings import last_seen
from petitions.people.told import Mandates


@dataclass(frozen=True)
class Candidate:
    """A person as the picker lists one: with a box, or with the reason why there is none.

    `hint` says where a mandate is known from that no newer roster shows.
    """

    id: UUID
    name: str
    country: str
    group: str
    why_not: str
    hint: str


def countries(allowed: Iterable[str]) -> Sequence[tuple[str, str]]:
    """The member states of the bodies as choices, by name."""
    states = {state for body in _known(allowed) for state in body.states}
    return sorted(((code, country_name(code, current_language())) for code in states), key=lambda pair: pair[1])


def groups(allowed: Iterable[str]) -> Sequence[tuple[str, str]]:
    """The groups that the bodies have today, as choices."""
    return [(group.code, group.label) for body in _known(allowed) for group in body.groups if group.existed(today())]


def _known(allowed: Iterable[str]) -> Iterator[Body]:
    return (body for code, body in bodies().items() if code in set(allowed))


def candidates(found: Sequence[Found], asked: set[UUID]) -> list[Candidate]:
    """Persons found, and whether there is a reason not to ask each; read in a few statements, however many."""
    persons = [row.person for row in found]
    mandates, reachable = Mandates(persons), people.addresses_in_force(persons).keys()
    return [_candidate(row.mandate, row.person, _why_not(row.person, asked, mandates, reachable)) for row in found]


def _candidate(mandate: Mandate, person: Person, why_not: str) -> Candidate:
    return Candidate(
        id=person.id,
        name=person.name,
        country=country_name(mandate.delegation, current_language()),
        group=mandate.group_code,
        why_not=why_not,
        hint=_hint(mandate),
    )


def _hint(mandate: Mandate) -> str:
    by_hand = people.mandate_basis(mandate)
    return "; ".join(said for said in (by_hand, last_seen(mandate, today())) if said)


def _why_not(person: Person, asked: set[UUID], mandates: Mandates, reachable: Collection[UUID]) -> str:
    if person.id in asked:
        return _("invited")
    if not mandates.at(person, today()).holds:
        return _("no mandate in force")
    return "" if person.id in reachable else _("no address registered")
