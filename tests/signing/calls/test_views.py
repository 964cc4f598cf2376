"""The public pages of a call, on a phone without script: the same answers whatever is known of a name or address."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing import service
from petitions.signing.calls.models import CallRequest
from petitions.signing.models import Invitation, Signature
from tests.factories import a_member, changed
from tests.signing import scene
from tests.signing.appeal import Appeal
from tests.signing.browsing import text
from tests.signing.calls.call import PIA, TYPED, ask, confirm, end_call, waiting
from tests.signing.scene import Desk, address_of, count
from tests.support.mailbox import code_for, mails_to


@pytest.fixture
def names(letter_desk: Desk) -> str:
    """Where a member looks for their name."""
    return f"/en/campaigns/{letter_desk.campaign.slug}/call/members"


@pytest.fixture
def form(appeal: Appeal) -> str:
    """Where an organisation asks to sign."""
    return f"/en/campaigns/{appeal.campaign.slug}/call/organisations"


def plain(page, typed: str = "…") -> str:
    """The page without what differs for everybody: what was typed, and the token of the form."""
    return re.sub(r'name="csrf_token"[^>]*value="[^"]+"', "", page.text.replace(typed, "…"))


def cookies(answer) -> list[str]:
    """Names and attributes of the cookies that are set, without their values."""
    return [re.sub(r"=[^;]*;", "=…;", one, count=1) for one in answer.headers.getlist("Set-Cookie")]


def kept(phone: FlaskClient) -> dict:
    """What the cookie holds, without what is random or was chosen in this browser."""
    with phone.session_transaction() as session:
        return {key: type(value) for key, value in session.items()}


def without_address() -> UUID:
    member = a_member()
    with transaction() as session:
        for address in session.get_one(Person, member.id).addresses:
            session.delete(address)
    return member.id


def everybody(desk: Desk) -> dict[str, UUID]:
    """Names of whom different things are known."""
    signed, invitation = desk.invited()
    scene.sign(invitation, scene.ask(invitation, "elsewhere"), "elsewhere")
    stopped, ended = desk.invited()
    with transaction():
        service.stop(desk.actor, db.session.get_one(Invitation, ended.id))
    return {
        "new": a_member().id,
        "invited": desk.invited()[0].id,
        "signed": signed.id,
        "stopped": stopped.id,
        "without address": without_address(),
        "unknown": uuid4(),
    }


def test_a_member_signs_from_the_public_page(client: FlaskClient, letter_desk: Desk, names: str) -> None:
    member = a_member()
    page = client.get(f"/en/campaigns/{letter_desk.campaign.slug}")
    assert "You are a member? Sign here" in page.text
    assert names in page.text
    found = client.get(f"{names}?name=zemait")
    assert "Ona Žemaitė-Testė" in found.text
    assert "Lithuania, Renew" in found.text
    assert client.post(f"{names}?name=zemait", data={"person": str(member.id)}).location == f"{names}/code"
    sign = client.post(f"{names}/code", data={"code": code_for(address_of(member))}).location
    version = re.search(r'name="version"[^>]*value="([^"]+)"', client.get(sign).text)[1]
    done = client.post(sign, data={"version": version, "name": "Ona Testė"}, follow_redirects=True)
    assert "You have signed" in text(done)
    assert count(Signature) == 1


def test_every_name_is_answered_alike(app: Flask, letter_desk: Desk, names: str) -> None:
    seen = {}
    for known, person_id in everybody(letter_desk).items():
        phone = app.test_client()
        first = phone.post(names, data={"person": str(person_id)})
        pages = [phone.get(f"{names}/code"), phone.post(f"{names}/code", data={"code": "00"})]
        pages += [phone.post(f"{names}/code", data={"code": "000000"}) for _ in range(7)]
        again = [phone.post(f"{names}/again") for _ in range(5)]
        pages += [phone.get(f"{names}/code"), phone.post(f"{names}/code", data={"code": "000000"})]
        answers = [(page.status_code, plain(page), cookies(page)) for page in (first, *pages, *again)]
        seen[known] = (answers, first.location, kept(phone))
    assert all(one == seen["new"] for one in seen.values()), [name for name in seen if seen[name] != seen["new"]]


def test_choosing_a_name_opens_nothing_before_its_code_was_typed(client: FlaskClient, letter_desk: Desk, names: str):
    member, invitation = letter_desk.invited()
    client.post(names, data={"person": str(member.id)})
    assert client.get(f"/en/letters/{invitation.id}").status_code == 404


def test_too_little_of_a_name_finds_nobody_and_says_so(client: FlaskClient, names: str) -> None:
    a_member()
    page = client.get(f"{names}?name=Ze")
    assert "Type at least 3 letters" in page.text
    assert "Žemaitė" not in page.text


@pytest.mark.parametrize("person", ["", "no-id"])
def test_a_name_has_to_be_chosen(client: FlaskClient, names: str, person: str) -> None:
    a_member()
    page = client.post(f"{names}?name=zemait", data={"person": person})
    assert "Choose your name." in page.text
    assert "Ona Žemaitė-Testė" in page.text


def test_an_organisation_asks_on_three_pages(client: FlaskClient, appeal: Appeal, form: str) -> None:
    assert form in client.get(f"/en/campaigns/{appeal.campaign.slug}").text
    assert client.post(form, data=TYPED).location == f"{form}/code"
    assert PIA in client.get(f"{form}/code").text
    done = client.post(f"{form}/code", data={"code": code_for(PIA)}, follow_redirects=True)
    assert "Lantern looks at your request" in text(done)
    assert "Harbour Watch" in done.text
    assert count(CallRequest) == 1


@pytest.mark.parametrize("missing", sorted(TYPED))
def test_what_is_missing_is_named_and_nothing_is_lost(client: FlaskClient, form: str, missing: str) -> None:
    answer = client.post(form, data={**TYPED, missing: ""})
    assert f'id="{missing}-error"' in answer.text
    assert all(TYPED[field] in answer.text for field in TYPED if field != missing)
    assert count(CallRequest) == 0


def test_every_address_is_answered_alike(app: Flask, appeal: Appeal, form: str) -> None:
    waiting(appeal, email="waiting@harbour.example")
    ask(appeal.campaign, email="asked@harbour.example")
    seen = set()
    for address in ("waiting@harbour.example", "asked@harbour.example", "new@harbour.example"):
        phone = app.test_client()
        first = phone.post(form, data={**TYPED, "address": address})
        pages = [phone.get(f"{form}/code"), *(phone.post(f"{form}/code", data={"code": "000000"}) for _ in range(7))]
        again = phone.post(f"{form}/again", follow_redirects=True)
        seen.add((first.status_code, first.location, *(plain(page, address) for page in (*pages, again))))
    assert len(seen) == 1


def test_a_request_is_shown_in_the_browser_of_its_code_only(app: Flask, appeal: Appeal, form: str) -> None:
    ask(appeal.campaign)
    confirm(appeal.campaign)
    assert app.test_client().get(f"{form}/received").status_code == 404


def test_reading_the_pages_writes_nothing(client: FlaskClient, names: str, form: str) -> None:
    a_member()
    for page in (f"{names}?name=zemait", f"{names}/code", form, f"{form}/code", f"{form}/received"):
        client.get(page)
        client.head(page)
    assert (count(CallRequest), count(Invitation)) == (0, 0)
    assert mails_to(PIA) == []


def test_without_a_call_there_are_no_such_pages(client: FlaskClient, letter_desk: Desk, names: str) -> None:
    end_call(letter_desk)
    assert client.get(names).status_code == 404
    assert "You are a member?" not in client.get(f"/en/campaigns/{letter_desk.campaign.slug}").text


def test_a_closed_text_says_so(client: FlaskClient, appeal: Appeal, letter_desk: Desk, names: str, form: str) -> None:
    for desk, page in ((appeal, form), (letter_desk, names)):
        changed(desk.campaign, state="closed")
        assert "can’t be signed at the moment" in text(client.get(page))
