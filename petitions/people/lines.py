"""People as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.core.clock import today
from petitions.people.bodies import country_name
from petitions.people.models import Roster
from petitions.people.search_queries import Found
from petitions.people.sightings import last_seen
from petitions.people.words import provenance


@dataclass(frozen=True, slots=True)
class Line:
    """A person found, in words. `gone` says why the seat may no longer be held; empty when the newest roster has it.

    `seen` says on which day the seat was last seen, where only an old or partial roster shows it.
    """

    found: Found
    country: str
    group: str
    provenance: str
    gone: str
    seen: str


def lines(people: Iterable[Found], rosters: Iterable[Roster]) -> list[Line]:
    """The people found, each with the roster that shows the mandate; `rosters` are all that the actor may see."""
    newest: dict[tuple[object, str], Roster] = {}
    for roster in sorted(rosters, key=lambda roster: (roster.as_of, roster.imported_at)):
        if roster.is_whole:
            newest[roster.organisation_id, roster.body] = roster
    return [_line(found, newest) for found in people]


def _line(found: Found, newest: dict[tuple[object, str], Roster]) -> Line:
    person, mandate = found.person, found.mandate
    ended = mandate.until is not None and mandate.until < today()
    latest = newest.get((person.organisation_id, mandate.body), mandate.roster)
    return Line(
        found=found,
        country=country_name(mandate.delegation),
        group=mandate.group_code,
        provenance=provenance(mandate.roster),
        gone=_gone(found, latest) if latest.as_of > mandate.last_seen or ended else "",
        seen=last_seen(mandate, today()),
    )


def _gone(found: Found, latest: Roster) -> str:
    if found.mandate.until is not None:
        return _("Ended on %(day)s", day=format_date(found.mandate.until, "d MMMM y"))
    day = format_date(latest.as_of, "d MMMM y")
    if any(row.is_open and row.label in {found.person.name, found.mandate.person.name} for row in latest.waiting):
        return _("Waits on the roster of %(day)s", day=day)
    return _("Not on the roster of %(day)s", day=day)
