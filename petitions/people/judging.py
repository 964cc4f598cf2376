"""Which rows of a roster are taken, and which wait for a person, with the reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice

from petitions.people.addresses import address_fault, example_address
from petitions.people.bodies import Body, country_code
from petitions.people.reasons import REASON_OF_FAULT, Reason, Trouble, trouble
from petitions.people.rosters import RosterRow
from petitions.people.sentences import N_, Sentence
from petitions.people.spelling import fold

_MEMBER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAME_MARKS = frozenset(" '’‘ʼ`´-‐.,·()\xa0")
_LONGEST_NAME = 120
# A file may repeat one line a hundred thousand times.
_MOST_NAMED = 5
_TRIMMED = N_("A space around the address was removed.")


@dataclass(frozen=True, slots=True)
class Finding:
    """A row with what it means: trimmed address, ISO country, canonical group code, date. It is `ok` or it waits."""

    row: RosterRow
    address: str
    country: str | None
    group: str | None
    since: date | None
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.troubles


def judge(
    rows: Sequence[RosterRow],
    body: Body,
    as_of: date,
    known: Mapping[str, str] | None = None,
    carries_addresses: bool = True,
    one_with: Mapping[str, Sequence[str]] | None = None,
) -> list[Finding]:
    """Judge every row, in the order of the file, as of the roster's date.

    `known` maps the ids of this body's members to the addresses on file; an address and its `.example` image count as
    one. `one_with` names the other ids of members who were merged. Where two rows contradict each other both wait, for
    nobody knows which one is right. Where the file's format carries no addresses none is missing.
    """
    neighbours = _Neighbours(rows, known or {}, one_with or {})
    findings = [_finding(row, body, as_of, neighbours) for row in rows]
    return findings if carries_addresses else [_without_address(finding) for finding in findings]


def _without_address(finding: Finding) -> Finding:
    kept = tuple(trouble for trouble in finding.troubles if trouble.reason is not Reason.NO_ADDRESS)
    return replace(finding, troubles=kept)


class _Neighbours:
    """What the other rows and the file say about the same member, address or name."""

    def __init__(
        self, rows: Sequence[RosterRow], known: Mapping[str, str], one_with: Mapping[str, Sequence[str]]
    ) -> None:
        self._one_with = one_with
        self.known = {member: same_address(address) for member, address in known.items()}
        self._ids = {row.member_id for row in rows}
        self._lines: dict[tuple[str, ...], dict[str, list[int]]] = {}
        for row in rows:
            for key in _keys(row):
                lines = self._lines.setdefault(key, {}).setdefault(row.member_id, [])
                if len(lines) <= _MOST_NAMED:
                    lines.append(row.line)
        self._on_file: dict[str, set[str]] = {}
        for member, address in self.known.items():
            self._on_file.setdefault(address, set()).add(member)

    def lines(self, kind: str, row: RosterRow) -> list[str]:
        """The first other lines that share the row's id; or, for another member, its address or name."""
        by_member = next((self._lines[key] for key in _keys(row) if key[0] == kind), {})
        others = (lines for member, lines in by_member.items() if kind == "id" or member != row.member_id)
        return [str(line) for line in islice(chain.from_iterable(others), _MOST_NAMED + 1) if line != row.line]

    def holders(self, row: RosterRow) -> list[str]:
        """Ids of other members who have the row's address on file, unless this roster gives them another."""
        own = {row.member_id, *self._one_with.get(row.member_id, ())}
        return sorted(self._on_file.get(same_address(row.email), set()) - own - self._ids)


def _finding(row: RosterRow, body: Body, as_of: date, neighbours: _Neighbours) -> Finding:
    address = row.email.strip()
    country = country_code(row.country)
    group = body.group(row.group, as_of)
    since = _date(row.since)
    in_body = country is not None and body.has_state(country, as_of)
    checks = {
        **_identity(row),
        **_address(address, body),
        **_contradictions(row, neighbours),
        Reason.UNKNOWN_COUNTRY: not in_body,
        Reason.UNKNOWN_GROUP: group is None,
        Reason.BAD_DATE: bool(row.since) and (since is None or since > as_of),
    }
    values = {
        "member_id": row.member_id,
        "address": address,
        "domains": ", ".join(body.domains),
        "body": body.name,
        "country": row.country,
        "group": row.group,
        "since": row.since,
        "as_of": as_of.isoformat(),
    }
    return Finding(
        row=row,
        address=address,
        country=country if in_body else None,
        group=group.code if group else None,
        since=since,
        troubles=tuple(_trouble(reason, values, found) for reason, found in checks.items() if found),
        notes=(Sentence(_TRIMMED),) if address != row.email else (),
    )


def _trouble(reason: Reason, values: Mapping[str, object], found: object) -> Trouble:
    others = ", ".join(found) if isinstance(found, list) else ""
    return trouble(reason, {**values, "others": others})


def _identity(row: RosterRow) -> dict[Reason, object]:
    names = (row.first_name, row.last_name)
    return {
        Reason.NO_ID: not row.member_id,
        Reason.BAD_ID: bool(row.member_id) and not _MEMBER_ID.fullmatch(row.member_id),
        Reason.NO_NAME: not all(names),
        Reason.BAD_NAME: not all(_is_name(name) for name in names if name),
    }


def _address(address: str, body: Body) -> dict[Reason, object]:
    if not body.domains:
        return {Reason.UNVOUCHED_ADDRESS: bool(address)}
    if not address:
        return {Reason.NO_ADDRESS: True}
    fault = address_fault(address, body.domains)
    return {REASON_OF_FAULT[fault]: True} if fault else {}


def _contradictions(row: RosterRow, neighbours: _Neighbours) -> dict[Reason, object]:
    on_file = neighbours.known.get(row.member_id)
    return {
        Reason.MEMBER_TWICE: neighbours.lines("id", row),
        Reason.SHARED_ADDRESS: neighbours.lines("address", row),
        Reason.ADDRESS_TAKEN: neighbours.holders(row),
        Reason.SAME_NAME: neighbours.lines("name", row),
        Reason.ADDRESS_CHANGED: on_file is not None and bool(row.email.strip()) and on_file != same_address(row.email),
    }


def _keys(row: RosterRow) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if row.member_id:
        keys.append(("id", row.member_id))
    if row.email.strip():
        keys.append(("address", same_address(row.email)))
    if row.first_name and row.last_name:
        keys.append(("name", fold(row.first_name), fold(row.last_name), fold(row.country)))
    return keys


def same_address(address: str) -> str:
    """One form for an address and its `.example` image."""
    plain = address.strip().lower()
    name, _, domain = plain.rpartition("@")
    return example_address(plain) if name and domain else plain


def _is_name(name: str) -> bool:
    """Letters, their accents and the few marks of names; no digit, tag, formula or control sign."""
    letters = all(char.isalpha() or char in _NAME_MARKS or _is_accent(char) for char in name)
    return letters and (name[0].isalpha() or name[0] in "'’‘ʼ") and len(name) <= _LONGEST_NAME


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _date(printed: str) -> date | None:
    """An ISO date with hyphens, or None."""
    try:
        return date.fromisoformat(printed) if _ISO_DATE.fullmatch(printed) else None
    except ValueError:
        return None
