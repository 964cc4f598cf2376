"""A pasted list of organisations: which one each line means, told before anything is sent."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.people.organisations import queries as organisations
from petitions.people.organisations.finding import Entry, find
from petitions.people.organisations.lists import ListRow, known_country, read_list
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.rules import Authority, authority_at, name_key
from petitions.signing.batches.list_queries import MOST_NAMED, Line, Means, address_in, lines_of
from petitions.signing.batches.organisation_judging import Endorsing


def told(actor: Actor, text: str) -> list[Line]:
    """Which organisation each line means; the lines are those that the register imports, a header among them is none.

    An address means the organisation for which whoever has it may sign, and asks through that person. A name or an
    abbreviation has to be on file as it is typed, spelling apart: one that is only like it is named, never taken.
    Raises `TooLong`, `UnreadableList`.
    """
    lines = lines_of(text)
    rows = {row.line: row for row in read_list(text)}
    addresses = {number: address_in(typed) for number, typed in lines}
    at = organisations.representatives_at(actor, filter(None, addresses.values()))
    register = _Register(actor)
    told_of: dict[UUID, int] = {}
    found = []
    for number, typed in lines:
        if addresses[number]:
            found.append(_line(number, typed, _through(at.get(addresses[number], ())), told_of))
        elif number in rows:
            found.append(_by_name(rows[number], typed, register, told_of))
    return found


class _Register:
    """What the actor may see, by folded name and abbreviation; the actor's own come first."""

    def __init__(self, actor: Actor) -> None:
        self._every = sorted(organisations.search(actor), key=lambda one: one.organisation_id is None)
        self._known: dict[str, list[RegisteredOrganisation]] = {}
        for one in self._every:
            for key in {name_key(one.name), name_key(one.title), name_key(one.abbreviation)} - {""}:
                self._known.setdefault(key, []).append(one)

    def called(self, row: ListRow) -> Sequence[RegisteredOrganisation]:
        """Those on file by this name, in the row's country as far as both tell one; an own one before the server's."""
        bearers = self._known.get(name_key(row.name), [])
        country = known_country(row.country)
        fit = [one for one in bearers if not country or one.country in {"", country}] or bearers
        own = [one for one in fit if one.organisation_id is not None]
        return own if len(own) == 1 else fit

    def like(self, row: ListRow) -> Sequence[RegisteredOrganisation]:
        """Those whose name is like the row's."""
        return find(row.name, [Entry(one, one.name, one.abbreviation, one.distinction) for one in self._every])


def _by_name(row: ListRow, typed: str, register: _Register, told_of: dict[UUID, int]) -> Line:
    if row.odd:
        return Line(row.line, typed, Means.UNKNOWN, note=row.odd)
    called = register.called(row)
    # A country that is typed and is none fits nobody who is on file with one.
    if len(called) == 1 and (not row.country or called[0].country in {"", known_country(row.country)}):
        return _line(row.line, typed, [Endorsing(called[0])], told_of)
    alike = called or register.like(row)
    if alike:
        return Line(row.line, typed, Means.SEVERAL, note=_names(alike))
    return _line(row.line, typed, [], told_of)


def _through(holders: Sequence[Representative]) -> list[Endorsing]:
    """For whom those at one address may sign; whoever may not today only where nobody at it may."""
    able = [row for row in holders if authority_at(row, today()) is Authority.IN_FORCE]
    return [Endorsing(row.organisation, row) for row in able or holders]


def _line(number: int, typed: str, found: Sequence[Endorsing], told_of: dict[UUID, int]) -> Line:
    if not found:
        return Line(number, typed, Means.UNKNOWN, note=_("no organisation on the register"))
    if len(found) > 1:
        return Line(number, typed, Means.SEVERAL, note=_names(one.organisation for one in found))
    (one,) = found
    if one.organisation.id in told_of:
        note = _("as in line %(number)d", number=told_of[one.organisation.id])
        return Line(number, typed, Means.REPEATED, one, note)
    told_of[one.organisation.id] = number
    return Line(number, typed, Means.FOUND, one)


def _names(found: Iterable[RegisteredOrganisation]) -> str:
    """Which may be meant, each with its country, so that they can be told apart."""
    each = sorted(f"{one.title} ({one.country})" if one.country else one.title for one in found)
    return ", ".join(each[:MOST_NAMED]) + (" …" if len(each) > MOST_NAMED else "")
