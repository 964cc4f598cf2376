"""Organisers write their own words on a page for each language, and see the mail with them."""

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.signing.batches.models import InvitationMessage
from tests import factories
from tests.factories import sign_in
from tests.signing.browsing import text
from tests.signing.scene import count


@pytest.fixture
def desk(client: FlaskClient, organiser: User) -> FlaskClient:
    """The organiser's browser."""
    sign_in(client, organiser)
    return client


def page_of(campaign: Campaign, language: str = "") -> str:
    return f"/en/desk/campaigns/{campaign.id}/invitations/messages{'/' if language else ''}{language}"


def test_words_are_written_and_shown_in_the_mail(desk: FlaskClient, campaign: Campaign) -> None:
    data = {"body": "Aru enseigne depuis vingt ans.", "revision": "0"}
    done = desk.post(page_of(campaign, "fr"), data=data, follow_redirects=True)
    assert "Saved. Mails that have been sent stay as they were." in done.text
    assert "Dear Given name Surname, Aru enseigne depuis vingt ans." in text(done)
    listed = text(desk.get(page_of(campaign)))
    assert "Français Aru enseigne depuis vingt ans. Ada Organiser" in listed
    assert "English language of the text none" in listed


def test_a_stale_page_is_refused_with_what_is_stored_and_what_was_typed(desk: FlaskClient, campaign) -> None:
    desk.post(page_of(campaign, "en"), data={"body": "First words", "revision": "0"})
    stale = desk.post(page_of(campaign, "en"), data={"body": "My words", "revision": "0"})
    assert stale.status_code == 409
    assert "First words" in stale.text
    assert "My words" in stale.text
    assert 'name="revision" type="hidden" value="1"' in stale.text


def test_a_hidden_link_is_refused_and_what_was_typed_is_kept(desk: FlaskClient, campaign: Campaign) -> None:
    page = desk.post(page_of(campaign, "en"), data={"body": "Read [this](https://evil.example)", "revision": "0"})
    assert "Write plain text, and each address out in full" in page.text
    assert "Read [this](https://evil.example)" in page.text
    assert count(InvitationMessage) == 0


def test_empty_words_remove_what_was_stored(desk: FlaskClient, campaign: Campaign) -> None:
    desk.post(page_of(campaign, "en"), data={"body": "Words", "revision": "0"})
    desk.post(page_of(campaign, "en"), data={"body": " ", "revision": "1"})
    assert count(InvitationMessage) == 0


def test_before_there_is_a_text_there_is_no_mail_to_show(desk: FlaskClient, campaign: Campaign) -> None:
    assert "The mail, as it is stored now" in desk.get(page_of(campaign, "en")).text
    assert desk.get(page_of(campaign, "xx")).status_code == 404


def test_others_write_nothing(client: FlaskClient, campaign: Campaign) -> None:
    sign_in(client, factories.a_user(factories.an_organisation("Elsewhere")))
    for page in (page_of(campaign), page_of(campaign, "en")):
        assert client.get(page).status_code == 404
    assert client.post(page_of(campaign, "en"), data={"body": "x", "revision": "0"}).status_code == 404
