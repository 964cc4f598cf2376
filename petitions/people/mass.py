"""A mass change of addresses: a sign that a table was built by pattern instead of from the register. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from petitions.people.judging import Finding
from petitions.people.reasons import Reason, trouble

FEWEST = 10
"""So many changes may come together by chance, as after an election of staff or a marriage or two."""
SHARE = 0.05
"""Between the real rosters of 2023 and 2024 at most 12 of 330 addresses of members on both changed."""


def doubted(findings: Sequence[Finding]) -> list[Finding]:
    """The findings; where many addresses on file would change at once, each such row says so too."""
    changed = [finding for finding in findings if _changes(finding)]
    if len(changed) < FEWEST or len(changed) < SHARE * len(findings):
        return list(findings)
    values = {"address": "", "changed": len(changed), "rows": len(findings)}
    why = trouble(Reason.MASS_CHANGE, values)
    return [replace(f, troubles=(*f.troubles, why)) if _changes(f) else f for f in findings]


def _changes(finding: Finding) -> bool:
    return any(trouble.reason is Reason.ADDRESS_CHANGED for trouble in finding.troubles)
