"""What organisers are told of a cluster: who is in it, and how many a decision was about."""

from itertools import pairwise

import pytest

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor, ActorKind
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing import answering
from petitions.signing.clusters import deciding, queries
from petitions.signing.clusters.deciding import Seen
from petitions.signing.clusters.models import ClusterDecision
from petitions.signing.clusters.states import ClusterState
from petitions.signing.models import Signature
from tests.factories import acting
from tests.signing.clusters.crowd import DOMAIN, NETWORK, crowd, decide, waiting, work
from tests.signing.supporters.petition import Petition


def take_back(signature_id) -> None:
    """Its bearer withdraws."""
    with transaction() as session:
        invitation = session.get_one(Signature, signature_id).invitation
        bearer = Actor(ActorKind.SIGNATORY, "A member of the public")
        answering.take_back(bearer, answering.begin_withdrawal(invitation), now())


def test_who_came_after_a_decision_is_named_in_the_cluster_that_waits_for_the_next(petition: Petition) -> None:
    crowd(petition.campaign, 100, domain=DOMAIN)
    work()
    (one,) = waiting(petition.campaign)
    seen = [Seen(one.id, one.last_number)]
    crowd(petition.campaign, 3, domain=DOMAIN)
    work()
    with transaction():
        campaign = db.session.get_one(Campaign, petition.campaign.id)
        deciding.decide(acting(petition.author), campaign, seen, ClusterState.SET_ASIDE)
    work()
    (rest,) = waiting(petition.campaign)
    assert len(queries.names(rest)) == queries.count_there(rest) == 3


@pytest.mark.parametrize("many", [30, 31, 45])
def test_names_are_taken_from_the_whole_of_a_cluster(petition: Petition, many: int) -> None:
    crowd(petition.campaign, many, network=NETWORK)
    work()
    (one,) = waiting(petition.campaign)
    named = {member.signature.name: place for place, member in enumerate(queries.members(one, many))}
    places = [named[name] for name in queries.names(one)]
    assert places == sorted(places)
    assert len({after - before for before, after in pairwise(places)}) == 1
    assert many - places[-1] <= places[1] - places[0]


def test_a_decision_is_about_those_who_are_still_there(petition: Petition) -> None:
    first, *_others = crowd(petition.campaign, 25, domain=DOMAIN)
    work()
    take_back(first)
    (one,) = waiting(petition.campaign)
    campaign = db.session.get_one(Campaign, petition.campaign.id)
    shown = queries.effect(campaign, [one], ClusterState.COUNTED, 0).count
    assert shown == decide(petition.author, petition.campaign, ClusterState.COUNTED, one) == 24
    assert [decision.size for decision in db.session.query(ClusterDecision)] == [24]
