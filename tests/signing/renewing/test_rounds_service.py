"""After a change of its text a petition asks whoever signed before, in portions, each once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bench import crowd
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.drafting.models import Version
from petitions.outbox.models import Message
from petitions.signing import queries, service
from petitions.signing.mail import RENEWAL
from petitions.signing.models import Invitation, Signature
from petitions.signing.renewing import asking
from petitions.signing.renewing.models import RenewalRound
from petitions.signing.states import SignatureState
from tests.factories import a_next_version, acting, changed
from tests.signing.supporters.petition import Petition, ask, sign, supporter_at
from tests.support.cost import counted, loaded

pytestmark = pytest.mark.usefixtures("app")
PEOPLE = ("ana@inbox.example", "bea@inbox.example", "cai@inbox.example")


def a_signed_petition(*people: str) -> Petition:
    """A petition that these have signed, each in turn."""
    petition = Petition()
    for email in people:
        ask(petition.campaign, email)
        sign(email)
    return petition


def mend(petition: Petition, words: str = "Other words.") -> Version:
    """Another version is approved and opened."""
    version = a_next_version(petition.campaign, f"Dear Minister,\n\n{words}\n", petition.author, petition.colleague)
    with transaction():
        campaign = db.session.get_one(Campaign, petition.campaign.id)
        assert service.open_for_signature(acting(petition.author), campaign, version) == []
    return version


def work(limit: int = 2) -> list[int]:
    """The worker comes round until nothing is left; how many signatures it came to each time."""
    found = []
    while True:
        with transaction():
            came_to = asking.carry(limit)
        if not came_to:
            return found
        found.append(came_to)


def asked() -> list[str]:
    """Who was asked to renew, in the order of asking."""
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.scalars(select(Message).where(Message.kind == RENEWAL).order_by(Message.created_at))
    return [message.recipient for message in rows]


def test_everybody_is_asked_once_in_portions() -> None:
    petition = a_signed_petition(*PEOPLE)
    mend(petition)
    assert asked() == []
    assert work() == [2, 1]
    assert asked() == list(PEOPLE)
    assert queries.count_stale(db.session.get_one(Campaign, petition.campaign.id)) == 3
    assert work() == []


def test_opening_asks_the_database_as_often_for_many_as_for_few_and_reads_nobody() -> None:
    def of(many: int) -> int:
        petition = Petition()
        crowd.sign(petition.campaign, many)
        with counted() as seen, loaded(Signature) as signatures, loaded(Invitation) as invitations:
            mend(petition)
        assert (signatures, invitations) == ([], [])
        return len(seen)

    assert of(2) == of(40)


def test_a_worker_that_is_killed_has_asked_nobody_of_its_portion() -> None:
    mend(a_signed_petition(*PEOPLE))

    def be_killed() -> None:
        with transaction():
            assert asking.carry(2) == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_killed()
    assert asked() == []
    work()
    assert asked() == list(PEOPLE)


def test_who_has_renewed_withdrawn_or_wants_no_mail_is_not_asked() -> None:
    ana, bea, cai = PEOPLE
    petition = a_signed_petition(*PEOPLE)
    mend(petition)
    ask(petition.campaign, ana)
    sign(ana)
    first = select(Signature).where(Signature.invitation_id == supporter_at(bea).invitation_id)
    changed(db.session.scalars(first).one(), state=SignatureState.WITHDRAWN, withdrawn_at=now())
    changed(supporter_at(cai).invitation, unsubscribed_at=now())
    work()
    assert asked() == []


def test_whoever_renewed_or_says_no_is_not_counted_as_stale() -> None:
    petition = a_signed_petition(*PEOPLE)
    mend(petition)
    mend(petition, "Words once more.")
    ask(petition.campaign, PEOPLE[0])
    sign(PEOPLE[0])
    changed(supporter_at(PEOPLE[1]).invitation, state="declined", declined_at=now())
    assert queries.count_stale(db.session.get_one(Campaign, petition.campaign.id)) == 1


def test_two_changes_ask_whoever_renewed_once_more_and_for_the_newest_text_only() -> None:
    petition = a_signed_petition(*PEOPLE)
    mend(petition)
    ask(petition.campaign, PEOPLE[0])
    sign(PEOPLE[0])
    mend(petition, "Words once more.")
    work()
    assert sorted(asked()) == sorted(PEOPLE)


def test_while_signing_is_over_nobody_is_asked() -> None:
    petition = a_signed_petition(*PEOPLE)
    mend(petition)
    changed(petition.campaign, deadline=now() - timedelta(seconds=1))
    assert work() == []
    changed(petition.campaign, deadline=now() + timedelta(days=1))
    assert work() == [2, 1]


@pytest.mark.parametrize(("limit", "still_to_come"), [(1, True), (3, False)])
def test_whoever_is_restored_is_left_to_the_round_only_while_it_has_not_come_by(
    limit: int, still_to_come: bool
) -> None:
    petition = a_signed_petition(*PEOPLE)
    mend(petition)
    with transaction():
        asking.carry(limit)
    last = select(Signature).where(Signature.number == 3, Signature.campaign_id == petition.campaign.id)
    campaign = db.session.get_one(Campaign, petition.campaign.id)
    assert asking.is_still_to_come(campaign, db.session.scalars(last).one()) == still_to_come


def test_a_version_that_is_opened_again_goes_on_where_it_was() -> None:
    petition = a_signed_petition(*PEOPLE)
    version = mend(petition)
    work()
    with transaction():
        asking.begin(db.session.get_one(Campaign, petition.campaign.id), version)
    assert db.session.query(RenewalRound).count() == 1
    assert work() == []
    assert len(asked()) == 3
