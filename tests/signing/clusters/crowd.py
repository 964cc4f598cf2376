"""Many who sign a petition close together, written as signing writes them. All names are invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.sealed import keyring
from petitions.drafting.models import Version
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.ledger.service import Entry, append_all
from petitions.people.models import Person
from petitions.signing import links
from petitions.signing.clusters import carrying, deciding, looking, queries
from petitions.signing.clusters.deciding import Seen
from petitions.signing.clusters.models import Cluster
from petitions.signing.clusters.states import ClusterState
from petitions.signing.counting import queries as counting
from petitions.signing.models import Consent, ConsentKind, Invitation, Signature, Supporter
from petitions.signing.renewing import asking as renewing
from petitions.signing.states import InvitationState, SignatureState
from petitions.signing.supporters.rules import ANYONE, canonical
from tests.factories import acting

NUMBERS = count(1)
NETWORK = "198.51.100.0/24"
DOMAIN = "one-hand.example"
MAILBOXES = "gmail.com"
START = timedelta(minutes=20)


def crowd(
    campaign: Campaign,
    many: int,
    *,
    network: str = "",
    domain: str = MAILBOXES,
    addresses: Sequence[str] = (),
    since: datetime | None = None,
    apart: float = 1.0,
    name: str = "Vera Crowd",
) -> list[UUID]:
    """So many have signed, so many seconds apart, and agreed to be named. Returns their signatures, in order."""
    begun = since or now() - START
    with transaction() as session:
        campaign = session.get_one(Campaign, campaign.id)
        version = session.get_one(Version, campaign.open_version_id)
        highest = session.scalars(select(Signature.number).order_by(Signature.number.desc()).limit(1)).first() or 0
        made = []
        for place in range(many):
            email = addresses[place] if addresses else f"person{next(NUMBERS)}@{domain}"
            moment = begun + timedelta(seconds=apart * place)
            made.append(_signed(campaign, version, highest + 1 + place, f"{name} {place + 1}", email, moment, network))
        for kind in (0, 1, 2):
            session.add_all([one[kind] for one in made])
            session.flush()
        signatures = [one[3] for one in made]
        statement = {"type": "consent"}
        entries = [Entry(version.sha256, campaign.edition, one.id, statement) for one in signatures]
        append_all(campaign.id, LeafType.CONSENT, entries)
        ids = [one.id for one in signatures]
        given = select(Leaf.ref, Leaf.id).where(Leaf.ref.in_(ids)) if many < 500 else select(Leaf.ref, Leaf.id)
        leaves = {row.ref: row.id for row in session.execute(given)}
        for one in signatures:
            one.leaf_id = leaves[one.id]
        session.add_all(signatures)
        session.flush()
    return ids


def _signed(
    campaign: Campaign, version: Version, number: int, name: str, email: str, moment: datetime, network: str
) -> tuple[Person, Invitation, Supporter, Signature]:
    person = Person(organisation_id=campaign.organisation_id, given_name=name, surname="", of_public=True, filed_as="")
    invitation = Invitation(
        campaign_id=campaign.id,
        person_id=person.id,
        body=ANYONE,
        state=InvitationState.ANSWERED,
        language="en",
        invited_by="the public page",
        created_at=moment,
        sent_at=moment,
    )
    links.keep(invitation)
    supporter = Supporter(
        campaign_id=campaign.id,
        invitation_id=invitation.id,
        email=email,
        canonical_index=keyring().index(canonical(email)),
        country="LT",
        language="en",
        asked_at=moment,
        confirmed_at=moment,
        network=network,
        domain=email.rpartition("@")[2],
    )
    signature = Signature(
        campaign_id=campaign.id,
        version_id=version.id,
        invitation_id=invitation.id,
        person_id=person.id,
        number=number,
        name=name,
        surname=name,
        body=ANYONE,
        capacity="",
        delegation="LT",
        group_code="",
        language="en",
        state=SignatureState.CONFIRMED,
        is_published=True,
        is_printed=True,
        created_at=moment,
        confirmed_at=moment,
    )
    signature.consents = [
        Consent(kind=kind, given=True, wording="", wording_sha256="0" * 64, language="en", at=moment)
        for kind in (ConsentKind.SIGN, ConsentKind.PRINT, ConsentKind.PUBLISH)
    ]
    return person, invitation, supporter, signature


def place() -> None:
    """What the worker does every two seconds: everything pending gets its place, and is counted."""
    while True:
        with transaction():
            if not ledger.sequence():
                return


def look(limit: int = looking.LEAVES) -> int:
    """What the worker does every three seconds."""
    with transaction():
        return looking.look(limit)


def carry(limit: int = carrying.AT_ONCE) -> int:
    """What the worker does every second."""
    with transaction():
        return carrying.carry(limit)


def renew() -> int:
    """What the worker does every second after a new version was opened."""
    with transaction():
        return renewing.carry()


def work() -> None:
    """All that the worker does until there is nothing left to do."""
    place()
    while look() or carry() or renew():
        pass
    place()


def decide(user: User, campaign: Campaign, after: ClusterState, *clusters: Cluster, note: str = "") -> int:
    """An organiser decides on the clusters as they are now."""
    seen = [Seen(one.id, stored(Cluster, one.id).last_number) for one in clusters]
    with transaction():
        return deciding.decide(acting(user), db.session.get_one(Campaign, campaign.id), seen, after, note)


def waiting(campaign: Campaign) -> Sequence[Cluster]:
    """The clusters that wait, read anew."""
    _anew()
    return queries.waiting(db.session.get_one(Campaign, campaign.id))


def public_number(campaign: Campaign) -> int:
    """What the public page says."""
    _anew()
    return counting.counted(db.session.get_one(Campaign, campaign.id))


def stored(table, key):
    """The row as it is in the database now."""
    _anew()
    return db.session.get_one(table, key)


def states(ids: Sequence[UUID]) -> set[tuple[str, str]]:
    """The states of these signatures, and for what look they are set aside."""
    _anew()
    return {(one.state, one.look) for one in db.session.scalars(select(Signature)) if one.id in set(ids)}


def leaves(kind: str) -> int:
    """How many leaves of this type there are."""
    _anew()
    return len(db.session.scalars(select(Leaf.id).where(Leaf.type == kind)).all())


def _anew() -> None:
    db.session.rollback()
    db.session.expire_all()
