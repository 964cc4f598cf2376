"""The public way in, on a phone without script: form, code, signature; the same answers whoever asks."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.core.db import db
from petitions.signing.models import Invitation, Signature, Supporter
from tests.factories import changed
from tests.signing.browsing import text
from tests.signing.scene import count
from tests.signing.supporters.petition import BEA, Petition, ask, sign
from tests.support.mailbox import code_for, link_for, mails_to

TYPED = {"name": "Bea Example", "address": BEA, "country": "LT"}


@pytest.fixture
def form(petition: Petition) -> str:
    """Where the public form stands."""
    return f"/en/campaigns/{petition.campaign.slug}/sign"


def come_in(phone: FlaskClient, form: str, address: str = BEA) -> str:
    """Fill in the form and type the code; returns where that leads."""
    phone.post(form, data={**TYPED, "address": address})
    return phone.post(f"{form}/code", data={"code": code_for(address)}).location or ""


def give(phone: FlaskClient, page: str, **fields: str):
    """Press the button that signs."""
    version = re.search(r'name="version"[^>]*value="([^"]+)"', phone.get(page).text)[1]
    data = {"version": version, "name": "Bea Example", "country": "LT", **fields}
    return phone.post(page, data=data, follow_redirects=True)


def plain(page, address: str) -> str:
    """The page without what differs for everybody: the address typed, and the token of the form."""
    return re.sub(r'name="csrf_token"[^>]*value="[^"]+"', "", page.text.replace(address, "…"))


def test_a_petition_is_signed_in_three_pages(client: FlaskClient, petition: Petition, form: str) -> None:
    page = client.get(f"/en/campaigns/{petition.campaign.slug}").text
    assert form in page
    done = give(client, come_in(client, form), publish="y", comment="She taught my children.")
    assert "You have signed" in text(done)
    assert "number 1" in text(done)
    assert db.session.scalars(select(Signature)).one().comment == "She taught my children."
    assert "Bea Example" in client.get(f"/en/campaigns/{petition.campaign.slug}").text


def test_name_and_country_stand_on_the_page_that_signs(client: FlaskClient, form: str) -> None:
    page = client.get(come_in(client, form)).text
    assert 'value="Bea Example"' in page
    assert re.search(r'<option[^>]*selected[^>]*value="LT"', page)


def test_no_box_is_ticked_before_its_reader_ticks_it(client: FlaskClient, form: str) -> None:
    page = client.get(come_in(client, form)).text
    assert page.count('type="checkbox"') == 4
    assert re.findall(r'<input[^>]*\bchecked\b[^>]*name="(\w+)"', page) == ["display"]


@pytest.mark.parametrize("missing", ["name", "address", "country"])
def test_what_is_missing_is_named_and_nothing_is_lost(client: FlaskClient, form: str, missing: str) -> None:
    answer = client.post(form, data={**TYPED, missing: ""})
    assert f'id="{missing}-error"' in answer.text
    assert all(f'value="{TYPED[kept]}"' in answer.text for kept in {"name", "address"} - {missing})
    assert count(Supporter) == 0


def test_the_answers_are_the_same_for_who_signed_and_who_did_not(app: Flask, petition: Petition, form: str) -> None:
    ask(petition.campaign, "signed@inbox.example")
    sign("signed@inbox.example")
    ask(petition.campaign, "asked@inbox.example")
    seen = set()
    for address in ("signed@inbox.example", "asked@inbox.example", "new@inbox.example"):
        phone = app.test_client()
        first = phone.post(form, data={**TYPED, "address": address})
        then = phone.get(f"{form}/code")
        wrong = phone.post(f"{form}/code", data={"code": "000000"})
        seen.add((first.status_code, first.location, *(plain(page, address) for page in (then, wrong))))
    assert len(seen) == 1


def test_a_form_with_somebody_elses_address_opens_nothing_of_theirs(app: Flask, petition: Petition, form: str) -> None:
    ask(petition.campaign)
    sign()
    invitation = db.session.query(Invitation).one()
    stranger = app.test_client()
    stranger.post(form, data=TYPED)
    assert stranger.get(f"/en/letters/{invitation.id}").status_code == 404


def test_who_signed_before_is_led_to_the_receipt(app: Flask, petition: Petition, form: str) -> None:
    ask(petition.campaign)
    sign()
    phone = app.test_client()
    page = phone.get(come_in(phone, form), follow_redirects=True)
    assert "You have signed" in text(page)
    assert count(Signature) == 1


def test_reading_the_form_writes_nothing(client: FlaskClient, form: str) -> None:
    for address in (form, f"{form}/code"):
        client.get(address)
        client.head(address)
    assert count(Supporter) == 0


def test_only_petitions_have_a_public_form(client: FlaskClient, petition: Petition, form: str) -> None:
    changed(petition.campaign, instrument="mep_letter")
    assert client.get(form).status_code == 404


def test_a_closed_petition_says_so(client: FlaskClient, petition: Petition, form: str) -> None:
    changed(petition.campaign, state="closed")
    assert "can’t be signed at the moment" in text(client.get(form))
    assert "Sign this petition" not in text(client.get(f"/en/campaigns/{petition.campaign.slug}"))


def test_the_undo_link_of_the_receipt_shows_and_a_code_takes_back(app: Flask, petition: Petition, form: str) -> None:
    ask(petition.campaign)
    sign()
    assert "receipt" in str(mails_to(BEA)[-1]).lower()
    phone = app.test_client()
    page = phone.get(link_for(BEA), follow_redirects=True)
    letter = page.request.path.removesuffix("/receipt")
    phone.post(f"{letter}/withdraw/ask")
    done = phone.post(f"{letter}/withdraw", data={"code": code_for(BEA)}, follow_redirects=True)
    assert "withdrawn" in text(done)


@pytest.mark.parametrize("before", ["1", "0", "-5", "9" * 30, "x", ""])
def test_no_number_in_the_address_breaks_the_page_of_names(
    client: FlaskClient, petition: Petition, before: str
) -> None:
    page = client.get(f"/en/campaigns/{petition.campaign.slug}/names?before={before}")
    assert page.status_code == 200
