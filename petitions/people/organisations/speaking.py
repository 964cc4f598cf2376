"""Those who sign for an organisation, or as its head, as persons. They stand on no roster, so no search lists them.

Each authority has a person of its own, and each head: whoever speaks for two organisations, or for one and as its head,
can then be asked once in each capacity. The address is always the representative's own.
"""

from collections.abc import Sequence

from sqlalchemy import exists, or_, select

from petitions.core.db import db, locked
from petitions.people.models import Person
from petitions.people.organisations.models import OrganisationHead, RegisteredOrganisation, Representative
from petitions.people.organisations.rules import parted


def person_of(speaker: Representative | OrganisationHead, registered: RegisteredOrganisation) -> Person:
    """The person who signs by this authority, or as this head; entered when asked for the first time."""
    locked(speaker)
    if speaker.person is None:
        speaker.person = _entered(speaker, registered)
        db.session.flush()
    return speaker.person


def persons_of(representatives: Sequence[Representative]) -> list[Person]:
    """Those who sign by these authorities, whose rows are locked, in order; entered at once as far as they are new."""
    for row in representatives:
        row.person = row.person or _entered(row, row.organisation)
    db.session.flush()
    return [row.person for row in representatives if row.person is not None]


def _entered(speaker: Representative | OrganisationHead, registered: RegisteredOrganisation) -> Person:
    given_name, surname = parted(speaker.name)
    return Person(organisation_id=registered.organisation_id, given_name=given_name, surname=surname)


def spoken_for(person: Person) -> RegisteredOrganisation | None:
    """The organisation that the person signs for, or heads; None for whoever stands on a roster."""
    by_authority = exists().where(
        Representative.registered_id == RegisteredOrganisation.id, Representative.person_id == person.id
    )
    as_head = exists().where(
        OrganisationHead.registered_id == RegisteredOrganisation.id, OrganisationHead.person_id == person.id
    )
    return db.session.scalars(select(RegisteredOrganisation).where(or_(by_authority, as_head))).first()
