"""Everything on one page, the code last: to renew, and to fill in what the member then confirms."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.people.models import Person
from petitions.signing import links, queries
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.supporters.confirming import Told
from tests.factories import changed
from tests.signing.browsing import open_next, sign, text
from tests.signing.scene import count
from tests.signing.supporters.petition import Petition, ask, supporter_at
from tests.signing.supporters.petition import sign as sign_publicly
from tests.support.mailbox import code_for, mails_to


@pytest.fixture
def renewing(
    phone: FlaskClient, letter: str, address: str, campaign: Campaign, organiser: User, colleague: User
) -> str:
    """The page on which a member renews who signed an earlier version, not by name."""
    sign(phone, letter, address, name="Ona Testė-Bandė", display="undisclosed", comment="Ask me to speak.")
    open_next(campaign, organiser, colleague)
    return f"{letter}/one-page"


@pytest.fixture
def passed_on(phone: FlaskClient, invitation: Invitation) -> FlaskClient:
    """A browser that has shown nothing but the link of the invitation."""
    stranger = phone.application.test_client()
    stranger.get(f"/en/i/{links.token(invitation.id)}")
    return stranger


def fields(page: str) -> dict[str, str]:
    """What the page holds, as a browser would send it back."""
    hidden = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("version", "worded")}
    return {**hidden, "name": re.search(r'name="name"[^>]*value="([^"]*)"', page)[1]}


def test_the_letter_leads_who_renews_to_one_page_that_shows_what_has_changed(
    phone: FlaskClient, letter: str, renewing: str
) -> None:
    assert f'href="{renewing}"' in phone.get(letter).text
    page = phone.get(renewing)
    assert "Renew your signature" in text(page)
    assert page.text.index("What has changed since version 1") < page.text.index("Ona Testė-Bandė")
    assert "with her family" in text(page)
    assert "Ask me to speak." in page.text


def test_renewing_takes_that_page_and_a_code(
    phone: FlaskClient, renewing: str, address: str, campaign: Campaign
) -> None:
    typed = {**fields(phone.get(renewing).text), "print_name": "y", "display": "public"}
    back = phone.post(f"{renewing}/ask", data=typed, follow_redirects=True)
    assert re.search(r'checked[^>]*name="print_name"', back.text)
    assert "Renew my signature" in back.text
    done = phone.post(renewing, data={**typed, "code": code_for(address)}, follow_redirects=True)
    assert "You have signed" in done.text
    renewed = queries.in_force(db.session.get_one(Campaign, campaign.id))
    assert [(one.name, one.agreed_to(ConsentKind.PRINT)) for one in renewed] == [("Ona Testė-Bandė", True)]


def test_wrong_digits_sign_nothing_and_lose_nothing_that_was_typed(
    phone: FlaskClient, renewing: str, address: str
) -> None:
    typed = {**fields(phone.get(renewing).text), "publish": "y", "display": "public", "comment": "In haste."}
    phone.post(f"{renewing}/ask", data=typed)
    page = phone.post(renewing, data={**typed, "code": "000000"})
    assert "These are not the digits that we mailed" in page.text
    assert re.search(r'checked[^>]*name="publish"', page.text)
    assert "In haste." in page.text
    assert count(Signature) == 1


def test_a_name_that_is_refused_is_said_after_the_code_and_needs_no_other(
    phone: FlaskClient, renewing: str, address: str
) -> None:
    typed = {**fields(phone.get(renewing).text), "display": "public"}
    phone.post(f"{renewing}/ask", data=typed)
    page = phone.post(renewing, data={**typed, "name": "Somebody Else", "code": code_for(address)})
    assert "the printed name has to hold that surname" in page.text
    assert "You have signed" in phone.post(renewing, data=typed, follow_redirects=True).text
    assert len(mails_to(address)) == len(set(mails_to(address)))


def test_whoever_was_passed_the_link_fills_in_and_the_member_confirms_with_the_code(
    passed_on: FlaskClient, letter: str, address: str
) -> None:
    page = f"{letter}/one-page"
    assert "If the link was passed on to you, fill in what you can." in passed_on.get(page).text
    assert address not in passed_on.get(page).text
    typed = {**fields(passed_on.get(page).text), "print_name": "y", "display": "public"}
    passed_on.post(f"{page}/ask", data=typed)
    assert count(Signature) == 0
    done = passed_on.post(page, data={**typed, "code": code_for(address)}, follow_redirects=True)
    assert "You have signed" in done.text


@pytest.mark.parametrize("page", ["one-page", "passkey"])
def test_the_link_alone_does_not_tell_how_the_earlier_version_was_signed(
    passed_on: FlaskClient, renewing: str, letter: str, page: str
) -> None:
    shown = passed_on.get(f"{letter}/{page}", follow_redirects=True).text
    assert "Ona Testė-Bandė" not in shown
    assert "Ask me to speak." not in shown
    assert not re.search(r'checked[^>]*value="undisclosed"', shown)


def test_the_page_leads_to_the_letter_where_there_is_nothing_to_sign(
    phone: FlaskClient, letter: str, address: str
) -> None:
    sign(phone, letter, address)
    assert phone.get(f"{letter}/one-page").location.endswith(letter)
    repeated = phone.post(f"{letter}/one-page", data={"code": "000000"}, follow_redirects=True)
    assert db.session.scalars(select(Signature)).one().state == "confirmed"
    assert repeated.status_code == 200


def test_no_code_is_mailed_for_a_text_that_was_not_shown_yet(
    phone: FlaskClient, letter: str, campaign: Campaign, organiser: User, colleague: User, address: str
) -> None:
    page = f"{letter}/one-page"
    typed = {**fields(phone.get(page).text), "display": "public", "print_name": "y"}
    open_next(campaign, organiser, colleague)
    shown = phone.post(f"{page}/ask", data=typed, follow_redirects=True)
    assert "The text has changed since you opened it. Nothing was signed." in shown.text
    assert mails_to(address) == []
    assert re.search(r'checked[^>]*name="print_name"', phone.get(page).text)


def test_neither_is_one_by_the_page_of_the_code(
    phone: FlaskClient, letter: str, campaign: Campaign, organiser: User, colleague: User, address: str
) -> None:
    phone.get(letter)
    open_next(campaign, organiser, colleague)
    shown = phone.post(f"{letter}/ask", follow_redirects=True)
    assert "The text has changed since you opened it." in shown.text
    assert "What has changed since version 1" in shown.text
    assert mails_to(address) == []
    assert "Type the code from the mail" in phone.post(f"{letter}/ask", follow_redirects=True).text


def test_who_may_not_sign_any_more_is_told_beside_the_letter(
    phone: FlaskClient, letter: str, renewing: str, member: Person
) -> None:
    for mandate in db.session.get_one(Person, member.id).mandates:
        changed(mandate, until=date(2020, 1, 1))
    shown = phone.get(renewing, follow_redirects=True)
    assert (shown.status_code, shown.request.path) == (200, letter)
    assert "holds no mandate in force" in shown.text


def test_the_link_of_a_member_of_the_public_does_not_tell_how_it_was_signed(app: Flask) -> None:
    ask(Petition().campaign)
    stranger, invitation = app.test_client(), supporter_at().invitation
    stranger.get(f"/en/i/{links.token(invitation.id)}")
    sign_publicly(name="Beatrix Otherwise", told=Told("FR"))
    page = stranger.get(f"/en/letters/{invitation.id}/one-page", follow_redirects=True)
    assert page.request.path == f"/en/letters/{invitation.id}/code"
    assert "Beatrix" not in page.text
