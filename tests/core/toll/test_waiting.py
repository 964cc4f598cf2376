"""A ticket is good after a minute and for an hour, for one purpose; nobody can write one."""

from datetime import timedelta

import pytest
from flask import Flask

from petitions.core.tokens import signer
from petitions.core.toll import rules, waiting
from petitions.core.toll.rules import Paid, Wait
from tests.support.toll import earlier

FOR = "petition|somebody"


def a_ticket(ago: timedelta = timedelta()) -> str:
    with earlier(ago):
        return waiting.ticket(FOR).ticket


def test_a_new_ticket_costs_a_minute(app: Flask) -> None:
    assert waiting.ticket(FOR).seconds == 60


def test_who_comes_back_too_early_keeps_the_ticket_and_hears_how_long_it_still_takes(app: Flask) -> None:
    ticket = a_ticket(timedelta(seconds=20))
    wait = waiting.waited(FOR, ticket)
    assert isinstance(wait, Wait)
    assert (wait.ticket, wait.is_new) == (ticket, False)
    assert 35 <= wait.seconds <= 40


def test_after_a_minute_it_is_good(app: Flask) -> None:
    assert isinstance(waiting.waited(FOR, a_ticket(rules.WAIT)), Paid)


def test_it_is_one_payment_however_often_it_is_brought(app: Flask) -> None:
    ticket = a_ticket(rules.WAIT)
    assert waiting.waited(FOR, ticket) == waiting.waited(FOR, ticket)
    assert waiting.waited(FOR, ticket) != waiting.waited(FOR, a_ticket(rules.WAIT))


def test_after_an_hour_it_is_good_no_more(app: Flask) -> None:
    assert waiting.waited(FOR, a_ticket(rules.GOOD_FOR + timedelta(seconds=1))) is None


def test_it_is_for_one_purpose(app: Flask) -> None:
    assert waiting.waited("petition|somebody else", a_ticket(rules.WAIT)) is None


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "\u0665\0", "x" * 5_000])
def test_nonsense_is_no_ticket(app: Flask, text: str) -> None:
    assert waiting.waited(FOR, text) is None


def test_what_was_signed_for_something_else_is_no_ticket(app: Flask) -> None:
    assert waiting.waited(FOR, str(signer("other").dumps([FOR, 0, "x"]))) is None
