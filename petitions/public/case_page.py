"""A case as a reader sees it: the timeline, the proceedings and what they appeal, the sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from petitions.cases.models import Basis, Case, CaseEvent, Proceeding
from petitions.core.countries import country_name
from petitions.core.dates import Precision, UncertainDate


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


def sample_words(case: Case) -> str | None:
    """The words of the Sample notice, or None where the case is shown on consent."""
    return case.basis_note or _("No consent is recorded here.") if case.basis == Basis.SAMPLE else None


def any_sample(cases: Iterable[Case]) -> str | None:
    """The words of the Sample notice over a list of cases, or of what is done for them, if one is a sample."""
    if any(case.basis == Basis.SAMPLE for case in cases):
        return _(
            "Cases marked “sample”, and all that is done for them, show how this works. No consent is recorded here."
        )
    return None


def timeline(case: Case) -> list[tuple[str, list[Happened]]]:
    """The events by year, newest first; what has no date comes last."""
    several = len({event.country for event in case.events}) > 1
    dated = [event for event in case.events if event.when.earliest]
    dated.sort(key=lambda event: (*event.when.sort_key, event.position), reverse=True)
    undated = [_happened(event, several, case) for event in case.events if not event.when.earliest]
    years = groupby(dated, key=lambda event: str((event.when.earliest or date.max).year))
    grouped = [(year, [_happened(event, several, case) for event in events]) for year, events in years]
    return [*grouped, (_("Date not stated"), undated)] if undated else grouped


def proceedings(case: Case) -> list[Country]:
    """The proceedings by country, the one where the person is now first; each appeal below what it appeals."""
    roots = [row for row in case.proceedings if row.appeals_id is None]
    codes = sorted(dict.fromkeys(row.country for row in roots), key=lambda code: code != case.host_country)
    return [
        Country(
            country_name(code) if code else _("Country not stated"),
            [_chain(root, case) for root in roots if root.country == code],
        )
        for code in codes
    ]


def _happened(event: CaseEvent, tell_place: bool, case: Case) -> Happened:
    return Happened(
        when=event.when.label,
        iso=event.when.iso,
        title=event.title,
        body=event.body,
        place=country_name(event.country) if event.country and tell_place else "",
        basis=event.when.basis,
        source=_source(event, case),
    )


def _source(event: CaseEvent, case: Case) -> Link | None:
    """The event's source; where the case has only one, the foot of the page says so once."""
    if event.source_id is None or len(case.sources) < 2:
        return None
    source = next(row for row in case.sources if row.id == event.source_id)
    return Link(source.title, source.address)


def _chain(root: Proceeding, case: Case) -> list[Step]:
    below = [row for row in case.proceedings if row.appeals_id == root.id]
    return [_step(root, case), *(step for row in below for step in _chain(row, case))]


def _step(row: Proceeding, case: Case) -> Step:
    appealed = next((other.title for other in case.proceedings if other.id == row.appeals_id), "")
    return Step(
        title=row.title,
        detail=row.outcome or (_("Still open") if row.is_open else _("Outcome not stated")),
        body=row.authority,
        dates=_dates(row),
        note=row.note,
        now=row.is_open,
        appeals=appealed,
    )


def _dates(row: Proceeding) -> str:
    opened, decided = _known(row.opened), _known(row.decided)
    if opened and decided:
        return _("Opened %(opened)s, decided %(decided)s", opened=opened, decided=decided)
    if opened:
        return _("Opened %(opened)s", opened=opened)
    return _("Decided %(decided)s", decided=decided) if decided else _("Dates not stated")


def _known(when: UncertainDate) -> str:
    return "" if when.precision == Precision.UNKNOWN else when.label
