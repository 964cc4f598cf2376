"""Buttons pressed twice, codes copied with what stands around them, two letters at once: nobody is told off for it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.people.models import Person
from petitions.signing import links
from petitions.signing.models import Invitation
from tests.factories import a_campaign, a_case, a_member, a_user, an_addressee, an_invitation, an_organisation
from tests.support.mailbox import code_for


@pytest.fixture
def campaign(app: Flask) -> Campaign:
    organisation = an_organisation()
    campaign = a_campaign(
        a_case(organisation), "collecting", author=a_user(organisation), approver=a_user(organisation, "reviewer")
    )
    an_addressee(campaign)
    return campaign


@pytest.fixture
def invitation(campaign: Campaign) -> Invitation:
    return an_invitation(campaign, a_member())[0]


def address(invitation: Invitation, page: str = "") -> str:
    return f"/en/letters/{invitation.id}{page}"


def asked(client: FlaskClient, invitation: Invitation) -> str:
    """The code, after the letter was opened and the code asked for."""
    client.get(f"/en/i/{links.token(invitation.id)}")
    client.post(address(invitation, "/ask"))
    return code_for(mailbox_of(invitation))


def mailbox_of(invitation: Invitation) -> str:
    return db.session.get_one(Person, invitation.person_id).addresses[0].address


def as_typed(client: FlaskClient, invitation: Invitation, typed: str) -> str:
    return client.post(address(invitation, "/code"), data={"code": typed}).location or ""


def signed(client: FlaskClient, invitation: Invitation) -> None:
    code = asked(client, invitation)
    as_typed(client, invitation, code)
    data = {"name": "Ona Testė", "version": str(invitation.campaign.open_version_id)}
    assert client.post(address(invitation, "/sign"), data=data).location == address(invitation, "/receipt")


@pytest.mark.parametrize("dressed", ["{}-{}", "{}–{}.", " {} \u00a0 {}\u200b", "({}{})"])
def test_a_code_may_be_copied_with_what_stands_around_it(
    client: FlaskClient, invitation: Invitation, dressed: str
) -> None:
    halves = asked(client, invitation).split()
    assert as_typed(client, invitation, dressed.format(*halves)) == address(invitation, "/sign")


def test_signing_in_takes_a_code_with_a_dash(client: FlaskClient, campaign: Campaign) -> None:
    user = a_user(db.session.get_one(Campaign, campaign.id).organisation)
    client.post("/en/sign-in", data={"address": user.email})
    typed = code_for(user.email).replace(" ", "-")
    assert client.post("/en/sign-in/code", data={"code": typed}).location == "/en/desk/"


def test_withdrawing_by_a_button_pressed_twice_is_no_error(client: FlaskClient, invitation: Invitation) -> None:
    signed(client, invitation)
    client.post(address(invitation, "/withdraw/ask"))
    code = code_for(mailbox_of(invitation))
    for _press in range(2):
        answer = client.post(address(invitation, "/withdraw"), data={"code": code}, follow_redirects=True)
        assert "Your signature is withdrawn." in answer.text


def test_whoever_never_signed_is_not_told_that_a_signature_is_withdrawn(
    client: FlaskClient, invitation: Invitation
) -> None:
    client.get(links.undo(invitation.id).partition(":8000")[2])
    answer = client.post(address(invitation, "/withdraw"), data={"code": "000 000"})
    assert "There is no signature of yours under this letter" in answer.text


def test_a_wrong_code_stands_in_its_field_even_after_another_letter_was_begun(
    client: FlaskClient, campaign: Campaign, invitation: Invitation
) -> None:
    asked(client, invitation)
    other = an_invitation(campaign, a_member())[0]
    asked(client, other)
    page = client.post(address(invitation, "/code"), data={"code": "12345"}).text
    assert 'name="code"' in page
    assert 'value="12345"' in page


def test_a_name_with_signs_that_nobody_can_see_is_told_so(client: FlaskClient, invitation: Invitation) -> None:
    as_typed(client, invitation, asked(client, invitation))
    data = {"name": "Ona \u202eTestė", "version": str(invitation.campaign.open_version_id)}
    assert "Leave out signs that nobody can see." in client.post(address(invitation, "/sign"), data=data).text
