"""The sample's invented organisations that sign."""

from typing import Any

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.ops.sample.files import read
from petitions.ops.sample.teams import Team, with_role
from petitions.people.organisations import coalitions, queries, representing, service
from petitions.people.organisations.models import OrganisationKind, RegisteredOrganisation, Representative
from petitions.people.organisations.representing import RepresentativeData
from petitions.people.organisations.service import HeadData, OrganisationData


def load_register(team: Team) -> None:
    """Register the invented organisations, their representatives and the coalition, as two of the team would."""
    drafter, second = with_role(team, Role.DRAFTER), with_role(team, Role.REVIEWER)
    registered: dict[str, RegisteredOrganisation] = {}
    for entry in read("register.yaml")["organisations"]:
        made = registered[entry["name"]] = service.add(drafter, _data(entry), _head(entry))
        for person in entry.get("representatives", []):
            _load_representative(drafter, second, made, person)
        for name in entry.get("members", []):
            coalitions.add_member(drafter, made, registered.get(name, name))


def speakers(actor: Actor) -> dict[tuple[str, str], Representative]:
    """The invented representatives by the names of their organisation and their own."""
    every = (row for one in queries.search(actor) for row in one.representatives)
    return {(row.organisation.name, row.name): row for row in every}


def _load_representative(
    drafter: Actor, second: Actor, organisation: RegisteredOrganisation, entry: dict[str, Any]
) -> None:
    data = RepresentativeData(
        name=entry["name"],
        capacity=entry["capacity"],
        email=entry["email"],
        authority_from=entry["from"],
        authority_to=entry.get("to"),
        evidence=entry["evidence"],
        source=entry["source"],
    )
    representative = representing.authorise(drafter, organisation, data)
    if entry["confirmed"]:
        representing.confirm(second, representative)


def _data(entry: dict[str, Any]) -> OrganisationData:
    return OrganisationData(
        name=entry["name"],
        kind=entry.get("kind", OrganisationKind.ORGANISATION),
        abbreviation=entry.get("abbreviation", ""),
        country=entry.get("country", ""),
        domains=entry.get("domains", ()),
        works_here=entry.get("works_here", False),
    )


def _head(entry: dict[str, Any]) -> HeadData | None:
    return HeadData(**entry["head"]) if "head" in entry else None
