"""The way in for signatories, and the pages of organisers, as a browser without script meets them."""

import re
import sqlite3
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.accounts.models import Code, User
from petitions.campaigns import service as campaigns_service
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.drafting import queries as drafting
from petitions.ledger.models import Leaf
from petitions.people.models import Person
from petitions.signing import links, queries, service
from petitions.signing.models import ConsentKind, Invitation, Signature
from tests.factories import (
    a_campaign,
    a_case,
    a_member,
    a_next_version,
    a_signature,
    a_user,
    acting,
    an_addressee,
    an_invitation,
    an_organisation,
    sign_in,
)
from tests.support.mailbox import code_for, link_for, mails_to

MENDED = "Dear Minister,\n\nWe ask you to let Aru Example stay with her family.\n\n1. Stop the deportation.\n"


class Page(HTMLParser):
    """Links and forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str]] = []
        self.fields: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "form":
            self.forms.append((found.get("method", "get").lower(), found.get("action", "")))
            self.fields.append([])
        elif tag in {"input", "textarea"} and self.fields and found.get("type") != "checkbox":
            self.fields[-1].append(found.get("name", ""))


@pytest.fixture
def organiser(app: Flask) -> User:
    return a_user(an_organisation(), name="Ada Organiser")


@pytest.fixture
def colleague(organiser: User) -> User:
    user = a_user(an_organisation(), name="Bo Colleague")
    with transaction():
        membership = db.session.get_one(User, user.id).memberships[0]
        membership.organisation_id = db.session.get_one(User, organiser.id).memberships[0].organisation_id
    return user


@pytest.fixture
def campaign(organiser: User, colleague: User) -> Campaign:
    organisation = db.session.get_one(User, organiser.id).memberships[0].organisation
    campaign = a_campaign(a_case(organisation), "collecting", author=organiser, approver=colleague)
    an_addressee(campaign)
    return campaign


@pytest.fixture
def member(app: Flask) -> Person:
    return a_member(given="Ona", surname="Testė")


@pytest.fixture
def invitation(campaign: Campaign, member: Person) -> Invitation:
    return an_invitation(campaign, member)[0]


@pytest.fixture
def address(member: Person) -> str:
    return db.session.get_one(Person, member.id).addresses[0].address


@pytest.fixture
def phone(app: Flask, invitation: Invitation) -> FlaskClient:
    """The member's phone, on which the link was opened."""
    phone = app.test_client()
    phone.get(f"/en/i/{links.token(invitation.id)}")
    return phone


@pytest.fixture
def letter(invitation: Invitation) -> str:
    return f"/en/letters/{invitation.id}"


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def type_code(phone: FlaskClient, letter: str, address: str) -> str:
    """Ask for the code and type it; returns where that leads."""
    phone.post(f"{letter}/ask")
    return phone.post(f"{letter}/code", data={"code": code_for(address)}).location or ""


def sign(phone: FlaskClient, letter: str, address: str, **fields: str):
    """The whole way in, from the letter to the receipt."""
    page = phone.get(type_code(phone, letter, address)).text
    version = re.search(r'name="version"[^>]*value="([^"]+)"', page)[1]
    data = {"version": version, "name": "Ona Testė", **fields}
    return phone.post(f"{letter}/sign", data=data, follow_redirects=True)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def open_next(campaign: Campaign, organiser: User, colleague: User) -> None:
    version = a_next_version(campaign, MENDED, organiser, colleague)
    with transaction():
        service.open_for_signature(acting(organiser), db.session.get_one(Campaign, campaign.id), version)


# The way in


def test_a_link_leads_to_an_address_without_its_token(app: Flask, invitation: Invitation, letter: str) -> None:
    response = app.test_client().get(f"/en/i/{links.token(invitation.id)}")
    assert (response.status_code, response.location) == (303, letter)


def test_the_letter_shows_every_word_and_to_whom_it_goes_and_holds_no_form(phone: FlaskClient, letter: str) -> None:
    response = phone.get(letter)
    shown = text(response)
    for words in ("Stop the deportation.", "Office of the Minister", "Nobody has signed", "Sign this letter"):
        assert words in shown
    assert Page(response.text).forms == []


def test_pages_of_a_letter_are_kept_by_no_cache_and_no_index(phone: FlaskClient, letter: str) -> None:
    for page in (letter, f"{letter}/code", f"{letter}/decline", f"{letter}/withdraw"):
        response = phone.get(page)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in response.text


def test_the_registered_address_is_never_shown_in_full(phone: FlaskClient, letter: str, address: str) -> None:
    for page in (letter, f"{letter}/code", f"{letter}/decline", f"{letter}/withdraw"):
        assert address not in phone.get(page).text
    assert "@parliament.example" in phone.get(f"{letter}/code").text


def test_a_letter_opens_only_in_the_browser_that_opened_its_link(
    app: Flask, invitation: Invitation, letter: str
) -> None:
    for page in (letter, f"{letter}/code", f"{letter}/sign", f"{letter}/receipt", f"{letter}/withdraw"):
        response = app.test_client().get(page)
        assert response.status_code == 404
        assert "Open the link in the mail again" in response.text
        assert "Stop the deportation" not in response.text


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é" * 40, "../../etc"])
def test_an_unknown_link_says_what_to_do(app: Flask, token: str) -> None:
    response = app.test_client().get(f"/en/i/{token}")
    assert response.status_code == 404


def test_an_ended_link_says_so(phone: FlaskClient, invitation: Invitation, letter: str, organiser: User) -> None:
    with transaction():
        service.stop(acting(organiser), db.session.get_one(Invitation, invitation.id))
    for response in (phone.get(letter), phone.get(f"/en/i/{links.token(invitation.id)}"), phone.post(f"{letter}/ask")):
        assert response.status_code == 410
        assert "This invitation was ended" in response.text


def test_the_whole_way_from_link_to_receipt(phone: FlaskClient, letter: str, address: str) -> None:
    page = sign(phone, letter, address, name="Ona Testė-Bandė", print_name="y")
    assert "You have signed" in page.text
    assert "Ona Testė-Bandė" in page.text
    signature = db.session.scalars(select(Signature)).one()
    given = {consent.kind for consent in signature.consents if consent.given}
    assert given == {ConsentKind.SIGN, ConsentKind.PRINT}
    leaf = db.session.get_one(Leaf, signature.leaf_id)
    shown = page.text.replace(" ", "")
    assert leaf.commitment in shown
    assert leaf.version in shown


def test_nothing_but_the_name_is_filled_in_beforehand(phone: FlaskClient, letter: str, address: str) -> None:
    page = phone.get(type_code(phone, letter, address)).text
    assert 'value="Ona Testė"' in page
    assert "checked" not in page


def test_the_receipt_is_the_same_on_every_visit_and_after_a_repeat(
    phone: FlaskClient, letter: str, address: str
) -> None:
    first = sign(phone, letter, address)
    version = str(db.session.scalars(select(Campaign)).one().open_version_id)
    again = phone.post(f"{letter}/sign", data={"version": version, "name": "Other"}, follow_redirects=True)
    assert first.text == again.text == phone.get(letter, follow_redirects=True).text
    assert count(Signature) == 1


def test_wrong_digits_are_said_beside_the_field(phone: FlaskClient, letter: str) -> None:
    phone.post(f"{letter}/ask")
    response = phone.post(f"{letter}/code", data={"code": "000 000"})
    assert "These are not the digits that we mailed" in response.text
    assert db.session.scalars(select(Code)).one().wrong_tries == 1


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "１２３４５６x", "' OR 1=1 --", "9" * 5000])
def test_what_is_no_code_is_refused_in_words(phone: FlaskClient, letter: str, typed: str) -> None:
    phone.post(f"{letter}/ask")
    response = phone.post(f"{letter}/code", data={"code": typed})
    assert response.status_code == 200
    assert "The code has six digits, or twelve" in response.text or "Type the digits from the mail." in response.text


def test_after_five_wrong_tries_a_new_code_is_offered(phone: FlaskClient, letter: str, address: str) -> None:
    phone.post(f"{letter}/ask")
    wrong = "000 000" if code_for(address) != "000 000" else "111 111"
    for _try in range(5):
        phone.post(f"{letter}/code", data={"code": wrong})
    response = phone.post(f"{letter}/code", data={"code": code_for(address)})
    assert "Ask for a new one" in response.text
    assert "Mail me the code" in response.text


def test_a_fourth_mail_within_the_hour_holds_a_long_code_and_no_fifth_is_sent(
    phone: FlaskClient, letter: str, address: str
) -> None:
    for _time in range(4):
        phone.post(f"{letter}/ask")
    response = phone.post(f"{letter}/ask", follow_redirects=True)
    assert "Type the one from the newest mail" in response.text
    assert len(mails_to(address)) == 4
    assert phone.post(f"{letter}/code", data={"code": code_for(address)}).location == f"{letter}/sign"


def test_a_code_typed_in_another_browser_does_not_sign(
    app: Flask, phone: FlaskClient, invitation: Invitation, letter: str, address: str
) -> None:
    phone.post(f"{letter}/ask")
    laptop = app.test_client()
    laptop.get(f"/en/i/{links.token(invitation.id)}")
    response = laptop.post(f"{letter}/code", data={"code": code_for(address)})
    assert "no longer valid" in response.text
    version = str(invitation.campaign.open_version_id)
    laptop.post(f"{letter}/sign", data={"version": version, "name": "Ona Testė"})
    assert count(Signature) == 0


def test_an_unprintable_name_is_said_beside_the_field_and_the_choices_are_kept(
    phone: FlaskClient, letter: str, address: str
) -> None:
    page = sign(phone, letter, address, name="Ona\u202eTestė", publish="y")
    assert "as it is to be printed" in page.text
    assert re.search(r'<input checked[^>]*name="publish"', page.text)
    assert count(Signature) == 0


def test_a_code_that_ran_out_keeps_what_was_typed(phone: FlaskClient, letter: str, address: str) -> None:
    type_code(phone, letter, address)
    with transaction():
        code = db.session.scalars(select(Code)).one()
        code.expires_at = code.created_at
    version = str(db.session.scalars(select(Campaign)).one().open_version_id)
    data = {"version": version, "name": "Ona Bandė", "contact": "y"}
    page = phone.post(f"{letter}/sign", data=data, follow_redirects=True)
    assert "what you typed is kept" in page.text
    page = phone.get(type_code(phone, letter, address)).text
    assert 'value="Ona Bandė"' in page
    assert re.search(r'<input checked[^>]*name="contact"', page)


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


@pytest.mark.parametrize(
    ("state", "words"),
    [("review", "Signing is paused"), ("closed", "Signing has closed"), ("withdrawn", "The letter was withdrawn")],
)
def test_a_letter_that_is_not_open_says_why_and_offers_no_signing(
    phone: FlaskClient, letter: str, campaign: Campaign, organiser: User, state: str, words: str
) -> None:
    move(campaign, organiser, state)
    page = phone.get(letter)
    assert words in page.text
    assert "Sign this letter" not in page.text
    assert phone.get(f"{letter}/code").location == letter
    assert phone.get(f"{letter}/sign").location == letter


def test_a_letter_that_was_sent_says_when(phone: FlaskClient, letter: str, campaign: Campaign, organiser: User) -> None:
    move(campaign, organiser, "closed")
    move(campaign, organiser, "dispatched")
    assert "The letter has been sent" in phone.get(letter).text


def move(campaign: Campaign, organiser: User, state: str) -> None:
    with transaction():
        campaigns_service.move(acting(organiser), db.session.get_one(Campaign, campaign.id), CampaignState(state))


def test_only_names_whose_bearers_agreed_are_shown_to_the_invited(
    phone: FlaskClient, letter: str, campaign: Campaign
) -> None:
    a_signature(campaign, a_member("Ana", "Pavyzdė", "PL", "EPP"), ConsentKind.SHOW_INVITED)
    a_signature(campaign, a_member("Bea", "Slaptė", "LT", "Renew"))
    shown = text(phone.get(letter))
    assert "Ana Pavyzdė" in shown
    assert "Slaptė" not in shown
    assert "1 person has signed without being named" in shown
    assert "Lithuania (1)" in shown


# Declining and withdrawing


def test_declining_takes_a_page_of_its_own_and_a_ticked_box(phone: FlaskClient, letter: str) -> None:
    stray = phone.post(f"{letter}/decline", data={"reason": "x"})
    assert "Tick the box to decline" in stray.text
    assert ">x</textarea>" in stray.text.replace("\r\n", "")
    page = phone.post(f"{letter}/decline", data={"sure": "y", "reason": "Not now"}, follow_redirects=True)
    assert "You declined on" in page.text
    assert "Not now" not in page.text
    assert db.session.scalars(select(Invitation)).one().decline_reason == "Not now"


def test_a_signature_is_taken_back_by_the_link_of_the_receipt_and_a_code(
    app: Flask, phone: FlaskClient, invitation: Invitation, letter: str, address: str
) -> None:
    sign(phone, letter, address)
    tablet = app.test_client()
    page = tablet.get(links.undo(invitation.id).partition(":8000")[2], follow_redirects=True)
    assert "Withdraw your signature" in page.text
    tablet.post(f"{letter}/withdraw/ask")
    assert len(queries.in_force(invitation.campaign)) == 1
    page = tablet.post(f"{letter}/withdraw", data={"code": code_for(address)}, follow_redirects=True)
    assert "Your signature is withdrawn" in page.text
    assert queries.in_force(invitation.campaign) == []


def test_withdrawing_without_the_code_does_nothing(phone: FlaskClient, letter: str, address: str) -> None:
    sign(phone, letter, address)
    for data in ({}, {"code": "123456"}):
        assert phone.post(f"{letter}/withdraw", data=data).status_code == 200
    assert db.session.scalars(select(Signature)).one().state == "confirmed"


# Scanners


def test_three_hundred_scanner_visits_answer_nothing(
    app: Flask, invitation: Invitation, letter: str, address: str
) -> None:
    scanner = app.test_client()
    landing = f"/en/i/{links.token(invitation.id)}"
    for visit in range(300):
        if visit % 3 == 0:
            scanner = app.test_client()
        answer = scanner.head(landing) if visit % 2 else scanner.get(landing, follow_redirects=True)
        submit_everything(scanner, answer.text)
        if visit % 30 == 0:
            for link in Page(scanner.get(letter).text).links:
                if link.startswith(letter):
                    submit_everything(scanner, scanner.get(link).text)
    assert (count(Signature), count(Leaf)) == (0, 0)
    assert db.session.get_one(Invitation, invitation.id).state == "sent"
    assert all(code.used_at is None for code in db.session.scalars(select(Code)))
    assert len(mails_to(address)) <= 4


def submit_everything(scanner: FlaskClient, html: str) -> None:
    page = Page(html)
    for (method, action), fields in zip(page.forms, page.fields, strict=True):
        if method == "post" and action:
            scanner.post(action, data=dict.fromkeys(fields, "1"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(tmp_path / "undersigned.db") as connection:
        yield connection
    connection.close()


def test_no_page_that_is_only_looked_at_writes(
    phone: FlaskClient, letter: str, address: str, organiser: User, client: FlaskClient, database: sqlite3.Connection
) -> None:
    type_code(phone, letter, address)
    sign_in(client, organiser)
    invitation = db.session.scalars(select(Invitation)).one()
    before = "".join(database.iterdump())
    desk = f"/en/desk/campaigns/{invitation.campaign_id}"
    own = [f"{letter}{page}" for page in ("", "/code", "/sign", "/receipt", "/decline", "/withdraw")]
    own += [f"/en/i/{links.token(invitation.id)}", f"/en/i/{links.token(invitation.id)}/withdraw"]
    pages = [f"{desk}/open", f"{desk}/invitations", f"{desk}/invitations/new?text=Ona"]
    for browser, address_of_page in [(phone, page) for page in own] + [(client, page) for page in pages]:
        assert browser.get(address_of_page).status_code in {200, 303}
        assert browser.head(address_of_page).status_code in {200, 303}
    assert "".join(database.iterdump()) == before


# Organisers


def test_the_page_before_opening_says_who_would_be_asked_again(
    client: FlaskClient, campaign: Campaign, organiser: User, colleague: User
) -> None:
    a_signature(campaign, a_member("Ana", "Pavyzdė"))
    a_next_version(campaign, MENDED, organiser, colleague)
    sign_in(client, organiser)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/open")
    assert "1 person signed an earlier version" in page.text
    assert "Ana Pavyzdė" in page.text
    assert "What has changed since version 1" in page.text
    done = client.post(f"/en/desk/campaigns/{campaign.id}/open", data={"version": "2"}, follow_redirects=True)
    assert "Version 2 is open for signature. 1 signatory is asked again by mail." in done.text
    assert "Signed an older version, asked again" in done.text


def test_an_unapproved_version_can_not_be_opened_and_the_page_says_why(
    client: FlaskClient, campaign: Campaign, organiser: User
) -> None:
    a_next_version(campaign, MENDED, organiser)
    sign_in(client, organiser)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/open")
    assert "waits for the approval of somebody who did not write it" in page.text
    assert "Open version" not in page.text
    refused = client.post(f"/en/desk/campaigns/{campaign.id}/open", data={"version": "2"})
    assert "waits for the approval" in refused.text
    assert db.session.get_one(Campaign, campaign.id).state == "review"


def test_people_are_found_ticked_and_invited(client: FlaskClient, campaign: Campaign, organiser: User) -> None:
    ana, bea = a_member("Ana", "Pavyzdė", "PL", "EPP"), a_member("Bea", "Bandė", "LT", "Renew")
    sign_in(client, organiser)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/invitations/new?country=PL")
    assert "Ana Pavyzdė" in page.text
    assert "Bea Bandė" not in page.text
    data = {"person": [str(ana.id), str(bea.id)]}
    done = client.post(f"/en/desk/campaigns/{campaign.id}/invitations/new", data=data, follow_redirects=True)
    assert "2 people are invited." in done.text
    assert "Mail is waiting to leave" in done.text
    again = client.post(f"/en/desk/campaigns/{campaign.id}/invitations/new", data=data)
    assert "Ana Pavyzdė was invited before." in again.text
    assert count(Invitation) == 2


@pytest.mark.parametrize("person", [[], ["x"], ["00000000-0000-0000-0000-000000000000"]])
def test_a_pick_of_nobody_or_of_nonsense_invites_nobody(
    client: FlaskClient, campaign: Campaign, organiser: User, person: list[str]
) -> None:
    sign_in(client, organiser)
    response = client.post(f"/en/desk/campaigns/{campaign.id}/invitations/new", data={"person": person})
    assert response.status_code == 200
    assert 'class="errors"' in response.text
    assert count(Invitation) == 0


def test_the_table_of_invitations_tells_each_answer(
    client: FlaskClient, campaign: Campaign, organiser: User, phone: FlaskClient, letter: str
) -> None:
    a_signature(campaign, a_member("Ana", "Pavyzdė"))
    phone.post(f"{letter}/decline", data={"sure": "y", "reason": "Not my committee"})
    sign_in(client, organiser)
    page = text(client.get(f"/en/desk/campaigns/{campaign.id}/invitations"))
    for words in ("2 asked, 1 signed.", "Signed", "version 1", "Declined", "Not my committee"):
        assert words in page


def test_an_organiser_ends_an_invitation_on_a_page_of_its_own(
    client: FlaskClient, campaign: Campaign, organiser: User, invitation: Invitation
) -> None:
    sign_in(client, organiser)
    page = f"/en/desk/campaigns/{campaign.id}/invitations/{invitation.id}/stop"
    assert "End the invitation of Ona Testė" in client.get(page).text
    assert db.session.get_one(Invitation, invitation.id).state == "sent"
    assert "is ended" in client.post(page, follow_redirects=True).text
    assert db.session.get_one(Invitation, invitation.id).state == "stopped"


def desk_pages(campaign: Campaign, invitation: Invitation) -> list[str]:
    desk = f"/en/desk/campaigns/{campaign.id}"
    stop = f"{desk}/invitations/{invitation.id}/stop"
    return [f"{desk}/open", f"{desk}/invitations", f"{desk}/invitations/new", stop]


def test_another_organisation_finds_nothing_here(client: FlaskClient, campaign, invitation) -> None:
    sign_in(client, a_user(an_organisation("Elsewhere")))
    for page in desk_pages(campaign, invitation):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code in {404, 405}


def test_an_invitation_of_another_campaign_is_not_ended_under_this_one(client: FlaskClient, invitation) -> None:
    other = a_user(an_organisation("Elsewhere"))
    organisation = db.session.get_one(User, other.id).memberships[0].organisation
    mine = a_campaign(a_case(organisation), "collecting")
    sign_in(client, other)
    assert client.post(f"/en/desk/campaigns/{mine.id}/invitations/{invitation.id}/stop").status_code == 404
    assert db.session.get_one(Invitation, invitation.id).state == "sent"


def test_who_only_reviews_neither_opens_nor_invites_nor_sees_the_button(
    client: FlaskClient, campaign: Campaign, invitation: Invitation, organiser: User
) -> None:
    reviewer = a_user(db.session.get_one(User, organiser.id).memberships[0].organisation, "reviewer")
    sign_in(client, reviewer)
    opening, table, inviting, stopping = desk_pages(campaign, invitation)
    for page in (opening, inviting, stopping):
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403
    assert "Invite people" not in client.get(table).text


def test_without_a_session_organisers_pages_lead_to_sign_in(client: FlaskClient, campaign, invitation) -> None:
    for page in desk_pages(campaign, invitation):
        assert "/sign-in" in (client.get(page).location or "")


def test_every_answer_is_in_the_history_under_the_signatorys_name(
    phone: FlaskClient, letter: str, address: str
) -> None:
    sign(phone, letter, address)
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.at)).all()
    assert [(row.actor_kind, row.actor_label, row.action) for row in rows] == [
        ("signatory", "Ona Testė", "code:request"),
        ("signatory", "Ona Testė", "signature:confirm"),
    ]
    assert all("@" not in str(row.details) + row.subject_label for row in rows)


def test_the_text_that_was_read_is_the_text_that_is_signed(phone: FlaskClient, letter: str, address: str) -> None:
    sign(phone, letter, address)
    signature = db.session.scalars(select(Signature)).one()
    version = drafting.by_id(signature.version_id)
    assert db.session.get_one(Leaf, signature.leaf_id).version == version.sha256
