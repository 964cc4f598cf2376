"""Signatures are counted in batches with their leaves: never a wrong number, at most one that is some seconds old."""

from flask import Flask
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf
from petitions.signing import queries
from petitions.signing.counting import queries as counting
from petitions.signing.counting.models import SignatureCount
from tests.signing.scene import count
from tests.signing.supporters.petition import Petition, ask, sign
from tests.signing.supporters.petition import withdraw as take_back
from tests.support.at_once import at_once
from tests.support.mailbox import code_for

NAMES = ("ann", "ben", "cem", "dan", "eva", "fay")


def place(limit: int = 1_000) -> None:
    """What the worker does every two seconds."""
    with transaction():
        ledger.sequence(limit)


def all_sign(petition: Petition, *names: str) -> None:
    """People of these names sign, each with the code from an own mailbox."""
    for name in names:
        ask(petition.campaign, f"{name}@inbox.example", name=f"{name.title()} Example")
    # Whoever reads a mailbox does what the worker does before: all codes are read before anybody signs.
    codes = {name: code_for(f"{name}@inbox.example") for name in names}
    for name, digits in codes.items():
        sign(f"{name}@inbox.example", digits, name=f"{name.title()} Example")


def counted(petition: Petition) -> int:
    db.session.rollback()
    db.session.expire_all()
    return counting.counted(petition.campaign)


def test_nobody_is_counted_before_the_batch_and_everybody_after_it(petition: Petition) -> None:
    all_sign(petition, *NAMES[:3])
    assert counted(petition) == 0
    place()
    assert counted(petition) == 3 == queries.count_in_force(petition.campaign)


def test_who_takes_the_signature_back_is_counted_no_more(petition: Petition) -> None:
    all_sign(petition, *NAMES[:3])
    take_back("ben@inbox.example")
    place()
    assert counted(petition) == 2
    ask(petition.campaign, "ben@inbox.example")
    sign("ben@inbox.example", name="Ben Example")
    place()
    assert counted(petition) == 3 == queries.count_in_force(petition.campaign)


def test_a_batch_that_dies_has_neither_placed_nor_counted(petition: Petition) -> None:
    all_sign(petition, *NAMES[:2])
    try:
        with transaction():
            ledger.sequence()
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert counted(petition) == 0
    assert set(db.session.scalars(select(Leaf.position))) == {None}
    place()
    place()
    assert counted(petition) == 2


def test_small_batches_of_several_workers_add_up(petition: Petition, app: Flask) -> None:
    all_sign(petition, *NAMES)
    for _round in range(3):
        at_once(app, *[lambda: place(1)] * 3)
    place()
    assert counted(petition) == len(NAMES)
    assert count(SignatureCount) == 1


def test_names_are_read_a_page_at_a_time_and_only_of_those_who_agreed(petition: Petition) -> None:
    all_sign(petition, *NAMES)
    first = counting.named(petition.campaign, 4)
    assert [one.number for one in first] == [6, 5, 4, 3]
    assert [one.number for one in counting.named(petition.campaign, 4, before=3)] == [2, 1]
    take_back("fay@inbox.example")
    assert [one.number for one in counting.named(petition.campaign, 2)] == [5, 4]
    assert counting.count_named(petition.campaign, 3) == 3
