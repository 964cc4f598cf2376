"""The link that stops mail: one click of a mail program does it, opening the page does not."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.signing.models import Invitation
from petitions.signing.unsubscribing import links
from tests.architecture.test_routes import writes
from tests.factories import sign_in
from tests.signing.browsing import text

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def way(invitation: Invitation) -> str:
    """The address in the mail."""
    return f"/en/unsubscribe/{invitation.id}/{links.token(invitation.id)}"


def wants_mail(invitation: Invitation) -> bool:
    db.session.expire_all()
    return db.session.get_one(Invitation, invitation.id).wants_mail


def test_opening_the_link_shows_a_button_and_changes_nothing(client: FlaskClient, invitation, way: str) -> None:
    with writes() as seen:
        for method in ("GET", "HEAD"):
            answer = client.open(way, method=method)
            assert answer.status_code == 200
    assert "Send me no more mail about it" in text(client.get(way))
    assert seen == []
    assert wants_mail(invitation)


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_mail_program_stops_mail_without_session_token_or_redirect(
    app: Flask, invitation: Invitation, way: str, content_type: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post(way, data=ONE_CLICK, content_type=content_type)
    assert answer.status_code == 200
    assert not wants_mail(invitation)
    assert "You get no more mail about this letter" in answer.text


def test_what_was_stopped_is_undone_on_the_same_page(client: FlaskClient, invitation: Invitation, way: str) -> None:
    client.post(way, data=ONE_CLICK)
    assert "Undo" in client.get(way).text
    assert "Send me no more mail about it" in text(client.post(way, data={"undo": "yes"}))
    assert wants_mail(invitation)


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "no"}, {"List-Unsubscribe-Post": "One-Click"}])
def test_anything_else_that_is_sent_there_does_nothing(client: FlaskClient, invitation, way: str, data) -> None:
    assert client.post(way, data=data).status_code == 400
    assert wants_mail(invitation)


def test_a_wrong_link_stops_nothing(client: FlaskClient, invitation: Invitation, way: str) -> None:
    for wrong in (way[:-1], f"{way}x", way.replace(str(invitation.id), str(invitation.campaign_id))):
        assert client.post(wrong, data=ONE_CLICK).status_code == 404
        assert client.get(wrong).status_code == 404
    assert wants_mail(invitation)


def test_the_letter_still_opens_by_its_own_link(client, phone: FlaskClient, letter: str, way: str) -> None:
    client.post(way, data=ONE_CLICK)
    assert phone.get(letter).status_code == 200
    assert "Sign" in phone.get(letter).text


def test_an_ended_invitation_can_still_be_silenced(client: FlaskClient, invitation, campaign, organiser, way) -> None:
    sign_in(client, organiser)
    client.post(f"/en/desk/campaigns/{campaign.id}/invitations/{invitation.id}/stop")
    assert client.post(way, data=ONE_CLICK).status_code == 200
    assert not wants_mail(invitation)


def test_organisers_read_it_in_a_word(client: FlaskClient, organiser: User, campaign, way: str) -> None:
    client.post(way, data=ONE_CLICK)
    sign_in(client, organiser)
    page = text(client.get(f"/en/desk/campaigns/{campaign.id}/invitations"))
    assert "Asked, no answer yet wants no more mail" in page
    assert "wants no more mail about the letter" in client.get(f"/en/desk/campaigns/{campaign.id}/history").text


def test_the_page_is_kept_by_nobody(client: FlaskClient, way: str) -> None:
    answer = client.get(way)
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'content="noindex' in answer.text
