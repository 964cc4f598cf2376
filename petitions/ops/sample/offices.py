"""The sample's addressees."""

from datetime import date
from typing import Any

from petitions.core.actor import Actor
from petitions.dispatch import offices
from petitions.dispatch.models import Addressee
from petitions.dispatch.offices import OfficeData
from petitions.ops.sample.files import read


def load_offices(actor: Actor) -> dict[str, Addressee]:
    """Add both offices to the list of the actor's organisation. Returns them by key."""
    return {entry["key"]: offices.add(actor, _office(entry)) for entry in read("offices.yaml")["offices"]}


def _office(entry: dict[str, Any]) -> OfficeData:
    name, *lines = entry["postal"]
    return OfficeData(
        name=entry["name"],
        lines="\n".join(lines if name == entry["name"] else entry["postal"]),
        country=entry["country"],
        language=entry["language"],
        salutation=entry["salutation"],
        email=entry["email"],
        valid_from=date.fromisoformat(entry["valid_from"]),
        valid_to=date.fromisoformat(entry["valid_to"]) if entry["valid_to"] else None,
    )
