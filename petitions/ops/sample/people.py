"""The sample's invented Members."""

from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.ops.sample.files import HERE
from petitions.people import service
from petitions.people.models import Roster

ROSTER = HERE / "roster.csv"


def load_roster(actor: Actor) -> Roster:
    """Import the invented roster into the register of the actor's organisation, as of the day of loading."""
    return service.import_roster(actor, ROSTER.read_bytes(), ROSTER.name, "european_parliament", today())
