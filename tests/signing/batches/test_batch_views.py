"""Choose, look, send: nothing leaves before the last page, and what leaves is what was shown."""

import re

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db
from petitions.outbox.models import Message
from petitions.signing.batches.models import InvitationBatch
from petitions.signing.models import Invitation
from tests import factories
from tests.factories import a_member, sign_in
from tests.signing.batches.crowd import a_parliament, of_blocs
from tests.signing.batches.pages import previewed, way
from tests.signing.browsing import text
from tests.signing.scene import count


@pytest.fixture
def desk(client: FlaskClient, organiser: User) -> FlaskClient:
    """The organiser's browser."""
    sign_in(client, organiser)
    return client


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_nothing_leaves_before_the_last_page_and_then_everybody_is_asked(desk: FlaskClient, campaign: Campaign) -> None:
    of_blocs((3, "pl", "S&D", "M"), (2, "lt", "Renew", "M"))
    page, send = previewed(desk, campaign, country="PL")
    assert "3 people would be asked" in page
    assert "Nothing has left yet." in page
    assert count(Invitation) == count(Message) == count(InvitationBatch) == 0
    done = desk.post(f"{way(campaign)}/send", data=send, follow_redirects=True)
    assert "3 people are invited." in done.text
    assert count(Invitation) == count(Message) == 3
    assert re.search(
        r"Asked in batches .* Poland 3 English Ada Organiser 27|Poland 3 English Ada Organiser", text(done)
    )


def test_the_preview_tells_who_was_asked_before_and_who_cannot_be_and_why(desk: FlaskClient, campaign) -> None:
    asked, mute, *_others = a_parliament(4)
    factories.an_invitation(campaign, asked)
    factories.changed(mute.addresses[0], superseded_at=now())
    page, _send = previewed(desk, campaign, country="LT")
    assert f"1 was asked before They keep the invitation that they have, and get no second one. {asked.name}" in words(
        page
    )
    assert f"Who can’t be asked no address registered (1) {mute.name}" in words(page)
    assert "2 people would be asked" in page


def test_the_preview_shows_the_mail_as_it_will_look_with_no_true_link_in_it(desk: FlaskClient, campaign) -> None:
    (member,) = a_parliament(1)
    page, _send = previewed(desk, campaign, country="LT")
    assert f"Dear {member.name}," in page
    assert "asks you to sign a letter" in page
    assert "here stands the link to the letter" in page
    assert "/en/i/" not in page


def test_the_form_sent_twice_invites_nobody_twice_and_says_the_same(desk: FlaskClient, campaign: Campaign) -> None:
    a_parliament(3)
    _page, send = previewed(desk, campaign, country="LT")
    for _ in range(2):
        done = desk.post(f"{way(campaign)}/send", data=send, follow_redirects=True)
        assert "3 people are invited." in done.text
    assert count(Invitation) == count(Message) == 3
    assert count(InvitationBatch) == 1


def test_what_changed_since_the_look_is_shown_again_and_nothing_is_sent(desk: FlaskClient, campaign) -> None:
    members = a_parliament(2)
    _page, send = previewed(desk, campaign, country="LT")
    factories.an_invitation(campaign, members[0])
    again = desk.post(f"{way(campaign)}/send", data=send)
    assert again.status_code == 409
    assert "nothing was sent. Look once more." in again.text
    assert "1 person would be asked" in again.text
    assert (count(Invitation), count(Message)) == (1, 0)


def test_a_pasted_list_is_told_line_by_line_before_anything_is_sent(desk: FlaskClient, campaign: Campaign) -> None:
    one, other = a_member("Ana", "Pavyzdė", "PL"), a_member("Bea", "Bandė")
    listed = f"Ana Pavyzdė\n{other.addresses[0].address}\nAna Pavyzdė\nNobody Known"
    page, send = previewed(desk, campaign, listed=listed)
    said = words(page)
    assert "1 Ana Pavyzdė found Ana Pavyzdė" in said
    assert f"2 {other.addresses[0].address} found Bea Bandė" in said
    assert "3 Ana Pavyzdė found twice Ana Pavyzdė , as in line 1" in said
    assert "4 Nobody Known unknown on no roster of those who may sign" in said
    done = desk.post(f"{way(campaign)}/send", data=send, follow_redirects=True)
    assert "2 people are invited." in done.text
    assert "a list of 4 entries" in done.text
    assert {row.person_id for row in db.session.query(Invitation)} == {one.id, other.id}


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "Choose a delegation, group or committee, or paste a list."),
        ({"country": "PL", "listed": "Ana Pavyzdė"}, "but not both"),
        ({"country": "ZZ"}, "Delegation"),
        ({"country": "PL", "language": "xx"}, "Language of the mail"),
        ({"listed": "x\n" * 1001}, "The list has 1001 lines"),
        ({"fully": "y"}, "Choose a delegation"),
    ],
)
def test_a_choice_of_nothing_or_of_nonsense_is_refused_in_words(desk: FlaskClient, campaign, chosen, said) -> None:
    page = desk.post(way(campaign), data={"language": "en", **chosen})
    assert page.status_code == 422
    assert 'class="errors"' in page.text
    assert said in page.text
    assert count(InvitationBatch) == 0


def test_a_link_may_choose_in_advance_and_the_language_is_that_of_the_text(desk: FlaskClient, campaign) -> None:
    page = desk.get(f"{way(campaign)}?country=PL&group=EPP").text
    assert '<option selected value="PL">Poland' in page
    assert '<option selected value="EPP">' in page
    assert '<option selected value="en">English' in page
    missing = desk.get(f"/en/desk/campaigns/{campaign.id}/invitations/new?country=PL").text
    assert f"{way(campaign)}?country=PL" in missing


def test_whoever_chooses_anew_finds_what_was_typed(desk: FlaskClient, campaign: Campaign) -> None:
    _page, send = previewed(desk, campaign, listed="Ana Pavyzdė\nBea Bandė")
    page = desk.post(way(campaign), data={**send, "back": "yes"}).text
    assert "Ana Pavyzdė\nBea Bandė</textarea>" in page
    assert 'class="errors"' not in page


def test_whoever_goes_back_and_chooses_otherwise_sends_another_batch(desk: FlaskClient, campaign: Campaign) -> None:
    of_blocs((1, "pl", "S&D", "M"), (2, "lt", "Renew", "M"))
    _page, send = previewed(desk, campaign, country="PL")
    desk.post(f"{way(campaign)}/send", data=send)
    _page, other = previewed(desk, campaign, **{**send, "country": "LT"})
    assert "2 people are invited." in desk.post(f"{way(campaign)}/send", data=other, follow_redirects=True).text
    assert count(InvitationBatch) == 2


def test_opening_the_page_that_sends_leads_back_to_the_choice(desk: FlaskClient, campaign: Campaign) -> None:
    assert desk.get(f"{way(campaign)}/send").location.endswith(way(campaign))


def test_nothing_can_be_sent_while_the_text_is_not_open(desk: FlaskClient, campaign: Campaign) -> None:
    a_parliament(2)
    _page, send = previewed(desk, campaign, country="LT")
    factories.changed(campaign, state="review")
    assert "not open for signature" in desk.get(way(campaign)).text
    refused = desk.post(f"{way(campaign)}/send", data=send)
    assert "It is not open now." in refused.text
    assert count(Invitation) == 0


def test_nobody_to_ask_has_no_button(desk: FlaskClient, campaign: Campaign) -> None:
    (member,) = a_parliament(1)
    factories.an_invitation(campaign, member)
    page, _send = previewed(desk, campaign, country="LT")
    assert "Nobody would be asked" in page
    assert "Nobody: everybody whom this means was asked before" in page
    assert "Invite" not in page[page.index("/batch/send") :].partition("</form>")[0]


def test_texts_that_the_public_signs_have_no_batches(desk: FlaskClient, campaign: Campaign) -> None:
    factories.changed(campaign, instrument="public_petition")
    assert desk.get(way(campaign)).status_code == 404
    asked = desk.get(f"/en/desk/campaigns/{campaign.id}/invitations", follow_redirects=True)
    assert "Invite many at once" not in asked.text


def test_another_organisation_and_who_only_reviews_send_none(client: FlaskClient, campaign, organiser: User) -> None:
    reviewer = factories.a_user(db.session.get_one(User, organiser.id).memberships[0].organisation, "reviewer")
    stranger = factories.a_user(factories.an_organisation("Elsewhere"))
    for user, status in ((reviewer, 403), (stranger, 404)):
        sign_in(client, user)
        for page in (way(campaign), f"{way(campaign)}/send"):
            assert client.get(page).status_code == status
            assert client.post(page, data={"country": "LT", "language": "en"}).status_code == status
