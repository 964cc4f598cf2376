"""Signs that addresses can't be trusted that no row shows by itself: what else is on file, and the table as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from petitions.people.judging import Finding, same_address
from petitions.people.patterns import follow_one_pattern
from petitions.people.reasons import Reason, Trouble, trouble

FEWEST = 10
"""So many changes may come together by chance, as after an election of staff or a marriage or two."""
SHARE = 0.05
"""Between the real rosters of 2023 and 2024 at most 12 of 330 addresses of members on both changed."""


def doubted(findings: Sequence[Finding], known: Mapping[str, str], vouched: Mapping[str, str]) -> list[Finding]:
    """The findings, each with what speaks against an address that is not on file already.

    `known` maps the ids of members to the addresses on file, `vouched` to those of the server's own register: another
    address waits. Where many addresses on file would change at once, or all follow one pattern, each such row says so.
    """
    table = _of_the_table(findings)
    return [_with(finding, _against(finding, known, vouched, table)) for finding in findings]


def _of_the_table(findings: Sequence[Finding]) -> dict[Reason, Trouble]:
    changed = sum(map(_changes, findings))
    found = {}
    if changed >= FEWEST and changed >= SHARE * len(findings):
        values = {"address": "", "changed": changed, "rows": len(findings)}
        found[Reason.MASS_CHANGE] = trouble(Reason.MASS_CHANGE, values)
    if follow_one_pattern(findings):
        found[Reason.PATTERN] = trouble(Reason.PATTERN, {"address": ""})
    return found


def _against(
    finding: Finding, known: Mapping[str, str], vouched: Mapping[str, str], table: Mapping[Reason, Trouble]
) -> list[Trouble]:
    member, address = finding.row.member_id, finding.address
    if not address or _same(address, known.get(member)):
        return []
    found = [table[Reason.PATTERN]] if Reason.PATTERN in table else []
    if Reason.MASS_CHANGE in table and _changes(finding):
        found.append(table[Reason.MASS_CHANGE])
    if member in vouched and not _same(address, vouched[member]):
        found.append(trouble(Reason.ADDRESS_DIFFERS, {"address": address}))
    return found


def _with(finding: Finding, more: Sequence[Trouble]) -> Finding:
    return replace(finding, troubles=(*finding.troubles, *more)) if more else finding


def _same(address: str, other: str | None) -> bool:
    return other is not None and same_address(address) == same_address(other)


def _changes(finding: Finding) -> bool:
    return any(trouble.reason is Reason.ADDRESS_CHANGED for trouble in finding.troubles)
