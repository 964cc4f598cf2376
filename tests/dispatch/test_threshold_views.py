"""Thresholds as organisers and readers see them: what the number means, and whose rule it is."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.dispatch.models import FollowUp
from petitions.ledger import service as ledger
from tests.dispatch.few import few_are_enough
from tests.factories import a_case, a_member, a_signature, a_user, an_organisation, released, sign_in
from tests.signing.scene import Desk

__all__ = ["few_are_enough"]


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk()


def words(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def sign(desk: Desk, *names: str) -> None:
    for given in names:
        a_signature(desk.campaign, a_member(given))
    with transaction():
        ledger.sequence()


def public(desk: Desk) -> str:
    return f"/en/campaigns/{desk.campaign.slug}"


def board(desk: Desk) -> str:
    return f"/en/desk/campaigns/{desk.campaign.id}"


def test_readers_see_what_the_number_means_and_that_it_is_a_house_rule(client: FlaskClient, desk: Desk) -> None:
    sign(desk, "Ana")
    page = words(client, public(desk))
    assert "At 2 signatures a reply is asked for within 30 days. 1 more is needed." in page
    assert "These numbers are our own (house rule)." in page
    sign(desk, "Bea")
    page = words(client, public(desk))
    assert "At 2 signatures a reply is asked for within 30 days. Reached on " in page
    assert "At 4 signatures a meeting is asked for within 60 days. 2 more are needed." in page


def test_readers_see_no_task_of_the_organisers(client: FlaskClient, desk: Desk) -> None:
    sign(desk, "Ana", "Bea")
    assert "a reply of the addressee is due" not in words(client, public(desk))


def test_the_board_shows_what_is_due_and_a_button_that_says_it_is_done(client: FlaskClient, desk: Desk) -> None:
    sign_in(client, desk.author)
    sign(desk, "Ana", "Bea")
    assert "2 people have signed: a reply of the addressee is due. Due" in words(client, board(desk))
    [row] = db.session.scalars(select(FollowUp))
    answer = client.post(f"/en/desk/follow-ups/{row.id}/done")
    assert (answer.status_code, answer.location) == (303, board(desk))
    assert "a reply of the addressee is due. Done" in words(client, board(desk))


def test_a_reviewer_sees_what_is_due_and_no_button(client: FlaskClient, desk: Desk) -> None:
    sign_in(client, a_user(desk.campaign.organisation, "reviewer"))
    sign(desk, "Ana", "Bea")
    page = words(client, board(desk))
    assert "a reply of the addressee is due. Due" in page
    assert "Mark as done" not in page


def test_the_numbers_stand_where_the_kind_of_text_is_chosen(client: FlaskClient, app: Flask) -> None:
    organisation = an_organisation()
    sign_in(client, a_user(organisation))
    page = words(client, f"/en/desk/cases/{released(a_case(organisation)).id}/campaigns/new")
    assert "At 1,000 signatures a reply is asked for within 30 days." in page
    assert "At 10,000 signatures a meeting is asked for within 60 days." in page


@pytest.mark.parametrize("state", ["drafting", "review"])
def test_nothing_is_said_of_thresholds_before_anybody_can_sign(client: FlaskClient, app: Flask, state: str) -> None:
    desk = Desk(state)
    sign_in(client, desk.author)
    assert "What the number of signatures means" not in words(client, board(desk))
