"""Many who are asked to sign, seven at a time and each in another way. All names are invented."""

from datetime import timedelta
from itertools import count

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.people import addressing, by_hand
from petitions.people.addressing import AddressSource
from petitions.people.hand_rules import HandSource
from petitions.people.models import Person
from petitions.signing.models import ConsentKind
from tests import factories
from tests.people.hand import a_seat

PAGE = "https://parliament.example/members"
SURNAMES = count(1)


def ask_seven(campaign: Campaign, ada: User, bo: User) -> None:
    """Four sign and three do not: on rosters, under two names that are one person's, and entered by hand."""
    factories.a_signature(campaign, factories.a_member(), ConsentKind.PRINT)
    for _ in range(2):
        factories.an_invitation(campaign, factories.a_member(group="S&D"))
    kept, merged = twins(ada)
    factories.a_signature(campaign, kept, ConsentKind.PRINT)
    factories.an_invitation(campaign, merged)
    factories.a_merge(bo, kept, merged)
    for _ in range(2):
        factories.a_signature(campaign, entered(ada, bo), ConsentKind.PRINT)


def twins(user: User) -> tuple[Person, Person]:
    """Two entries of the organisation's own register."""
    number = spelt(next(SURNAMES))
    pair = factories.a_member("Ona", f"Testė-{number}"), factories.a_member("Ona", f"Testienė-{number}")
    for person in pair:
        factories.changed(person, organisation_id=factories.acting(user).organisation_id)
    return pair


def entered(ada: User, bo: User) -> Person:
    """Somebody whose mandate and address two organisers vouch for."""
    first, second, day = factories.acting(ada), factories.acting(bo), today() - timedelta(days=3)
    surname = f"Testenė-{spelt(next(SURNAMES))}"
    seat = a_seat(surname=surname, body="european_parliament", group="Renew", source=HandSource(PAGE, day))
    with transaction():
        entry = by_hand.enter(first, seat, is_another=True)
        by_hand.confirm(second, entry)
        person = db.session.get_one(Person, entry.person_id)
        mailbox = f"member-{spelt(next(SURNAMES))}@parliament.example"
        address = addressing.register_address(first, person, mailbox, AddressSource(PAGE, day))
        addressing.confirm_address(second, address)
    return person


def spelt(number: int) -> str:
    """The number in letters, as part of a name."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()
