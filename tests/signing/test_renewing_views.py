"""When the text changes, its readers see what has changed before they sign."""

from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.signing import links, queries
from petitions.signing.models import Invitation, Signature
from tests.signing.browsing import open_next, sign, text, type_code
from tests.signing.scene import count
from tests.support.mailbox import link_for


def test_a_stale_page_signs_nothing_and_shows_what_has_changed(
    phone: FlaskClient, letter: str, address: str, campaign: Campaign, organiser: User, colleague: User
) -> None:
    type_code(phone, letter, address)
    shown = str(db.session.get_one(Campaign, campaign.id).open_version_id)
    open_next(campaign, organiser, colleague)
    page = phone.post(f"{letter}/sign", data={"version": shown, "name": "Ona Testė"}, follow_redirects=True)
    assert "The text has changed since you opened it. Nothing was signed." in page.text
    assert "What has changed since version 1" in page.text
    assert "with her family" in text(page)
    assert count(Signature) == 0
    assert "You have signed" in sign(phone, letter, address).text


def test_who_signed_an_older_version_sees_the_difference_first_by_the_old_link_and_renews(
    phone: FlaskClient, letter: str, address: str, campaign: Campaign, organiser: User, colleague: User
) -> None:
    sign(phone, letter, address)
    open_next(campaign, organiser, colleague)
    assert link_for(address) == f"/en/i/{links.token(db.session.scalars(select(Invitation.id)).one())}"
    tablet = phone.application.test_client()
    page = tablet.get(link_for(address), follow_redirects=True)
    assert page.text.index("What has changed since version 1") < page.text.index("The whole letter, version 2")
    assert "Renew my signature" in page.text
    assert "You have signed" in sign(tablet, letter, address).text
    assert [signature.number for signature in queries.in_force(campaign)] == [2]
