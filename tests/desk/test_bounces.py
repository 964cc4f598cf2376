"""What came back stands on the campaign's board and on the first page, with the server's words and what to do."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox import service as outbox
from petitions.outbox.rules import Outcome
from petitions.outbox.states import MessageState
from petitions.people import addressing
from petitions.people.addressing import AddressSource
from petitions.people.models import Person
from petitions.signing import service
from petitions.signing.batches.again import last_mail
from petitions.signing.models import Invitation
from tests import factories
from tests.desk.test_waiting import waits_for
from tests.signing.appeal import Appeal
from tests.signing.browsing import text
from tests.signing.scene import Desk

WORDS = "550 5.1.1 <m@parliament.example>: no such mailbox"


@pytest.fixture
def desk(app: Flask, client: FlaskClient) -> Desk:
    desk = Desk()
    factories.sign_in(client, desk.author)
    return desk


def came_back(desk: Desk, person: Person) -> Invitation:
    with transaction():
        invitation = service.invite(desk.actor, desk.campaign, db.session.get_one(Person, person.id))
    return refused(invitation)


def refused(invitation: Invitation) -> Invitation:
    message = last_mail(invitation)
    with transaction():
        parcel = outbox.claim(message.id, "mail.example")
    with transaction():
        outbox.conclude(parcel, Outcome(MessageState.REFUSED, WORDS, 550))
    return invitation


def board(client: FlaskClient, campaign: Campaign) -> str:
    return text(client.get(f"/en/desk/campaigns/{campaign.id}"))


def test_the_board_tells_whose_mail_came_back_why_and_what_to_do(client: FlaskClient, desk: Desk) -> None:
    mine = factories.changed(factories.a_member("Ana", "Pavyzdė"), organisation_id=desk.actor.organisation_id)
    servers = factories.a_member("Bea", "Bandė")
    came_back(desk, mine), came_back(desk, servers)
    shown = board(client, desk.campaign)
    assert "2 invitations came back" in shown
    assert "Ana Pavyzdė m…" in shown
    assert "no such mailbox" in shown
    assert "Register another address : Ana Pavyzdė , have a colleague confirm it, then send it again" in shown
    assert "on the server’s own register: its operator imports a newer roster. Then send it again : Bea Bandė" in shown


def test_once_another_address_is_confirmed_the_board_says_so_and_it_is_sent_again(client, desk: Desk) -> None:
    person = factories.changed(factories.a_member(), organisation_id=desk.actor.organisation_id)
    invitation = came_back(desk, person)
    source = AddressSource("https://parliament.example/ona", now().date() - timedelta(days=1))
    with transaction():
        person = db.session.get_one(Person, person.id)
        address = addressing.register_address(desk.actor, person, "ona@parliament.example", source)
        addressing.confirm_address(factories.acting(desk.colleague), address)
    assert "another address is registered Send it again" in board(client, desk.campaign)
    page = f"/en/desk/campaigns/{desk.campaign.id}/invitations/{invitation.id}/again"
    shown = text(client.get(page))
    assert "The mail server said 550 5.1.1" in shown
    assert "Registered now o…a@parliament.example" in shown
    done = client.post(page, follow_redirects=True)
    assert "is sent again." in done.text
    assert "came back" not in board(client, desk.campaign)


def test_an_organisation_is_asked_through_somebody_else(client: FlaskClient) -> None:
    appeal = Appeal()
    factories.sign_in(client, appeal.author)
    refused(appeal.ask(appeal.speaker(appeal.organisation())))
    shown = board(client, appeal.campaign)
    assert "Example Initiative through Ona Testė" in shown
    assert "Register somebody else who may sign for it, end this invitation and ask anew" in shown


def test_the_first_page_tells_those_who_invite_and_nobody_else(client: FlaskClient, desk: Desk) -> None:
    came_back(desk, factories.a_member())
    said = ["1 invitation to “Let her stay” came back: see whose, and mend the address."]
    assert waits_for(client, desk.author) == said
    reviewer = factories.a_user(db.session.get_one(User, desk.author.id).memberships[0].organisation, Role.REVIEWER)
    assert waits_for(client, reviewer) == []
    factories.sign_in(client, reviewer)
    assert "1 invitation came back" in board(client, desk.campaign)
    assert "end it again" not in board(client, desk.campaign)


def test_a_board_without_any_says_nothing(client: FlaskClient, desk: Desk) -> None:
    desk.invited()
    assert "came back" not in board(client, desk.campaign)


def test_the_page_that_sends_again_says_why_it_cannot(client: FlaskClient, desk: Desk) -> None:
    person = factories.a_member()
    with transaction():
        invitation = service.invite(desk.actor, desk.campaign, db.session.get_one(Person, person.id))
    page = f"/en/desk/campaigns/{desk.campaign.id}/invitations/{invitation.id}/again"
    assert "It can’t be sent now The mail is still on its way to this address" in text(client.get(page))
    assert "still on its way" in client.post(page).text
    other = factories.a_campaign(factories.a_case(db.session.get_one(User, desk.author.id).memberships[0].organisation))
    assert client.get(page.replace(str(desk.campaign.id), str(other.id))).status_code == 404
