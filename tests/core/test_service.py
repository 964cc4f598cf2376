"""The database keeps what it is told, all of it or nothing."""

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy import select

from petitions.accounts.models import Organisation, User
from petitions.core.clock import now
from petitions.core.db import db, transaction


def an_organisation(slug: str = "one") -> Organisation:
    return Organisation(name="One", slug=slug, created_at=now())


def test_what_is_written_in_a_transaction_stays(app: Flask) -> None:
    with transaction() as session:
        session.add(an_organisation())
    assert db.session.scalars(select(Organisation)).one().slug == "one"


def test_an_error_undoes_the_whole_transaction(app: Flask) -> None:
    def add_and_fail() -> None:
        with transaction() as session:
            session.add(an_organisation())
            session.flush()
            raise RuntimeError("later")

    with pytest.raises(RuntimeError, match="later"):
        add_and_fail()
    assert db.session.scalars(select(Organisation)).all() == []


def test_transactions_do_not_nest(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="do not nest"), transaction(), transaction():
        pass


def test_a_change_outside_a_transaction_is_refused(app: Flask) -> None:
    db.session.add(an_organisation())
    with pytest.raises(RuntimeError, match="outside"), transaction():
        pass


def test_an_address_is_unreadable_in_the_table_and_found_by_its_index(app: Flask) -> None:
    user = User(name="Ada", email="Ada@ngo.example", language="en", created_at=now())
    with transaction() as session:
        session.add(user)
    assert b"ngo.example" not in user.email_sealed
    assert db.session.get(User, user.id).email == "Ada@ngo.example"
    again = User(name="Ada", email=" ada@NGO.example ", language="en", created_at=now())
    assert again.email_index == user.email_index


def test_a_sealed_address_does_not_open_in_another_row(app: Flask) -> None:
    one = User(name="One", email="one@ngo.example", language="en", created_at=now())
    other = User(name="Other", email="other@ngo.example", language="en", created_at=now())
    other.email_sealed = one.email_sealed
    with pytest.raises(InvalidTag):
        _ = other.email
