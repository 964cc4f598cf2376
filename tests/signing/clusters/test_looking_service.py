"""The worker looks at who signed since: whoever stands too close to others waits, and is counted nowhere meanwhile."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.dispatch.models import FollowUp
from petitions.ledger.models import Log
from petitions.signing import queries as signing
from petitions.signing.clusters import carrying, finding_queries, looking
from petitions.signing.clusters.models import Cluster, ClusteredSignature, ClusterLookout
from petitions.signing.clusters.rules import Kind
from petitions.signing.counting import queries as counting
from petitions.signing.exporting import queries as exporting
from petitions.signing.models import Supporter
from petitions.signing.supporters import queries as supporters
from petitions.signing.supporters import tidying
from tests.factories import changed
from tests.signing.clusters.crowd import (
    DOMAIN,
    NETWORK,
    carry,
    crowd,
    leaves,
    look,
    place,
    public_number,
    states,
    stored,
    waiting,
    work,
)
from tests.signing.scene import count
from tests.signing.supporters.petition import Petition, ask, sign
from tests.support.at_once import at_once

COUNTED, WAITS = {("confirmed", "")}, {("set_aside", "waits")}


def test_thirty_from_one_network_in_an_hour_wait(petition: Petition) -> None:
    alone = crowd(petition.campaign, 3)
    many = crowd(petition.campaign, 30, network=NETWORK)
    work()
    assert (states(many), states(alone)) == (WAITS, COUNTED)
    (cluster,) = waiting(petition.campaign)
    assert (cluster.kind, cluster.key, cluster.size) == (Kind.NETWORK, NETWORK, 30)
    assert cluster.last_at - cluster.first_at == timedelta(seconds=29)


def test_twenty_nine_do_not(petition: Petition) -> None:
    many = crowd(petition.campaign, 29, network=NETWORK)
    work()
    assert states(many) == COUNTED
    assert waiting(petition.campaign) == []


def test_thirty_spread_over_a_day_do_not(petition: Petition) -> None:
    begun = now() - timedelta(hours=30)
    many = crowd(petition.campaign, 30, network=NETWORK, since=begun, apart=3_600)
    work()
    assert states(many) == COUNTED


def test_a_network_may_bring_its_share_of_a_petition_that_grows(petition: Petition) -> None:
    crowd(petition.campaign, 700)
    lately = now() - timedelta(minutes=5)
    many = crowd(petition.campaign, 33, network=NETWORK, since=lately)
    work()
    assert states(many) == COUNTED
    more = crowd(petition.campaign, 5, network=NETWORK, since=lately)
    work()
    assert states([*many, *more]) == WAITS


def test_twenty_at_a_domain_of_their_own_wait_and_twenty_at_a_big_provider_do_not(petition: Petition) -> None:
    own = crowd(petition.campaign, 20, domain=DOMAIN, apart=3_600, since=now() - timedelta(hours=20))
    big = crowd(petition.campaign, 25)
    work()
    assert (states(own), states(big)) == (WAITS, COUNTED)
    assert [(one.kind, one.key) for one in waiting(petition.campaign)] == [(Kind.DOMAIN, DOMAIN)]


def test_one_address_in_three_spellings_waits_and_in_two_does_not(petition: Petition) -> None:
    two = crowd(petition.campaign, 2, addresses=["ann@gmail.com", "a.nn@gmail.com"])
    three = crowd(
        petition.campaign, 3, addresses=["b.en@gmail.com", "ben+a@gmail.com", "ben+b@gmail.com"], apart=90_000
    )
    work()
    assert (states(two), states(three)) == (COUNTED, WAITS)
    (cluster,) = waiting(petition.campaign)
    assert cluster.kind == Kind.CANONICAL
    assert "@" not in cluster.key


def test_nobody_is_refused_for_a_spelling(petition: Petition) -> None:
    for address in ("eva@inbox.example", "e.va@inbox.example", "eva+1@inbox.example", "eva+2@inbox.example"):
        ask(petition.campaign, address)
        assert sign(address) is not None
    assert count(Supporter) == 4


def test_what_waits_is_counted_named_and_listed_nowhere(petition: Petition) -> None:
    crowd(petition.campaign, 3, name="Alone Example")
    crowd(petition.campaign, 20, domain=DOMAIN)
    place()
    assert public_number(petition.campaign) == 23
    work()
    campaign = petition.campaign
    assert public_number(campaign) == 3
    listed = exporting.of_open_version(campaign, undisclosed=True)
    assert [
        len(counting.named(campaign, 100)),
        counting.count_named(campaign, 100),
        len(signing.in_force(campaign)),
        signing.count_in_force(campaign),
        len(listed.rows),
        sum(1 for _row in listed.rows),
        supporters.how_many(campaign).signed,
        len(supporters.signed(campaign)),
    ] == [3] * 8
    assert leaves("set_aside") == 20


def test_a_threshold_is_not_reached_by_signatures_that_will_wait(petition: Petition) -> None:
    crowd(petition.campaign, 950)
    crowd(petition.campaign, 60, domain=DOMAIN)
    place()
    assert (public_number(petition.campaign), count(FollowUp)) == (1_010, 0)
    work()
    assert (public_number(petition.campaign), count(FollowUp)) == (950, 0)
    crowd(petition.campaign, 50, since=now())
    work()
    assert (public_number(petition.campaign), count(FollowUp)) == (1_000, 1)


def test_a_threshold_is_not_reached_either_while_they_are_being_set_aside(petition: Petition) -> None:
    crowd(petition.campaign, 970)
    crowd(petition.campaign, 60, domain=DOMAIN)
    place()
    while look():
        pass
    carry(10)
    place()
    assert (public_number(petition.campaign), count(FollowUp)) == (1_020, 0)
    work()
    assert (public_number(petition.campaign), count(FollowUp)) == (970, 0)


def test_looking_again_finds_nothing_new(petition: Petition) -> None:
    crowd(petition.campaign, 20, domain=DOMAIN)
    work()
    with transaction():
        db.session.execute(ClusterLookout.__table__.update().values(position=0))
    work()
    assert (count(Cluster), count(ClusteredSignature), leaves("set_aside")) == (1, 20, 20)


def test_each_place_of_the_log_is_looked_at_once(petition: Petition) -> None:
    crowd(petition.campaign, 7)
    place()
    for expected in (3, 6, 7, 7):
        look(3)
        assert db.session.scalars(select(ClusterLookout.position)).one() == expected
    assert db.session.scalars(select(Log.size).where(Log.campaign_id == petition.campaign.id)).one() == 7


def test_whoever_comes_later_joins_the_cluster_that_waits(petition: Petition) -> None:
    crowd(petition.campaign, 20, domain=DOMAIN)
    work()
    late = crowd(petition.campaign, 2, domain=DOMAIN)
    work()
    (cluster,) = waiting(petition.campaign)
    assert (cluster.size, states(late)) == (22, WAITS)


def test_in_small_portions_the_same_are_found(petition: Petition) -> None:
    many = crowd(petition.campaign, 23, domain=DOMAIN)
    place()
    for _round in range(12):
        look(2)
        carry(2)
    work()
    assert states(many) == WAITS
    assert [one.size for one in waiting(petition.campaign)] == [23]


def test_more_than_fit_into_one_portion_are_found_in_turn(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST", 8)
    many = crowd(petition.campaign, 21, domain=DOMAIN)
    place()
    assert [look(), look(), look(), look()] == [8, 8, 5, 0]
    work()
    assert states(many) == WAITS


def test_several_workers_at_once_put_each_into_one_cluster_once(petition: Petition, app) -> None:
    many = crowd(petition.campaign, 40, domain=DOMAIN, network=NETWORK)
    place()
    at_once(app, *[lambda: look(7)] * 4)
    at_once(app, *[look] * 4)
    at_once(app, *[lambda: carry(6)] * 4)
    work()
    assert states(many) == WAITS
    assert sum(one.size for one in waiting(petition.campaign)) == 40 == count(ClusteredSignature)
    assert leaves("set_aside") == 40


def test_a_worker_that_dies_has_set_nobody_aside_and_the_next_one_does(petition: Petition) -> None:
    many = crowd(petition.campaign, 20, domain=DOMAIN)
    place()
    look()
    try:
        with transaction():
            assert carrying.carry() == 20
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert states(many) == COUNTED
    assert leaves("set_aside") == 0
    work()
    assert states(many) == WAITS


def test_who_signs_another_kind_of_text_is_not_looked_at(petition: Petition) -> None:
    changed(petition.campaign, instrument="ngo_appeal")
    crowd(petition.campaign, 40, domain=DOMAIN)
    work()
    assert (count(Cluster), count(ClusterLookout)) == (0, 0)


def test_a_closed_list_is_not_touched_and_a_reopened_one_is_looked_at(petition: Petition) -> None:
    many = crowd(petition.campaign, 20, domain=DOMAIN)
    changed(petition.campaign, state="closed")
    work()
    assert states(many) == COUNTED
    changed(petition.campaign, state="collecting")
    work()
    assert states(many) == WAITS


def test_found_and_closed_before_they_are_set_aside_they_stay_on_the_list(petition: Petition) -> None:
    many = crowd(petition.campaign, 20, domain=DOMAIN)
    place()
    look()
    changed(petition.campaign, state="closed")
    assert (carry(), states(many)) == (0, COUNTED)


def test_the_network_of_a_cluster_is_forgotten_with_those_of_its_supporters(petition: Petition) -> None:
    crowd(petition.campaign, 30, network=NETWORK)
    work()
    (cluster,) = waiting(petition.campaign)
    forget()
    assert stored(Cluster, cluster.id).key == NETWORK
    with transaction():
        week_ago = now() - timedelta(days=7, minutes=1)
        db.session.execute(Supporter.__table__.update().values(asked_at=week_ago))
    forget()
    assert stored(Cluster, cluster.id).key == ""
    assert set(db.session.scalars(select(Supporter.network))) == {""}
    late = crowd(petition.campaign, 1, network=NETWORK)
    work()
    assert states(late) == COUNTED


def test_a_domain_is_kept(petition: Petition) -> None:
    crowd(petition.campaign, 20, domain=DOMAIN)
    work()
    forget()
    assert [one.key for one in waiting(petition.campaign)] == [DOMAIN]


def forget() -> None:
    with transaction():
        tidying.forget_networks()


def test_looking_costs_the_same_whatever_else_was_signed(petition: Petition) -> None:
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    costs = []
    for before in (5, 400):
        crowd(petition.campaign, before, since=now() - timedelta(days=40))
        work()
        crowd(petition.campaign, 10, domain=f"{before}.{DOMAIN}")
        place()
        asked.clear()
        look()
        costs.append(len(asked))
    assert costs[0] == costs[1] < 20


@pytest.mark.parametrize("limit", [1, 7, 40, 1_000])
def test_a_flood_that_the_worker_comes_late_to_is_found_whole(petition: Petition, limit: int) -> None:
    many = crowd(petition.campaign, 90, domain=DOMAIN)
    place()
    for _round in range(90 // limit + 2):
        look(limit)
    work()
    assert states(many) == WAITS


def test_a_flood_costs_what_is_new_of_it(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd(petition.campaign, 300, domain=DOMAIN, apart=0.1)
    work()
    read = []
    nearest = finding_queries._nearest
    monkeypatch.setattr(finding_queries, "_nearest", lambda *told: (rows := nearest(*told), read.append(len(rows)))[0])
    late = crowd(petition.campaign, 5, domain=DOMAIN, since=now())
    work()
    assert (states(late), read) == (WAITS, [45])
