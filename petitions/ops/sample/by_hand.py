"""The sample's invented members of national parliaments, entered by hand as two of the team would."""

from typing import Any

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.ops.sample.files import read
from petitions.ops.sample.teams import Team, with_role
from petitions.people import addressing, by_hand
from petitions.people.addressing import AddressSource
from petitions.people.hand_rules import HandData, HandSource
from petitions.people.models import Person


def load_by_hand(team: Team) -> None:
    """Enter each mandate; where the story has it so, a second person confirms it and an address is registered."""
    drafter, second = with_role(team, Role.DRAFTER), with_role(team, Role.OWNER)
    for entry in read("by_hand.yaml")["people"]:
        made = by_hand.enter(drafter, _data(entry))
        if entry["confirmed"]:
            by_hand.confirm(second, made)
            _load_address(drafter, second, db.session.get_one(Person, made.person_id), entry.get("address"))


def _load_address(drafter: Actor, second: Actor, person: Person, entry: dict[str, Any] | None) -> None:
    if entry is not None:
        source = AddressSource(entry["page"], entry["read_on"])
        made = addressing.register_address(drafter, person, entry["email"], source)
        if entry["confirmed"]:
            addressing.confirm_address(second, made)


def _data(entry: dict[str, Any]) -> HandData:
    return HandData(
        given_name=entry["given_name"],
        surname=entry["surname"],
        body="national_parliament",
        country=entry["country"],
        source=HandSource(entry["page"], entry["read_on"], entry.get("file", ""), entry.get("words", "")),
        group=entry["group"],
        role=entry.get("role", ""),
        since=entry.get("since"),
    )
