"""A word to the organisers: optional, for whoever signs, read by nobody else, and prepared by an office too."""

from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.signing.models import Signature
from tests.factories import sign_in
from tests.signing.browsing import sign, text

WORD = "I can raise it\nin the plenary."


def signature() -> Signature:
    """The only one."""
    return db.session.scalars(select(Signature)).one()


def test_a_member_tells_the_organisers_something_with_the_signature(
    phone: FlaskClient, letter: str, address: str, organiser: User, campaign: Campaign
) -> None:
    receipt = sign(phone, letter, address, comment=WORD.replace("\n", "\r\n"), print_name="y", publish="y")
    assert "What you told the organisers I can raise it in the plenary." in text(receipt).replace("  ", " ")
    assert signature().comment == WORD
    sign_in(phone, organiser)
    page = phone.get(f"/en/desk/campaigns/{campaign.id}/signatures/{signature().id}")
    assert "I can raise it in the plenary." in text(page)


def test_nobody_but_the_organisers_reads_it(phone: FlaskClient, letter: str, address: str, campaign: Campaign) -> None:
    sign(phone, letter, address, comment="I can raise it.", print_name="y", publish="y", show_invited="y")
    stranger = phone.application.test_client()
    page = stranger.get(f"/en/campaigns/{campaign.slug}").text
    assert "Ona Testė" in page
    assert "I can raise it." not in page
    assert b"raise it" not in signature().comment_sealed


def test_nothing_has_to_be_said(phone: FlaskClient, letter: str, address: str) -> None:
    assert "What you told the organisers" not in sign(phone, letter, address).text
    assert signature().comment == ""
