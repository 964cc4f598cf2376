"""An invented member of a national parliament, as organisers enter one by hand."""

from datetime import date
from typing import Any

from petitions.accounts.models import Organisation
from petitions.core.actor import Actor
from petitions.core.db import db, transaction
from petitions.people import by_hand
from petitions.people.hand_models import MandateByHand
from petitions.people.hand_rules import HandData, HandSource
from petitions.people.models import Person
from tests import factories

DAY = date(2026, 5, 4)
SOURCE = HandSource("https://seimas.example/ona", DAY, "ona.png", "Ona Testenė, member of parliament")


def a_seat(**changes: Any) -> HandData:
    """A mandate in a national parliament without fault but for the changes."""
    values = {
        "given_name": "Ona",
        "surname": "Testenė",
        "body": "national_parliament",
        "country": "LT",
        "group": "Frakcija A",
        "source": SOURCE,
    }
    return HandData(**{**values, **changes})


class Scene:
    """An organisation with two organisers and nobody on its register."""

    def __init__(self) -> None:
        self.organisation: Organisation = factories.an_organisation()
        self.ada: Actor = factories.acting(factories.a_user(self.organisation, name="Ada Organiser"))
        self.bo: Actor = factories.acting(factories.a_user(self.organisation, name="Bo Colleague"))

    def entered(self, person: Person | None = None, **changes: Any) -> MandateByHand:
        with transaction():
            return by_hand.enter(self.ada, a_seat(**changes), person)

    def confirmed(self, entry: MandateByHand) -> Person:
        with transaction():
            by_hand.confirm(self.bo, entry)
        return db.session.get_one(Person, entry.person_id)

    def person_confirmed(self, **changes: Any) -> Person:
        """Somebody entered and confirmed."""
        return self.confirmed(self.entered(**changes))
