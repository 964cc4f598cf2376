"""Finding many people at once by whole names, or by addresses, exactly as they are on file: never somebody near."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.sealed import keyring
from petitions.people.addresses import example_address
from petitions.people.models import Address, Mandate, Person
from petitions.people.name_tables import batches
from petitions.people.one_entry import OneEntry
from petitions.people.search_queries import WITH_ROSTER, Filters, Found, fitting, visible_to
from petitions.people.spelling import words

_IN_FORCE = (Address.superseded_at.is_(None), Address.roster_id.is_not(None) | Address.confirmed_at.is_not(None))


def by_names(actor: Actor, names: Iterable[str], **filters: Any) -> Mapping[str, list[Found]]:
    """By name whoever bears it whole, in either order and however it is accented; of those who fit the filters."""
    wanted = {name: _filed(name) for name in names}
    forms = {form for each in wanted.values() for form in each}
    bearers = _persons(actor, Person.filed_as, forms)
    return _shown(actor, filters, _meant(wanted, bearers))


def by_addresses(actor: Actor, addresses: Iterable[str], **filters: Any) -> Mapping[str, list[Found]]:
    """By address whose it is today; an address and its `.example` image count as one."""
    wanted = {address: {keyring().index(one) for one in (address, _image(address))} for address in addresses}
    indexes = {index for each in wanted.values() for index in each}
    holders = _persons(actor, Address.address_index, indexes, *_IN_FORCE)
    return _shown(actor, filters, _meant(wanted, holders))


def _filed(name: str) -> set[str]:
    """Under which forms whoever bears the name may be filed: `SURNAME, Given`, or the words in either order.

    What stands behind a comma may as well be a country or group.
    """
    first, comma, rest = name.partition(",")
    every = words(first)
    if comma and len(every) == 1:
        return {_form(every, words(rest))}
    parted = [(every[:place], every[place:]) for place in range(len(every) + 1)]
    forms = {_form(one, other) for pair in parted for one, other in (pair, pair[::-1]) if one}
    return forms | {_form(every, words(rest))} if comma else forms


def _form(surname: Sequence[str], given_name: Sequence[str]) -> str:
    """As `name_tables.filed_as` files it."""
    return "\t".join((" ".join(surname), " ".join(given_name)))


def _image(address: str) -> str:
    try:
        return example_address(address)
    except ValueError:
        return address


def _persons(
    actor: Actor, column: InstrumentedAttribute[str], values: Collection[str], *where: ColumnElement[bool]
) -> dict[str, list[Person]]:
    """By value the persons whom the actor may see, and who have it themselves or in an address."""
    query = select(column, Person).where(visible_to(Person.organisation_id, actor), *where)
    if column.class_ is Address:
        query = query.join(Person, Person.id == Address.person_id)
    found: dict[str, list[Person]] = {}
    for some in batches(sorted(values)):
        for value, person in db.session.execute(query.where(column.in_(some))):
            found.setdefault(value, []).append(person)
    return found


def _meant(wanted: Mapping[str, Iterable[str]], found: Mapping[str, list[Person]]) -> dict[str, list[Person]]:
    return {typed: [person for form in forms for person in found.get(form, ())] for typed, forms in wanted.items()}


def _shown(
    actor: Actor, filters: Mapping[str, Any], meant: Mapping[str, Iterable[Person]]
) -> Mapping[str, list[Found]]:
    """By what was typed the people as a search lists them: each once, with the latest mandate."""
    one = OneEntry(actor.organisation_id, filters.get("body", ""))
    fits = fitting(actor, one, Filters(**filters))
    query = select(Mandate, Person).join(Mandate.person).options(WITH_ROSTER).where(fits)
    listed: dict[UUID, Found] = {}
    for some in batches(one.bearers(person.id for persons in meant.values() for person in persons)):
        for mandate, person in db.session.execute(query.where(Person.id.in_(some))):
            kept = one.kept(person)
            listed[kept.id] = Found(kept, mandate, 1.0, True)
    told = {typed: dict.fromkeys(one.kept(person).id for person in persons) for typed, persons in meant.items()}
    return {typed: [listed[key] for key in ids if key in listed] for typed, ids in told.items()}
