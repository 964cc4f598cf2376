"""A payment counts once: for one address, however often and by however many at once it is brought."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from altcha import Challenge
from flask import Flask
from sqlalchemy import func, select

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.toll import paying, rules
from petitions.core.toll.paying import AlreadySpent, spent_tolls
from petitions.core.toll.rules import Paid, Wait
from tests.support.at_once import at_once
from tests.support.toll import earlier, solution_of

FOR, BEA, CEM = "petition", "bea@inbox.example", "cem@inbox.example"


def worked() -> str:
    return solution_of(Challenge.from_dict(json.loads(paying.challenge(FOR))))


def spend(paid: Paid, whom: str) -> bool:
    with transaction():
        return paying.spend(paid, whom)


def kept() -> int:
    return db.session.scalar(select(func.count()).select_from(spent_tolls)) or 0


def test_work_pays(app: Flask) -> None:
    paid = paying.paid(FOR, BEA, worked(), "")
    assert isinstance(paid, Paid)
    assert spend(paid, BEA)


def test_without_work_a_ticket_is_given_and_nothing_kept(app: Flask) -> None:
    wait = paying.paid(FOR, BEA, "", "")
    assert isinstance(wait, Wait)
    assert wait.is_new
    assert kept() == 0


def test_having_waited_pays_and_for_one_address_only(app: Flask) -> None:
    with earlier(rules.WAIT):
        wait = paying.paid(FOR, BEA, "", "")
    assert isinstance(wait, Wait)
    assert isinstance(paying.paid(FOR, BEA, "", wait.ticket), Paid)
    other = paying.paid(FOR, CEM, "", wait.ticket)
    assert isinstance(other, Wait)
    assert other.is_new


def test_work_done_on_the_page_that_asks_to_wait_pays_at_once(app: Flask) -> None:
    wait = paying.paid(FOR, BEA, "", "")
    assert isinstance(wait, Wait)
    assert isinstance(paying.paid(FOR, BEA, worked(), wait.ticket), Paid)


def test_what_was_spent_is_worth_nothing_for_another_address(app: Flask) -> None:
    solution = worked()
    paid = paying.paid(FOR, BEA, solution, "")
    assert isinstance(paid, Paid)
    spend(paid, BEA)
    assert isinstance(paying.paid(FOR, CEM, solution, ""), Wait)
    with pytest.raises(AlreadySpent):
        spend(paid, CEM)


def test_a_button_pressed_twice_pays_once_and_is_refused_nothing(app: Flask) -> None:
    solution = worked()
    paid = paying.paid(FOR, BEA, solution, "")
    assert isinstance(paid, Paid)
    assert spend(paid, BEA)
    assert paying.paid(FOR, BEA, solution, "") == paid
    assert not spend(paid, BEA)
    assert kept() == 1


def test_what_is_undone_is_not_spent(app: Flask) -> None:
    paid = Paid("a key", now() + rules.GOOD_FOR)
    try:
        with transaction():
            paying.spend(paid, BEA)
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert spend(paid, BEA)


def test_many_at_once_spend_it_once(app: Flask) -> None:
    paid = Paid("a key", now() + rules.GOOD_FOR)
    given = at_once(app, *[lambda: spend(paid, BEA)] * 3, *[lambda: spend(paid, CEM)] * 3)
    assert given.count(True) == 1
    assert sum(isinstance(one, AlreadySpent) for one in given) == 3
    assert kept() == 1


def test_what_is_good_no_more_is_purged_and_nothing_else(app: Flask) -> None:
    spend(Paid("old", now() - timedelta(seconds=1)), BEA)
    spend(Paid("new", now() + rules.GOOD_FOR), BEA)
    with transaction():
        assert paying.purge() == 1
    assert list(db.session.scalars(select(spent_tolls.c.key))) == ["new"]


def test_nothing_is_asked_for_where_checks_are_off(make_app: Callable[..., Flask]) -> None:
    with make_app().app_context():
        assert paying.challenge(FOR) == ""
        assert paying.paid(FOR, BEA, "", "") is None
