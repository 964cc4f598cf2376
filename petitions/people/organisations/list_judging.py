"""What a list of organisations would change, row by row, against those on file. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from uuid import UUID

from flask_babel import gettext as _

from petitions.people.organisations.domains import UnfitDomain, own_domains
from petitions.people.organisations.finding import Names
from petitions.people.organisations.lists import ListRow, head_of, known_country
from petitions.people.organisations.models import OrganisationKind
from petitions.people.organisations.rules import name_key
from petitions.people.spelling import fold

_KINDS = {
    "": OrganisationKind.ORGANISATION,
    "ngo": OrganisationKind.ORGANISATION,
    "organisation": OrganisationKind.ORGANISATION,
    "organization": OrganisationKind.ORGANISATION,
    "coalition": OrganisationKind.COALITION,
    "network": OrganisationKind.COALITION,
}


class Verdict(Enum):
    """What becomes of a row: taken, left because it is on file, shown to a person, or not read."""

    NEW = "new"
    KNOWN = "known"
    DOUBTFUL = "doubtful"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class OnFile:
    """An organisation on file as a list is held against it."""

    id: UUID
    title: str
    name_key: str
    abbreviation: str = ""
    country: str = ""
    kind: str = OrganisationKind.ORGANISATION
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """A row with its verdict, why, and the one on file that it is or may be. `takeable`: a person may take it still."""

    row: ListRow
    verdict: Verdict
    why: str = ""
    on_file: OnFile | None = None
    takeable: bool = False
    country: str = ""
    domains: tuple[str, ...] = ()
    kind: str = OrganisationKind.ORGANISATION
    head: tuple[str, str] = ("", "")


class _Shelf:
    """What is on file, ready to be looked up by name, domain and abbreviation."""

    def __init__(self, known: Iterable[OnFile]) -> None:
        self.by_name: dict[str, list[OnFile]] = {}
        self.by_domain: dict[str, OnFile] = {}
        self.by_abbreviation: dict[str, OnFile] = {}
        for one in known:
            self.by_name.setdefault(one.name_key, []).append(one)
            self.by_abbreviation.setdefault(fold(one.abbreviation), one)
            for domain in one.domains:
                self.by_domain.setdefault(domain, one)
        self.by_abbreviation.pop("", None)
        self.names = Names(self.by_name)


def judge(rows: Iterable[ListRow], known: Iterable[OnFile]) -> list[Finding]:
    """A finding for each row, in order. A row is new only where nothing on file and nothing above it is like it."""
    shelf = _Shelf(known)
    above: dict[str, int] = {}
    names = Names()
    findings = []
    for row in rows:
        finding = _twice(_judged(row, shelf), above, names)
        findings.append(finding)
        if finding.verdict is not Verdict.UNREADABLE:
            key = name_key(row.name)
            above.setdefault(key, row.line)
            names.add(key)
    return findings


def fingerprint(findings: Iterable[Finding]) -> str:
    """A digest of everything shown in a preview: another one means that list or register has changed since (hex)."""
    return sha256(repr([(f.row, f.verdict, f.on_file and f.on_file.id) for f in findings]).encode()).hexdigest()


def _judged(row: ListRow, shelf: _Shelf) -> Finding:
    if row.odd:
        return Finding(row, Verdict.UNREADABLE, row.odd)
    country = known_country(row.country) if row.country else ""
    if country is None:
        return Finding(row, Verdict.UNREADABLE, _("“%(country)s” is no country known here.", country=row.country))
    kind = _KINDS.get(fold(row.kind))
    try:
        domains = own_domains(row.domains)
    except UnfitDomain as unfit:
        return Finding(row, Verdict.UNREADABLE, unfit.message)
    read = Finding(row, Verdict.NEW, country=country, domains=domains, head=head_of(row.head))
    if kind is None:
        told = _("“%(kind)s” is neither an organisation nor a coalition.", kind=row.kind)
        return _doubtful(read, told, takeable=True)
    return _compared(replace(read, kind=kind), shelf)


def _compared(finding: Finding, shelf: _Shelf) -> Finding:
    key = name_key(finding.row.name)
    if key in shelf.by_name:
        return _same(finding, shelf.by_name[key])
    of_domain = next((shelf.by_domain[domain] for domain in finding.domains if domain in shelf.by_domain), None)
    if of_domain:
        return _doubtful(finding, _("Its domain is on file for this one."), of_domain, takeable=True)
    abbreviation = fold(finding.row.abbreviation)
    of_short = shelf.by_abbreviation.get(abbreviation) or shelf.by_abbreviation.get(key)
    if of_short:
        return _doubtful(finding, _("Its abbreviation is on file for this one."), of_short, takeable=True)
    near = shelf.names.nearest(key)
    return _doubtful(finding, _("The names are alike."), shelf.by_name[near][0], takeable=True) if near else finding


def _same(finding: Finding, same: Sequence[OnFile]) -> Finding:
    """A row that names one on file: known, unless the two are said to be in two countries or of two kinds."""
    fitting = [one for one in same if _agrees(finding, one)]
    if fitting:
        return replace(finding, verdict=Verdict.KNOWN, on_file=fitting[0])
    told = _("This name is on file with another country or kind. Add this one by hand if it is another.")
    return _doubtful(finding, told, same[0])


def _agrees(finding: Finding, one: OnFile) -> bool:
    same_country = not finding.country or not one.country or finding.country == one.country
    return same_country and (not finding.row.kind or finding.kind == one.kind)


def _twice(finding: Finding, above: dict[str, int], names: Names) -> Finding:
    """The finding, or doubtful where a row above says the same or nearly the same."""
    if finding.verdict is Verdict.UNREADABLE:
        return finding
    key = name_key(finding.row.name)
    if key in above:
        return _doubtful(finding, _("It stands on line %(line)d already.", line=above[key]), finding.on_file)
    near = names.nearest(key) if finding.verdict is Verdict.NEW else None
    if near:
        return _doubtful(finding, _("The name is like that on line %(line)d.", line=above[near]), takeable=True)
    return finding


def _doubtful(finding: Finding, why: str, on_file: OnFile | None = None, *, takeable: bool = False) -> Finding:
    return replace(finding, verdict=Verdict.DOUBTFUL, why=why, on_file=on_file, takeable=takeable)
