"""An account is closed at once and opened again, and no organisation is left without somebody who can lead it."""

import pytest
from sqlalchemy import select

from petitions.accounts import closing, queries, service
from petitions.accounts.models import Organisation, Role, User
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import NotAllowed
from tests.factories import a_user, acting, an_organisation

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def lantern() -> Organisation:
    return an_organisation()


@pytest.fixture
def ada(lantern: Organisation) -> User:
    return a_user(lantern, Role.OWNER)


@pytest.fixture
def ben(lantern: Organisation) -> User:
    return a_user(lantern, Role.DRAFTER, name="Ben")


def disable(actor: Actor, user: User) -> None:
    with transaction():
        closing.disable(actor, db.session.get_one(User, user.id))


def restore(actor: Actor, user: User) -> None:
    with transaction():
        closing.restore(actor, db.session.get_one(User, user.id))


def may_sign_in(user: User) -> bool:
    db.session.rollback()
    return queries.user_who_may_sign_in(user.email) is not None


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)))


def put_to_work_elsewhere(user: User) -> None:
    with transaction():
        other = service.create_organisation(COMMAND_LINE, "Ostoja")
        service.give_roles(COMMAND_LINE, db.session.get_one(User, user.id), other.id, [Role.DRAFTER])


def test_a_closed_account_lets_nobody_in_and_its_sessions_end(ada: User, ben: User) -> None:
    cookie = ben.get_id()
    disable(acting(ada), ben)
    assert not may_sign_in(ben)
    assert db.session.get_one(User, ben.id).get_id() != cookie


def test_opened_again_it_lets_its_bearer_in_but_no_old_session(ada: User, ben: User) -> None:
    cookie = ben.get_id()
    disable(acting(ada), ben)
    restore(acting(ada), ben)
    assert may_sign_in(ben)
    assert db.session.get_one(User, ben.id).get_id() != cookie
    assert queries.get_member(acting(ada), ben.id).roles == ["drafter"]


def test_each_leaves_one_line_of_history_and_a_repeat_leaves_none(ada: User, ben: User) -> None:
    for verb in (disable, disable, restore, restore):
        verb(acting(ada), ben)
    assert actions() == ["user:disable", "user:restore"]


def test_nobody_closes_their_own_account(ada: User, lantern: Organisation) -> None:
    a_user(lantern, Role.OWNER)
    with pytest.raises(NotAllowed, match="your own"):
        disable(acting(ada), ada)
    assert may_sign_in(ada)


def test_the_last_owner_is_not_closed(ada: User, lantern: Organisation) -> None:
    """Whoever acts was an owner a moment ago."""
    bea = a_user(lantern, Role.OWNER)
    as_bea = acting(bea)
    disable(acting(ada), bea)
    with pytest.raises(service.LastOwner):
        disable(as_bea, ada)
    assert may_sign_in(ada)


def test_an_owner_whose_account_is_closed_does_not_count_as_one(ada: User, lantern: Organisation) -> None:
    disable(acting(ada), a_user(lantern, Role.OWNER))
    with pytest.raises(service.LastOwner), transaction():
        service.set_roles(acting(ada), ada, [Role.DRAFTER])


def test_no_owner_closes_or_opens_an_account_that_works_elsewhere_too(ada: User, ben: User) -> None:
    put_to_work_elsewhere(ben)
    with pytest.raises(NotAllowed, match="another organisation"):
        disable(acting(ada), ben)
    assert may_sign_in(ben)
    disable(COMMAND_LINE, ben)
    with pytest.raises(NotAllowed, match="another organisation"):
        restore(acting(ada), ben)
    assert not may_sign_in(ben)


def test_the_command_line_closes_even_the_last_owner(ada: User) -> None:
    disable(COMMAND_LINE, ada)
    assert not may_sign_in(ada)
    assert queries.organisations_without_owner(db.session.get_one(User, ada.id)) == ["Lantern"]
