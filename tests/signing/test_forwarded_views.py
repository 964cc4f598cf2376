"""A link that was passed on: whoever holds it learns no more about its member's address by asking for codes."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from petitions.core.db import db
from petitions.core.limits.rules import ASK_CODE, DECLINE, TYPE_CODE
from petitions.people.addresses import masked
from petitions.people.models import Person
from petitions.signing import links
from petitions.signing.models import Invitation
from tests.factories import a_member, an_invitation
from tests.signing.scene import Desk
from tests.support.answers import told, weight
from tests.support.mailbox import mails_to

ASKED, TYPED, DECLINED = (int(rule.whom.split()[0]) for rule in (ASK_CODE, TYPE_CODE, DECLINE))


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application that counts."""
    app = make_app(ABUSE_CHECKS="on")
    with app.app_context():
        yield app


def opened(app: Flask, invitation: Invitation) -> tuple[FlaskClient, str]:
    """A stranger's browser in which the link was opened, and the letter."""
    stranger = app.test_client()
    stranger.get(f"/en/i/{links.token(invitation.id)}")
    return stranger, f"/en/letters/{invitation.id}"


def every_answer(app: Flask, invitation: Invitation) -> list[TestResponse]:
    """All that can be sent from a link that was passed on, up to the pages that say to wait."""
    stranger, letter = opened(app, invitation)
    answers = [stranger.get(letter), stranger.post(f"{letter}/ask"), stranger.get(f"{letter}/code")]
    answers += [stranger.get(f"{letter}/one-page"), stranger.post(f"{letter}/one-page/ask", data={"name": "X"})]
    answers += [stranger.post(f"{letter}/one-page", data={"name": "X", "code": "000000"})]
    answers += [stranger.post(f"{letter}/code", data={"code": "000000"}) for _ in range(TYPED + 1)]
    answers += [stranger.get(f"{letter}/withdraw"), stranger.post(f"{letter}/withdraw/ask")]
    answers += [stranger.post(f"{letter}/withdraw", data={"code": "000000"})]
    return [*answers, *(stranger.post(f"{letter}/ask") for _ in range(ASKED))]


def test_two_members_are_answered_alike_and_neither_address_is_shown(app: Flask) -> None:
    desk = Desk()
    members = [a_member(given="Ona", surname="Testė") for _ in range(2)]
    invitations = [an_invitation(desk.campaign, member)[0] for member in members]
    addresses = [db.session.get_one(Person, member.id).addresses[0].address for member in members]
    shown = [masked(address).replace("…", "…\u2060") for address in addresses]
    own = [(str(invitation.id), address) for invitation, address in zip(invitations, shown, strict=True)]
    one, other = (every_answer(app, invitation) for invitation in invitations)
    assert {answer.status_code for answer in one} == {200, 303, 429}
    for first, second in zip(one, other, strict=True):
        assert told(first, *own[0]) == told(second, *own[1])
        assert abs(weight(first) - weight(second)) <= 24
        assert not any(address in first.text + second.text for address in addresses)


def test_a_stranger_is_answered_as_the_member_and_only_the_member_gets_mail(app: Flask) -> None:
    desk = Desk()
    member, invitation = desk.invited()
    address = db.session.get_one(Person, member.id).addresses[0].address
    answers = []
    for place in ("192.0.2.1", "198.51.100.1"):
        browser, letter = opened(app, invitation)
        answers.append(told(browser.post(f"{letter}/ask", environ_base={"REMOTE_ADDR": place})))
    assert answers[0] == answers[1]
    assert len(mails_to(address)) == 2


def test_a_stranger_elsewhere_who_asks_and_asks_does_not_lock_the_member_out(app: Flask) -> None:
    _member, invitation = Desk().invited()
    stranger, letter = opened(app, invitation)
    away = {"REMOTE_ADDR": "198.51.100.1"}
    assert [stranger.post(f"{letter}/ask", environ_base=away).status_code for _ in range(ASKED + 5)][-1] == 429
    member, letter = opened(app, invitation)
    assert member.post(f"{letter}/ask").status_code == 303


def test_declining_again_and_again_leaves_the_member_all_of_the_asking(app: Flask) -> None:
    _member, invitation = Desk().invited()
    stranger, letter = opened(app, invitation)
    answers = [stranger.post(f"{letter}/decline", data={"sure": "y"}).status_code for _ in range(DECLINED + 1)]
    assert answers == [303] * DECLINED + [429]
    assert [stranger.post(f"{letter}/ask").status_code for _ in range(ASKED)] == [303] * ASKED
