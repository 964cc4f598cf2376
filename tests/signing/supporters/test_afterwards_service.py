"""Members of the public correct and deny their signatures as everybody does; the history names none of them."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.signing.correcting import service as correcting
from petitions.signing.correcting import wishing
from petitions.signing.counting import queries as counting
from petitions.signing.disputing import service as disputing
from petitions.signing.disputing.service import Said
from petitions.signing.errors import NoCorrection
from petitions.signing.models import Invitation
from petitions.signing.supporters import asking
from tests.factories import sign_in
from tests.signing.after.acts import last_mail
from tests.signing.browsing import text
from tests.signing.supporters.petition import BEA, Petition, ask, sign, supporter_at
from tests.support.mailbox import code_for, mails_to

CAI = "cai@inbox.example"


@pytest.fixture
def signed(petition: Petition) -> Invitation:
    ask(petition.campaign)
    signature = sign()
    return signature.invitation


def dispute(invitation: Invitation) -> None:
    with transaction():
        disputing.dispute(asking.actor(invitation.supporter), invitation, Said(by_receipt=True))


def test_any_name_can_be_corrected_to_and_mails_say_it_from_then_on(petition: Petition, signed: Invitation) -> None:
    actor = asking.actor(signed.supporter)
    with transaction():
        correcting.request_code(actor, signed, "Beata Sample", "phone")
    digits = code_for(BEA)
    with transaction():
        correcting.correct_name(actor, signed, "Beata Sample", digits=digits, browser="phone")
    signature = signed.signatures[0]
    assert (signature.name, signature.surname, signed.person.name) == ("Beata Sample", "Sample", "Beata Sample")
    assert "Now: Beata Sample" in last_mail(BEA).splitlines()


def test_nothing_is_printed_below_the_name_so_nothing_can_be_wished_there(signed: Invitation) -> None:
    with pytest.raises(NoCorrection, match="member of the public"), transaction():
        wishing.request_code(asking.actor(signed.supporter), signed, "President", "phone")


def test_a_denied_signature_is_named_nowhere_and_a_whole_petition_alerts_once(
    petition: Petition, signed: Invitation
) -> None:
    ask(petition.campaign, CAI)
    other = sign(CAI).invitation
    before = len(mails_to(petition.author.email))
    dispute(signed)
    dispute(other)
    assert len(mails_to(petition.author.email)) - before == 1
    assert counting.named(petition.campaign, 10) == []
    said = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "dispute:make")).all()
    assert {one.actor_label for one in said} == {"A member of the public"}
    assert {one.subject_label for one in said} == {"#1", "#2"}


def test_organisers_find_both_on_their_first_page_and_each_signature_from_the_petitions_table(
    app: Flask, petition: Petition, signed: Invitation
) -> None:
    client = app.test_client()
    sign_in(client, petition.author)
    table = client.get(f"/en/desk/campaigns/{petition.campaign.id}/supporters").text
    page = f"/en/desk/campaigns/{petition.campaign.id}/signatures/{signed.signatures[0].id}"
    assert page in table
    assert "A member of the public, from the page of the petition." in text(client.get(page))
    assert BEA not in client.get(page).text
    dispute(signed)
    assert "I never signed this" in text(client.get("/en/desk/"))
    assert supporter_at(BEA) is not None
