"""What is known of an organisation that signs, in words for its pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.core.clock import today
from petitions.people.addresses import masked
from petitions.people.organisations.domains import printed
from petitions.people.organisations.models import OrganisationHead, RegisteredOrganisation, Representative
from petitions.people.organisations.rules import Authority, authority_at, holding, is_own_address

AUTHORITY = {
    Authority.IN_FORCE: (_l("may sign"), "done"),
    Authority.UNCONFIRMED: (_l("waits for a second person"), "wait"),
    Authority.NOT_YET: (_l("not yet"), "wait"),
    Authority.ENDED: (_l("ended"), "quiet"),
}


@dataclass(frozen=True, slots=True)
class RepresentativeLine:
    """A representative in words; the address is all but hidden."""

    id: UUID
    name: str
    capacity: str
    address: str
    outside: bool
    days: str
    state: str
    tone: str
    evidence: str
    source: str
    behind: str
    ended: bool
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A head in words."""

    name: str
    title: str
    days: str
    ended: bool


def days(first: date | None, last: date | None) -> str:
    """From when to when; what is not known is not said."""
    since, until = (format_date(day, "d MMMM y") if day else "" for day in (first, last))
    if since and until:
        return _("%(since)s to %(until)s", since=since, until=until)
    if since:
        return _("since %(since)s", since=since)
    return _("until %(until)s", until=until) if until else ""


def representatives(
    registered: RegisteredOrganisation, may_confirm: Callable[[Representative], bool]
) -> list[RepresentativeLine]:
    """Those who may or might sign for the organisation, the latest authority first."""
    return [_representative(row, may_confirm) for row in registered.representatives]


def heads(registered: RegisteredOrganisation) -> list[HeadLine]:
    """Everyone known to have headed the organisation, the latest first."""
    return [
        HeadLine(head.name, head.title, days(head.since, head.until), head.until is not None)
        for head in registered.heads
    ]


def is_outside(representative: Representative) -> bool:
    """Whether the address lies in none of the organisation's own domains."""
    return not is_own_address(representative.email, [entry.domain for entry in representative.organisation.domains])


def head_today(registered: RegisteredOrganisation) -> OrganisationHead | None:
    """Who heads the organisation as far as known, or None."""
    return next(iter(holding(registered.heads, today())), None)


def domains(registered: RegisteredOrganisation) -> str:
    """The organisation's domains as its readers write them."""
    return ", ".join(printed(entry.domain) for entry in registered.domains)


def signing_today(registered: Iterable[Representative]) -> int:
    """How many of them may sign today."""
    return sum(authority_at(row, today()) is Authority.IN_FORCE for row in registered)


def _representative(row: Representative, may_confirm: Callable[[Representative], bool]) -> RepresentativeLine:
    authority = authority_at(row, today())
    word, tone = AUTHORITY[authority]
    return RepresentativeLine(
        id=row.id,
        name=row.name,
        capacity=row.capacity,
        address=masked(row.email),
        outside=is_outside(row),
        days=days(row.authority_from, row.authority_to),
        state=str(word),
        tone=tone,
        evidence=row.evidence,
        source=row.source,
        behind=_behind(row),
        ended=authority is Authority.ENDED,
        may_confirm=authority is Authority.UNCONFIRMED and may_confirm(row),
    )


def _behind(row: Representative) -> str:
    if row.confirmed_at is None:
        return _("Registered by %(who)s.", who=row.registered_by)
    return _("Registered by %(who)s, confirmed by %(second)s.", who=row.registered_by, second=row.confirmed_by)
