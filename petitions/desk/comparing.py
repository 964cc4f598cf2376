"""Two persons of a register side by side, for whoever has to tell whether they are one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.people import histories, merge_queries
from petitions.people import queries as people
from petitions.people.histories import Stretch
from petitions.people.models import Person
from petitions.people.queries import Registered
from petitions.signing.models import Invitation
from petitions.signing.states import STANDING, InvitationState


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: every name, what rosters show, the address all but hidden, and how often what was answered."""

    id: UUID
    name: str
    names: Sequence[str]
    stretches: Sequence[Stretch]
    address: Registered | None
    invited: int
    signed: int
    declined: int


def side(actor: Actor, person: Person) -> Side:
    """The person as the register has it today, with those who are one with it already."""
    entries = merge_queries.selves(person)
    query = select(Invitation).join(Campaign).options(selectinload(Invitation.signatures))
    query = query.where(Invitation.person_id.in_([entry.id for entry in entries]))
    asked = db.session.scalars(query.where(Campaign.organisation_id == actor.organisation_id)).all()
    return Side(
        id=person.id,
        name=person.name,
        names=[entry.name for entry in entries],
        stretches=histories.history(person),
        address=people.registered(person),
        invited=len(asked),
        signed=sum(any(signature.state in STANDING for signature in one.signatures) for one in asked),
        declined=sum(one.state == InvitationState.DECLINED for one in asked),
    )
