"""A case as a reader sees it: the timeline, the proceedings and what they appeal, the sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from petitions.cases.models import Basis, Case
from petitions.core.countries import country_name
from petitions.core.dates import Precision, UncertainDate
from petitions.public.released import PublicCase, PublicEvent, PublicProceeding


@dataclass(frozen=True)
class Link:
    """Words, and where they lead, if anywhere."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Happened:
    """One event of the timeline."""

    when: str
    iso: str | None
    title: str
    body: str
    place: str
    basis: str
    source: Link | None


@dataclass(frozen=True)
class Step:
    """One proceeding in a chain of appeals."""

    title: str
    detail: str
    body: str
    dates: str
    note: str
    now: bool
    appeals: str = ""


@dataclass(frozen=True)
class Country:
    """The proceedings in one country, each chain from the first decision to the last appeal."""

    name: str
    chains: list[list[Step]]


def sample_words(case: Case | PublicCase) -> str | None:
    """The words of the Sample notice, or None where the case is shown on consent."""
    return case.basis_note or _("No consent is recorded here.") if case.basis == Basis.SAMPLE else None


def any_sample(cases: Iterable[Case | PublicCase]) -> str | None:
    """The words of the Sample notice over a list of cases, or of what is done for them, if one is a sample."""
    if any(case.basis == Basis.SAMPLE for case in cases):
        return _(
            "Cases marked “sample”, and all that is done for them, show how this works. No consent is recorded here."
        )
    return None


def timeline(case: PublicCase) -> list[tuple[str, list[Happened]]]:
    """The events by year, newest first; what has no date comes last."""
    several = len({event.country for event in case.told.events}) > 1
    dated = [event for event in case.told.events if event.when.earliest]
    dated.sort(key=lambda event: (*event.when.sort_key, event.position), reverse=True)
    undated = [_happened(event, several, case) for event in case.told.events if not event.when.earliest]
    years = groupby(dated, key=lambda event: str((event.when.earliest or date.max).year))
    grouped = [(year, [_happened(event, several, case) for event in events]) for year, events in years]
    return [*grouped, (_("Date not stated"), undated)] if undated else grouped


def proceedings(case: PublicCase) -> list[Country]:
    """The proceedings by country, the one where the person is now first; each appeal below what it appeals."""
    roots = [row for row in case.told.proceedings if not row.appeals_key]
    codes = sorted(dict.fromkeys(row.country for row in roots), key=lambda code: code != case.host_country)
    return [
        Country(
            country_name(code) if code else _("Country not stated"),
            [_chain(root, case) for root in roots if root.country == code],
        )
        for code in codes
    ]


def _happened(event: PublicEvent, tell_place: bool, case: PublicCase) -> Happened:
    return Happened(
        when=event.when.label,
        iso=event.when.iso,
        title=event.title,
        body=event.body,
        place=country_name(event.country) if event.country and tell_place else "",
        basis=event.when.basis,
        source=_source(event, case),
    )


def _source(event: PublicEvent, case: PublicCase) -> Link | None:
    """The event's source; where the case has only one, the foot of the page says so once."""
    if event.source is None or len(case.told.sources) < 2:
        return None
    return Link(event.source.title, event.source.address)


def _chain(root: PublicProceeding, case: PublicCase) -> list[Step]:
    below = [row for row in case.told.proceedings if row.appeals_key == root.key]
    return [_step(root, case), *(step for row in below for step in _chain(row, case))]


def _step(row: PublicProceeding, case: PublicCase) -> Step:
    appealed = next((other.title for other in case.told.proceedings if other.key == row.appeals_key), "")
    return Step(
        title=row.title,
        detail=row.outcome or (_("Still open") if row.is_open else _("Outcome not stated")),
        body=row.authority,
        dates=_dates(row),
        note=row.note,
        now=row.is_open,
        appeals=appealed,
    )


def _dates(row: PublicProceeding) -> str:
    opened, decided = _known(row.opened), _known(row.decided)
    if opened and decided:
        return _("Opened %(opened)s, decided %(decided)s", opened=opened, decided=decided)
    if opened:
        return _("Opened %(opened)s", opened=opened)
    return _("Decided %(decided)s", decided=decided) if decided else _("Dates not stated")


def _known(when: UncertainDate) -> str:
    return "" if when.precision == Precision.UNKNOWN else when.label
