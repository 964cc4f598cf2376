"""An embargo: until its moment nothing is public, and whoever is asked to sign is told."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing import service
from tests.factories import acting, changed, sign_in
from tests.signing.browsing import sign, text
from tests.signing.supporters.petition import Petition
from tests.support.mailbox import mails_to

UNTIL = datetime(2100, 12, 3, 9, 0, tzinfo=UTC)
SAID = "Under embargo until 3 December 2100, 10:00 (Brussels time)"


@pytest.fixture
def embargoed(campaign: Campaign) -> Campaign:
    """The campaign is to be public, but not before the embargo has ended."""
    return changed(campaign, is_public=True, embargo=UNTIL)


def plan_of(campaign: Campaign, **values: str) -> dict[str, str]:
    """The form of the plan as it stands, with these values."""
    return {"title": campaign.title, "revision": str(campaign.revision), "is_public": "y", "follows": "", **values}


def test_nothing_of_the_campaign_is_public_before_and_all_of_it_after(client: FlaskClient, embargoed: Campaign) -> None:
    own, case = f"/en/campaigns/{embargoed.slug}", f"/en/cases/{embargoed.case.slug}"
    assert client.get(own).status_code == 404
    assert own not in client.get(case).text
    changed(embargoed, embargo=now() - timedelta(seconds=1))
    assert client.get(own).status_code == 200
    assert own in client.get(case).text


def test_whoever_is_asked_reads_of_it_on_the_page_and_until_it_ends(
    phone: FlaskClient, letter: str, embargoed: Campaign
) -> None:
    assert SAID in text(phone.get(letter))
    changed(embargoed, embargo=now() - timedelta(seconds=1))
    assert "embargo" not in text(phone.get(letter))


def test_the_invitation_says_it_too(embargoed: Campaign, organiser: User, member: Person) -> None:
    with transaction():
        campaign = db.session.get_one(Campaign, embargoed.id)
        service.invite(acting(organiser), campaign, db.session.get_one(Person, member.id))
    [address] = [address.address for address in db.session.get_one(Person, member.id).addresses]
    mail = mails_to(address)[-1]
    for kind in ("plain", "html"):
        assert SAID in " ".join(mail.get_body((kind,)).get_content().split())


def test_an_organiser_sets_it_by_the_clocks_of_the_deadline_and_takes_it_away(
    client: FlaskClient, campaign: Campaign, organiser: User
) -> None:
    sign_in(client, organiser)
    edit, board = f"/en/desk/campaigns/{campaign.id}/edit", f"/en/desk/campaigns/{campaign.id}"
    client.post(edit, data=plan_of(campaign, embargo_day="2100-12-03", embargo_time="10:00"))
    db.session.expire_all()
    assert db.session.get_one(Campaign, campaign.id).embargo == UNTIL
    page = client.get(board)
    assert "Under embargo until 3 December 2100, 10:00 (Brussels time)" in text(page)
    assert "shown once the embargo has ended" in text(page)
    assert "Public page</a>" not in page.text
    assert 'value="2100-12-03"' in client.get(edit).text
    client.post(edit, data=plan_of(db.session.get_one(Campaign, campaign.id), embargo_day="", embargo_time=""))
    db.session.expire_all()
    assert db.session.get_one(Campaign, campaign.id).embargo is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"embargo_day": "2100-12-03"}, "Say at which time of that day it may be published."),
        ({"embargo_time": "10:00"}, "Enter the day too"),
        ({"embargo_time": "23:59"}, "Enter the day too"),
        ({"embargo_day": "2025-12-03", "embargo_time": "10:00"}, "This embargo would have ended already."),
        ({"embargo_day": "soon", "embargo_time": "10:00"}, "Write it like 2026-11-30 and 18:00."),
    ],
)
def test_what_is_no_moment_is_said_beside_the_field(
    client: FlaskClient, campaign: Campaign, organiser: User, typed: dict[str, str], says: str
) -> None:
    sign_in(client, organiser)
    page = client.post(f"/en/desk/campaigns/{campaign.id}/edit", data=plan_of(campaign, **typed))
    assert says in page.text
    assert db.session.get_one(Campaign, campaign.id).embargo is None


def test_it_may_be_moved_once_the_letter_is_sent(embargoed: Campaign, organiser: User) -> None:
    sent = changed(embargoed, state="dispatched")
    later = campaigns.Plan(sent.title, sent.place, is_public=True, embargo=UNTIL + timedelta(days=1))
    with transaction():
        campaigns.edit(acting(organiser), db.session.get_one(Campaign, sent.id), later, sent.revision)
    assert db.session.get_one(Campaign, sent.id).embargo == UNTIL + timedelta(days=1)


def test_other_clocks_do_not_move_what_people_were_told(
    client: FlaskClient, embargoed: Campaign, organiser: User
) -> None:
    sign_in(client, organiser)
    kept = {"embargo_day": "2100-12-03", "embargo_time": "10:00", "deadline_zone": "Asia/Almaty"}
    page = client.post(f"/en/desk/campaigns/{embargoed.id}/edit", data=plan_of(embargoed, **kept))
    assert "People were told the embargo by these clocks." in page.text
    assert db.session.get_one(Campaign, embargoed.id).embargo == UNTIL


def test_who_has_signed_still_reads_of_it_on_the_receipt_and_in_its_mail(
    phone: FlaskClient, letter: str, address: str, embargoed: Campaign
) -> None:
    assert SAID in text(sign(phone, letter, address))
    for kind in ("plain", "html"):
        assert SAID in " ".join(mails_to(address)[-1].get_body((kind,)).get_content().split())


def test_organisers_share_no_address_that_leads_nowhere_yet(client: FlaskClient, app: Flask) -> None:
    petition = Petition()
    campaign = changed(petition.campaign, is_public=True, embargo=UNTIL)
    sign_in(client, petition.author)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/supporters").text
    assert f"/en/campaigns/{campaign.slug}" not in page
    assert "It is under embargo until" in page


def test_no_call_is_opened_under_it(client: FlaskClient, embargoed: Campaign, organiser: User) -> None:
    sign_in(client, organiser)
    page = client.get(f"/en/desk/campaigns/{embargoed.id}/call")
    assert "which is under embargo" in page.text
