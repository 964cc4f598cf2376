"""Organisers open a text, invite people and end invitations, in their own organisation and by their role."""

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.signing.models import Invitation
from tests.factories import a_campaign, a_case, a_member, a_next_version, a_signature, a_user, an_organisation, sign_in
from tests.signing.browsing import desk_pages, text
from tests.signing.scene import MENDED, count


def test_the_page_before_opening_says_who_would_be_asked_again(
    client: FlaskClient, campaign: Campaign, organiser: User, colleague: User
) -> None:
    a_signature(campaign, a_member("Ana", "Pavyzdė"))
    a_next_version(campaign, MENDED, organiser, colleague)
    sign_in(client, organiser)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/open")
    assert "1 person signed an earlier version" in page.text
    assert "Ana Pavyzdė" in page.text
    assert "What has changed since version 1" in page.text
    done = client.post(f"/en/desk/campaigns/{campaign.id}/open", data={"version": "2"}, follow_redirects=True)
    assert "Version 2 is open for signature. 1 signatory is asked again by mail." in done.text
    assert "Signed an older version, asked again" in done.text


def test_an_unapproved_version_can_not_be_opened_and_the_page_says_why(
    client: FlaskClient, campaign: Campaign, organiser: User
) -> None:
    a_next_version(campaign, MENDED, organiser)
    sign_in(client, organiser)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/open")
    assert "waits for the approval of somebody who did not write it" in page.text
    assert "Open version" not in page.text
    refused = client.post(f"/en/desk/campaigns/{campaign.id}/open", data={"version": "2"})
    assert "waits for the approval" in refused.text
    assert db.session.get_one(Campaign, campaign.id).state == "review"


def test_people_are_found_ticked_and_invited(client: FlaskClient, campaign: Campaign, organiser: User) -> None:
    ana, bea = a_member("Ana", "Pavyzdė", "PL", "EPP"), a_member("Bea", "Bandė", "LT", "Renew")
    sign_in(client, organiser)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/invitations/new?country=PL")
    assert "Ana Pavyzdė" in page.text
    assert "Bea Bandė" not in page.text
    data = {"person": [str(ana.id), str(bea.id)]}
    done = client.post(f"/en/desk/campaigns/{campaign.id}/invitations/new", data=data, follow_redirects=True)
    assert "2 people are invited." in done.text
    assert "Mail is waiting to leave" in done.text
    again = client.post(f"/en/desk/campaigns/{campaign.id}/invitations/new", data=data)
    assert "Ana Pavyzdė was invited before." in again.text
    assert count(Invitation) == 2


@pytest.mark.parametrize("person", [[], ["x"], ["00000000-0000-0000-0000-000000000000"]])
def test_a_pick_of_nobody_or_of_nonsense_invites_nobody(
    client: FlaskClient, campaign: Campaign, organiser: User, person: list[str]
) -> None:
    sign_in(client, organiser)
    response = client.post(f"/en/desk/campaigns/{campaign.id}/invitations/new", data={"person": person})
    assert response.status_code == 200
    assert 'class="errors"' in response.text
    assert count(Invitation) == 0


def test_the_table_of_invitations_tells_each_answer(
    client: FlaskClient, campaign: Campaign, organiser: User, phone: FlaskClient, letter: str
) -> None:
    a_signature(campaign, a_member("Ana", "Pavyzdė"))
    phone.post(f"{letter}/decline", data={"sure": "y", "reason": "Not my committee"})
    sign_in(client, organiser)
    page = text(client.get(f"/en/desk/campaigns/{campaign.id}/invitations"))
    for words in ("2 asked, 1 signed.", "Signed", "version 1", "Declined", "Not my committee"):
        assert words in page


def test_an_organiser_ends_an_invitation_on_a_page_of_its_own(
    client: FlaskClient, campaign: Campaign, organiser: User, invitation: Invitation
) -> None:
    sign_in(client, organiser)
    page = f"/en/desk/campaigns/{campaign.id}/invitations/{invitation.id}/stop"
    assert "End the invitation of Ona Testė" in client.get(page).text
    assert db.session.get_one(Invitation, invitation.id).state == "sent"
    assert "is ended" in client.post(page, follow_redirects=True).text
    assert db.session.get_one(Invitation, invitation.id).state == "stopped"


def test_another_organisation_finds_nothing_here(client: FlaskClient, campaign, invitation) -> None:
    sign_in(client, a_user(an_organisation("Elsewhere")))
    for page in desk_pages(campaign, invitation):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code in {404, 405}


def test_an_invitation_of_another_campaign_is_not_ended_under_this_one(client: FlaskClient, invitation) -> None:
    other = a_user(an_organisation("Elsewhere"))
    organisation = db.session.get_one(User, other.id).memberships[0].organisation
    mine = a_campaign(a_case(organisation), "collecting")
    sign_in(client, other)
    assert client.post(f"/en/desk/campaigns/{mine.id}/invitations/{invitation.id}/stop").status_code == 404
    assert db.session.get_one(Invitation, invitation.id).state == "sent"


def test_who_only_reviews_neither_opens_nor_invites_nor_sees_the_button(
    client: FlaskClient, campaign: Campaign, invitation: Invitation, organiser: User
) -> None:
    reviewer = a_user(db.session.get_one(User, organiser.id).memberships[0].organisation, "reviewer")
    sign_in(client, reviewer)
    opening, table, inviting, stopping = desk_pages(campaign, invitation)
    for page in (opening, inviting, stopping):
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403
    assert "Invite people" not in client.get(table).text


def test_without_a_session_organisers_pages_lead_to_sign_in(client: FlaskClient, campaign, invitation) -> None:
    for page in desk_pages(campaign, invitation):
        assert "/sign-in" in (client.get(page).location or "")
