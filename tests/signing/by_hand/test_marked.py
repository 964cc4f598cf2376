"""A name that was given on paper or by telephone is marked so wherever it is shown."""

import re
from collections.abc import Collection
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.dispatch import letters, pdf
from petitions.dispatch import service as dispatch
from petitions.dispatch.models import Edition
from petitions.dispatch.sheet import LetterSheet
from petitions.drafting import queries as drafting
from petitions.signing import links
from petitions.signing.by_hand.words import how, marked
from petitions.signing.models import ConsentKind, Invitation, ProvedBy
from tests.factories import a_member, a_signature, an_addressee, sign_in
from tests.signing.appeal import Appeal
from tests.signing.browsing import text
from tests.signing.by_hand.hand import by_telephone, call, given, on_paper, recorded
from tests.signing.scene import Desk
from tests.support.pdf import words_of

EVERYTHING = frozenset(ConsentKind)
PAPER, CALL = "Confirmed on paper", "Confirmed by telephone"


@pytest.fixture
def signed(desk: Desk) -> tuple[Invitation, Invitation]:
    """Three signed: Ona on paper, Bea by telephone, Cai here."""
    (_ona, paper), (_bea, telephone) = desk.invited(), desk.invited(given="Bea", country="PL")
    on_paper(desk, paper, agreed=EVERYTHING)
    by_telephone(desk, telephone, agreed=EVERYTHING)
    a_signature(desk.campaign, a_member(given="Cai"), *ConsentKind)
    an_addressee(desk.campaign)
    return paper, telephone


def closed(desk: Desk) -> Edition:
    with transaction():
        return dispatch.close(desk.actor, db.session.get_one(Campaign, desk.campaign.id))


def sheet(edition: Edition, lapsed: Collection[UUID] = ()) -> LetterSheet:
    """The letter of the edition as it would leave."""
    version, campaign = drafting.by_id(edition.version_id), db.session.get_one(Campaign, edition.campaign_id)
    return letters.as_sheet(campaign, version, edition, [], edition.closed_at.date(), lapsed)


def test_each_kind_of_proof_is_told_and_one_given_here_is_not(app: Flask) -> None:
    told = {ProvedBy.PAPER: PAPER, ProvedBy.TELEPHONE: CALL}
    assert {kind: how(kind) for kind in ProvedBy} == {kind: told.get(kind, "") for kind in ProvedBy}
    assert [marked("Ona", kind) for kind in ProvedBy] == ["Ona", "Ona", "Ona (on paper)", "Ona (by telephone)"]


def test_organisers_read_it_on_every_list_until_the_letter_leaves(
    desk: Desk, signed: tuple[Invitation, Invitation], client: FlaskClient
) -> None:
    sign_in(client, desk.author)
    page = f"/en/desk/campaigns/{desk.campaign.id}"
    person = f"/en/desk/people/{signed[0].person_id}"
    before = [client.get(f"{page}{place}").text for place in ("/invitations", "/close")]
    assert PAPER in client.get(person).text
    assert "Of them on paper or by telephone" in client.get(page).text
    closed(desk)
    for shown in (*before, client.get(f"{page}/send").text):
        assert (shown.count(PAPER), shown.count(CALL)) == (1, 1)


def test_the_public_reads_it(desk: Desk, signed: tuple[Invitation, Invitation], client: FlaskClient) -> None:
    shown = text(client.get(f"/en/campaigns/{desk.campaign.slug}"))
    assert (shown.count(PAPER), shown.count(CALL)) == (1, 1)
    listed = text(client.get("/en/campaigns"))
    assert "Ona Žemaitė-Testė (on paper)" in listed
    assert "Bea Žemaitė-Testė (by telephone)" in listed
    assert "Cai Žemaitė-Testė (" not in listed


def test_the_invited_read_it_and_so_does_its_bearer(
    app: Flask, desk: Desk, signed: tuple[Invitation, Invitation]
) -> None:
    invited = desk.invited(given="Dov")[1]
    own = links.receipt(signed[0].id).partition(":8000")[2]
    opened = f"/en/i/{links.token(invited.id)}"
    for link, expected in ((opened, (PAPER, CALL)), (own, (PAPER, "Recorded by Lantern from your"))):
        phone = app.test_client()
        shown = text(phone.get(link, follow_redirects=True))
        for told in expected:
            assert told in shown


def test_the_letter_prints_it_below_the_name(desk: Desk, signed: tuple[Invitation, Invitation]) -> None:
    edition = closed(desk)
    notes = {one.name: one.note for one in sheet(edition).signatories}
    assert notes == {"Ona Žemaitė-Testė": PAPER, "Bea Žemaitė-Testė": CALL, "Cai Žemaitė-Testė": ""}
    printed = words_of(pdf.render(sheet(edition)))
    assert (printed.count(PAPER), printed.count(CALL)) == (1, 1)


def test_a_mandate_that_has_ended_since_is_printed_beside_it(desk: Desk, signed: tuple[Invitation, Invitation]) -> None:
    edition = closed(desk)
    lapsed = {row.signature_id for row in edition.signatories}
    notes = {one.note for one in sheet(edition, lapsed).signatories}
    assert f"{PAPER}. As of signing; the mandate has since ended" in notes


def test_an_organisation_that_signed_on_paper_is_marked_beside_its_authority(app: Flask, client: FlaskClient) -> None:
    appeal = Appeal()
    on_paper(appeal, appeal.ask(appeal.speaker(appeal.organisation())))
    sign_in(client, appeal.author)
    shown = text(client.get(f"/en/desk/campaigns/{appeal.campaign.id}/invitations"))
    assert re.search(rf"{PAPER}; .*confirmed by Bo Colleague", shown)


def test_what_waits_is_told_on_the_first_page_and_the_board_to_whoever_can_decide(
    desk: Desk, client: FlaskClient
) -> None:
    _person, invitation = desk.invited()
    _other, another = desk.invited(given="Bea")
    recorded(desk, given(invitation), invitation)
    recorded(desk, call(another), another)
    waits = "A signature of Ona Žemaitė-Testė under “Let her stay” waits to be compared with its evidence."
    sign_in(client, desk.colleague)
    assert waits in client.get("/en/desk/").text
    board = text(client.get(f"/en/desk/campaigns/{desk.campaign.id}"))
    assert "On paper or by telephone, waiting for a second organiser 2" in board
    sign_in(client, desk.author)
    assert waits not in client.get("/en/desk/").text
