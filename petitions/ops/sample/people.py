"""The sample's invented Members."""

from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.db import db
from petitions.ops.sample.files import HERE
from petitions.people import service
from petitions.people.models import Mandate, Person, Roster

ROSTER = HERE / "roster.csv"


def load_roster(actor: Actor) -> Roster:
    """Import the invented roster into the register of the actor's organisation, as of the day of loading."""
    return service.import_roster(actor, ROSTER.read_bytes(), ROSTER.name, "european_parliament", today())


def members(actor: Actor) -> dict[str, Person]:
    """The invented members by the id that their roster gives them, or that is made for them."""
    query = select(Mandate).join(Mandate.person).where(Person.organisation_id == actor.organisation_id)
    return {mandate.member_id: mandate.person for mandate in db.session.scalars(query)}
