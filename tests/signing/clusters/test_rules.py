"""Who stands too close together: a stretch of time with too many in it, and how many are too many."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.states import CampaignState
from petitions.signing.clusters.rules import THRESHOLDS, Kind, crowded, is_unusual, needed
from petitions.signing.clusters.states import STEPS, ClusterState, may_be_decided, may_become

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = st.lists(st.integers(0, 600).map(lambda minute: NOON + timedelta(minutes=minute)), max_size=30)
least = st.integers(1, 8)
within = st.integers(1, 120).map(lambda minutes: timedelta(minutes=minutes))


def at(*minutes: int) -> list[datetime]:
    return [NOON + timedelta(minutes=minute) for minute in minutes]


def test_who_signs_alone_stands_beside_nobody() -> None:
    assert crowded(at(0, 70, 140), 2, HOUR) == []


def test_a_stretch_with_enough_in_it_holds_all_of_them() -> None:
    assert crowded(at(0, 20, 40, 200), 3, HOUR) == [0, 1, 2]


def test_both_ends_of_a_stretch_belong_to_it() -> None:
    assert crowded(at(0, 30, 60), 3, HOUR) == [0, 1, 2]
    assert crowded(at(0, 30, 61), 3, HOUR) == []


def test_a_crowd_that_goes_on_is_longer_than_a_stretch() -> None:
    assert crowded(at(0, 30, 60, 90, 120), 3, HOUR) == [0, 1, 2, 3, 4]


def test_where_time_says_nothing_enough_are_enough() -> None:
    assert crowded(at(0, 5_000, 90_000), 3, None) == [0, 1, 2]
    assert crowded(at(0, 5_000), 3, None) == []


@given(moments, least, within)
def test_it_is_what_looking_at_every_stretch_finds(moments, least, within) -> None:
    expected = {
        place
        for first in moments
        for inside in [[p for p, moment in enumerate(moments) if first <= moment <= first + within]]
        if len(inside) >= least
        for place in inside
    }
    assert set(crowded(moments, least, within)) == expected


@given(moments, least, within)
def test_each_is_named_once_in_order_of_time(moments, least, within) -> None:
    found = crowded(moments, least, within)
    assert len(set(found)) == len(found)
    assert all(moments[one] <= moments[other] for one, other in pairwise(found))


@given(moments, least, within, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_told_changes_nothing(moments, least, within, chance) -> None:
    shuffled = list(moments)
    chance.shuffle(shuffled)
    assert sorted(moments[one] for one in crowded(moments, least, within)) == sorted(
        shuffled[one] for one in crowded(shuffled, least, within)
    )


@given(moments, least, within, moments)
def test_whoever_comes_besides_lets_nobody_off(moments, least, within, others) -> None:
    assert set(crowded(moments, least, within)) <= set(crowded([*moments, *others], least, within))


@given(moments, st.integers(2, 8), within)
def test_nobody_far_away_is_drawn_in(moments, least, within) -> None:
    far = NOON + timedelta(days=30)
    assert len(moments) not in crowded([*moments, far], least, within)


@given(moments, least, within)
def test_asking_for_more_never_finds_more(moments, least, within) -> None:
    assert set(crowded(moments, least + 1, within)) <= set(crowded(moments, least, within))


def test_a_class_that_signs_in_one_lesson_stays_below_the_number_for_a_network() -> None:
    assert THRESHOLDS[Kind.NETWORK].least >= 30


@pytest.mark.parametrize(("in_all", "many"), [(0, 30), (100, 30), (600, 30), (601, 31), (10_000, 500)])
def test_where_many_sign_a_network_may_bring_a_twentieth(in_all: int, many: int) -> None:
    assert needed(THRESHOLDS[Kind.NETWORK], in_all) == many


def test_spellings_of_one_address_are_no_matter_of_share() -> None:
    assert needed(THRESHOLDS[Kind.CANONICAL], 1_000_000) == 3


@pytest.mark.parametrize("domain", ["gmail.com", "GMAIL.com", "ukr.net", "wp.pl", "gmail.com.", ""])
def test_a_big_provider_is_nothing_to_have_in_common(domain: str) -> None:
    assert not is_unusual(domain)


@pytest.mark.parametrize("domain", ["one-hand.example", "mail.gmail.com", "gmail.com.one-hand.example"])
def test_any_other_domain_is(domain: str) -> None:
    assert is_unusual(domain)


def test_every_decision_can_be_undone_and_none_is_made_on_another() -> None:
    steps = {(before, after) for before, afters in STEPS.items() for after in afters}
    waits, counted, aside = ClusterState.WAITING, ClusterState.COUNTED, ClusterState.SET_ASIDE
    assert steps == {(waits, counted), (waits, aside), (counted, waits), (aside, waits)}
    assert not any(may_become(state, state) for state in ClusterState)


def test_nothing_is_decided_once_the_list_is_closed() -> None:
    assert {state for state in CampaignState if may_be_decided(state)} == {
        CampaignState.DRAFTING,
        CampaignState.REVIEW,
        CampaignState.COLLECTING,
    }
