"""What an address tells, and when somebody who has not confirmed is reminded or forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.core.limits.rules import network_of
from petitions.signing.supporters.rules import FORGOTTEN_AFTER, Due, canonical, due, reached

ASKED = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.b.c@inbox.example", "abc@inbox.example"),
        ("abc+petition@inbox.example", "ABC@inbox.example"),
        (" abc@INBOX.example ", "abc@inbox.example"),
    ],
)
def test_addresses_that_many_providers_take_for_one_look_alike(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ab@inbox.example", "ab@other.example"), ("ab@in.box.example", "ab@inbox.example")]
)
def test_the_domain_is_never_bent(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("unknown", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_network_is_all_that_is_kept_of_an_address_on_the_internet(remote: str | None, network: str) -> None:
    assert network_of(remote) == network


@pytest.mark.parametrize(
    ("days", "reminders", "expected"),
    [
        (1.9, 0, Due.NOTHING),
        (2, 0, Due.REMINDER),
        (2, 1, Due.NOTHING),
        (4.9, 1, Due.NOTHING),
        (5, 1, Due.REMINDER),
        (5, 2, Due.NOTHING),
        (6.9, 2, Due.NOTHING),
        (7, 2, Due.DELETION),
        (30, 0, Due.DELETION),
    ],
)
def test_two_reminders_then_oblivion(days: float, reminders: int, expected: Due) -> None:
    assert due(ASKED, reminders, ASKED + timedelta(days=days)) is expected


@given(st.floats(0, 10), st.integers(0, 2))
def test_a_reminder_counts_for_those_that_a_pause_has_missed(days: float, reminders: int) -> None:
    moment = ASKED + timedelta(days=days)
    if due(ASKED, reminders, moment) is Due.REMINDER:
        assert due(ASKED, reached(ASKED, moment), moment) is Due.NOTHING
    assert (moment - ASKED >= FORGOTTEN_AFTER) == (due(ASKED, reminders, moment) is Due.DELETION)
