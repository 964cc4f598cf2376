"""Who is counted together with whom, what a refusal says, and what happens where nothing can be counted."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text

from petitions.core.db import db, transaction
from petitions.core.limits.counting import TooMany, count
from petitions.core.limits.rules import Rule, Sender
from petitions.core.limits.storage import rate_limits

HERE, ELSEWHERE = "192.0.2.0/24", "198.51.100.0/24"
RULE = Rule("test", whom="2 per hour", network="5 per hour", campaign="8 per hour")


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application that counts."""
    app = make_app(ABUSE_CHECKS="on")
    with app.app_context():
        yield app


def tries(number: int, network: str = HERE, whom: str = "", campaign: UUID | None = None, rule: Rule = RULE) -> int:
    """How many of so many tries are let through."""
    through = 0
    for _ in range(number):
        try:
            count(rule, Sender(network, whom, campaign))
            through += 1
        except TooMany:
            pass
    return through


def test_an_address_has_its_own_limit(app: Flask) -> None:
    assert tries(4, whom="bea@inbox.example") == 2
    assert tries(1, whom="cem@inbox.example") == 1


def test_a_stranger_elsewhere_does_not_shut_the_owner_of_an_address_out(app: Flask) -> None:
    tries(50, network=ELSEWHERE, whom="bea@inbox.example")
    assert tries(2, network=HERE, whom="bea@inbox.example") == 2


def test_an_address_is_the_same_in_other_letters(app: Flask) -> None:
    tries(2, whom="bea@inbox.example")
    assert tries(1, whom="Bea@Inbox.example") == 0


def test_a_network_has_a_limit_for_all_its_addresses(app: Flask) -> None:
    assert sum(tries(1, whom=f"{number}@inbox.example") for number in range(9)) == 5
    assert tries(1, network=ELSEWHERE, whom="9@inbox.example") == 1


def test_who_shares_a_network_does_not_pay_for_what_an_address_was_refused(app: Flask) -> None:
    tries(50, whom="bea@inbox.example")
    assert tries(3) == 3


def test_a_campaign_has_a_limit_for_all_networks_and_no_one_network_fills_it(app: Flask) -> None:
    campaign = uuid4()
    assert tries(50, campaign=campaign) == 5
    assert tries(9, network=ELSEWHERE, campaign=campaign) == 3
    assert tries(1, network="203.0.113.0/24", campaign=uuid4()) == 1


def test_an_unknown_network_is_one_network(app: Flask) -> None:
    assert tries(9, network="") == 5


def test_each_rule_counts_for_itself(app: Flask) -> None:
    tries(9)
    assert tries(1, rule=Rule("other", whom="", network="5 per hour")) == 1


def test_of_several_limits_each_holds(app: Flask) -> None:
    rule = Rule("two", whom="", network="3 per minute; 2 per hour")
    assert tries(5, rule=rule) == 2


def test_a_refusal_says_how_long_to_wait(app: Flask) -> None:
    tries(2, whom="bea@inbox.example")
    with pytest.raises(TooMany) as refused:
        count(RULE, Sender(HERE, "bea@inbox.example"))
    assert 3_590 <= refused.value.seconds <= 3_600
    assert refused.value.status == 429


def test_neither_address_nor_network_is_kept_readable(app: Flask) -> None:
    # No hash and no id, which are written with the letters a to f, holds these words by chance.
    count(RULE, Sender(HERE, "rasa@inbox.example", uuid4()))
    kept = " ".join(db.session.scalars(select(rate_limits.c.key)))
    assert kept.count("LIMITER/test/") == 3
    assert not any(word in kept for word in ("rasa", "inbox", "192.0.2"))


def test_where_counting_fails_the_request_goes_on(app: Flask) -> None:
    with transaction() as session:
        session.execute(text("DROP TABLE rate_limits"))
    assert tries(9) == 9


def test_nothing_is_counted_where_checks_are_off(make_app: Callable[..., Flask]) -> None:
    with make_app().app_context():
        assert tries(50) == 50
        assert db.session.execute(select(rate_limits)).all() == []
