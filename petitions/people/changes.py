"""What an import would change, compared with what is on file. Pure: the register's part is handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from petitions.people.addresses import masked, told_apart
from petitions.people.judging import Finding
from petitions.people.reasons import ONLY_THE_ADDRESS, Reason
from petitions.people.sentences import Sentence
from petitions.people.spelling import fold

# Rows of which it is not even clear whom, when or where they mean; all others that wait are suspicious.
_UNREADABLE = frozenset(
    {
        Reason.NO_ID,
        Reason.BAD_ID,
        Reason.NO_NAME,
        Reason.BAD_NAME,
        Reason.NO_ADDRESS,
        Reason.MALFORMED_ADDRESS,
        Reason.BAD_DATE,
    }
)


@dataclass(frozen=True, slots=True)
class OnFile:
    """A member as the register has it nearest to the roster's day; `held` says whether the seat was held that day.

    One `seen_later`, on a newer roster, keeps the name that is spelt there. `one_with` are the ids under which the same
    person stands besides.
    """

    name: str
    surname: str
    country: str
    group: str
    address: str
    held: bool
    seen_later: bool = False
    one_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One member whom the import would touch: what was, what would be, and why a row would wait instead.

    `line` is 0 for a member who does not stand on the roster.
    """

    line: int
    name: str
    surname: str
    country: str
    before: str = ""
    after: str = ""
    why: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that an import would change, each member once, by surname; rows that would wait by line."""

    new: tuple[Change, ...]
    left: tuple[Change, ...]
    changed_group: tuple[Change, ...]
    changed_address: tuple[Change, ...]
    renamed: tuple[Change, ...]
    unreadable: tuple[Change, ...]
    suspicious: tuple[Change, ...]
    unchanged: int

    @property
    def nothing(self) -> bool:
        """Whether every member is on file just as the roster has it."""
        waiting = (self.unreadable, self.suspicious)
        return not any((self.new, self.left, self.changed_group, self.changed_address, self.renamed, *waiting))


def compare(on_file: Mapping[str, OnFile], findings: Sequence[Finding], is_whole: bool) -> Changes:
    """What the findings would change in the register, which is given by member id.

    A member may be found in two lists: with a new group and with another address, of which the one is taken and the
    other waits.
    """
    waiting = [finding for finding in findings if not finding.ok]
    taken = [finding for finding in findings if finding.ok]
    unreadable = [f for f in waiting if _reasons(f) & _UNREADABLE]
    readdressed = [f for f in waiting if Reason.ADDRESS_CHANGED in _reasons(f) and f not in unreadable]
    suspicious = [f for f in waiting if f not in unreadable and f not in readdressed]
    known = [(f, on_file[f.row.member_id]) for f in taken if f.row.member_id in on_file]
    added = [(f, was) for f, was in known if f.address and not was.address]
    stayed = [(f, on_file[f.row.member_id]) for f in readdressed if _reasons(f) <= ONLY_THE_ADDRESS]
    moved = [(f, was) for f, was in (*known, *stayed) if (was.country, was.group) != (f.country, f.group)]
    renamed = [(f, was) for f, was in known if was.name != _name(f) and not was.seen_later]
    touched = {f.row.line for f, _ in (*added, *moved, *renamed)}
    return Changes(
        new=_by_surname(_change(f, after=f.group or "") for f in taken if f.row.member_id not in on_file),
        left=_left(on_file, findings) if is_whole else (),
        changed_group=_by_surname(_change(f, was.group, f.group or "") for f, was in moved),
        changed_address=_by_surname(
            [
                *(_change(f, *_addresses(on_file, f)) for f in readdressed),
                *(_change(f, "", masked(f.address)) for f, _ in added),
            ]
        ),
        renamed=_by_surname(_change(f, was.name, _name(f)) for f, was in renamed),
        unreadable=tuple(_change(f) for f in unreadable),
        suspicious=tuple(_change(f) for f in suspicious),
        unchanged=sum(f.row.line not in touched for f, _ in known),
    )


def _reasons(finding: Finding) -> set[Reason]:
    return {trouble.reason for trouble in finding.troubles}


def _left(on_file: Mapping[str, OnFile], findings: Sequence[Finding]) -> tuple[Change, ...]:
    """Who held a seat and stands on no row; a row that waits under the member's name is no absence."""
    ids = {finding.row.member_id for finding in findings}
    names = {_name(finding) for finding in findings if not finding.ok}
    gone = (
        was
        for member, was in on_file.items()
        if was.held and ids.isdisjoint({member, *was.one_with}) and was.name not in names
    )
    return _by_surname(Change(0, was.name, was.surname, was.country, before=was.group) for was in gone)


def _change(finding: Finding, before: str = "", after: str = "") -> Change:
    why = tuple(_without_addresses(trouble.sentence) for trouble in finding.troubles)
    row = finding.row
    return Change(row.line, _name(finding), row.last_name, finding.country or row.country, before, after, why)


def _without_addresses(sentence: Sentence) -> Sentence:
    shown = {"address": masked(str(sentence.values["address"]))} if "address" in sentence.values else {}
    return Sentence(sentence.template, {**sentence.values, **shown})


def _addresses(on_file: Mapping[str, OnFile], finding: Finding) -> tuple[str, str]:
    was = on_file.get(finding.row.member_id)
    return told_apart(was.address if was else "", finding.address)


def _name(finding: Finding) -> str:
    return normalize("NFC", f"{finding.row.first_name} {finding.row.last_name}".strip())


def _by_surname(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: (fold(change.surname), fold(change.name), change.line)))
