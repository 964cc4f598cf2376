"""One page of a signature, reached from the table of invitations; looking at it, as at the others, writes nothing."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.signing import links
from petitions.signing.disputing.models import Dispute
from petitions.signing.models import Signature
from petitions.signing.wordings import wording_sha256
from tests.factories import a_user, an_organisation, sign_in
from tests.signing.browsing import open_next, sign, text, type_code
from tests.signing.scene import address_of
from tests.support.mailbox import code_for


@pytest.fixture
def signed(phone: FlaskClient, letter: str, address: str) -> Signature:
    sign(phone, letter, address, print_name="y")
    return db.session.scalars(select(Signature)).one()


@pytest.fixture
def page(signed: Signature) -> str:
    return f"/en/desk/campaigns/{signed.campaign_id}/signatures/{signed.id}"


def test_the_table_leads_to_it_and_it_says_who_when_which_version_and_what_was_agreed(
    client: FlaskClient, organiser: User, signed: Signature, page: str, address: str
) -> None:
    sign_in(client, organiser)
    assert page in client.get(f"/en/desk/campaigns/{signed.campaign_id}/invitations").text
    shown = text(client.get(page))
    for words in ("Ona Testė", "Member of the European Parliament", "version 1", "in force", "a code mailed"):
        assert words in shown
    assert address not in shown
    for consent in signed.consents:
        assert consent.wording in shown
        assert wording_sha256(consent.wording) in client.get(page).text
    assert "Printed as it was signed." in shown
    assert "signed, edition 1" in shown


def test_it_tells_corrections_disputes_and_the_leaves_of_each(
    client: FlaskClient, organiser: User, phone: FlaskClient, letter: str, address: str, signed: Signature, page: str
) -> None:
    phone.post(f"{letter}/name/ask", data={"name": "O. Testė"})
    phone.post(f"{letter}/name", data={"name": "O. Testė", "code": code_for(address)})
    phone.get(f"/en/not-mine/{links.dispute_token(signed.id)}")
    phone.post(f"{letter}/dispute", data={"sure": "y", "said": "On a plane"})
    sign_in(client, organiser)
    shown = text(client.get(page))
    for words in ("O. Testė", "Ona Testė", "set aside, disputed", "On a plane", "corrected, edition 1", "set aside, "):
        assert words in shown
    dispute = db.session.scalars(select(Dispute)).one()
    assert str(dispute.id) in client.get(page).text


def test_a_signature_on_an_older_version_says_so_and_leads_to_the_newer(
    client: FlaskClient, organiser: User, colleague: User, phone: FlaskClient, letter: str, page: str, signed: Signature
) -> None:
    open_next(signed.invitation.campaign, organiser, colleague)
    sign(phone, letter, address_of(signed.invitation.person))
    sign_in(client, organiser)
    shown = text(client.get(page))
    assert "on an older version" in shown
    assert "Other signatures on the same invitation" in shown
    assert "Version 2" in shown


def test_another_organisation_finds_nothing_here(client: FlaskClient, page: str) -> None:
    sign_in(client, a_user(an_organisation("Elsewhere")))
    assert client.get(page).status_code == 404


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(tmp_path / "undersigned.db") as connection:
        yield connection
    connection.close()


def test_no_page_that_is_only_looked_at_writes(
    client: FlaskClient, organiser: User, phone: FlaskClient, letter: str, signed: Signature, page: str, database
) -> None:
    receipt = f"/en/not-mine/{links.dispute_token(signed.id)}"
    phone.get(receipt)
    sign_in(client, organiser)
    before = "".join(database.iterdump())
    own = [f"{letter}{part}" for part in ("/name", "/capacity", "/dispute", "/withdraw", "/withdraw/request")]
    for browser, looked_at in [*((phone, one) for one in [*own, receipt]), (client, page)]:
        assert browser.get(looked_at).status_code in {200, 303}
        assert browser.head(looked_at).status_code in {200, 303}
    assert "".join(database.iterdump()) == before


def test_who_declined_reads_the_reason_nowhere_and_gets_no_more_reminders(
    client: FlaskClient, organiser: User, phone: FlaskClient, letter: str, invitation, campaign, address: str
) -> None:
    phone.post(f"{letter}/decline", data={"sure": "y", "reason": "Not my committee"})
    assert db.session.get_one(type(invitation), invitation.id).state == "declined"
    assert "Not my committee" not in phone.get(letter).text
    assert "Not my committee" not in client.get(f"/en/campaigns/{campaign.slug}").text
    sign_in(client, a_user(an_organisation("Elsewhere")))
    assert client.get(f"/en/desk/campaigns/{campaign.id}/invitations").status_code == 404
    sign_in(client, organiser)
    assert "Not my committee" in client.get(f"/en/desk/campaigns/{campaign.id}/invitations").text
    assert type_code(phone, letter, address) == f"{letter}/sign"
