"""The verb that takes a list of organisations onto the register, after somebody has seen what it would change."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.errors import StalePage
from petitions.people.organisations import queries
from petitions.people.organisations.list_judging import Finding, Verdict, fingerprint, judge
from petitions.people.organisations.lists import read_list
from petitions.people.organisations.models import RegisteredOrganisation
from petitions.people.organisations.service import HeadData, OrganisationData, enter


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took, and every finding it rests on."""

    taken: list[RegisteredOrganisation]
    findings: list[Finding]

    def count(self, verdict: Verdict) -> int:
        """How many rows were judged so."""
        return sum(finding.verdict is verdict for finding in self.findings)


def import_list(actor: Actor, text: str, *, also: Collection[int] = (), seen: str = "") -> Imported:
    """Take every new organisation of the list onto the actor's register, and doubtful ones on the lines in `also`.

    `seen` is the fingerprint of the preview: `StalePage` where list or register are no longer what was shown. The same
    list once more takes nothing. Raises `UnreadableList`.
    """
    findings = judge(read_list(text), queries.on_file(actor))
    if seen and seen != fingerprint(findings):
        raise StalePage(_("The list or the register has changed since this was shown. Look at it once more."))
    chosen = [finding for finding in findings if _is_chosen(finding, also)]
    taken = [enter(actor.organisation_id, actor.label, _data(finding), _head(finding)) for finding in chosen]
    if taken:
        details = {"rows": len(findings), "taken": len(taken)}
        record(actor, "organisation_list:import", None, details=details)
    return Imported(taken, findings)


def _is_chosen(finding: Finding, also: Collection[int]) -> bool:
    return finding.verdict is Verdict.NEW or (finding.takeable and finding.row.line in also)


def _data(finding: Finding) -> OrganisationData:
    row = finding.row
    return OrganisationData(
        name=row.name,
        kind=finding.kind,
        abbreviation=row.abbreviation,
        country=finding.country,
        domains=finding.domains,
    )


def _head(finding: Finding) -> HeadData | None:
    name, title = finding.head
    return HeadData(name, title) if name else None
