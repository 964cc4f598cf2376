"""An organiser asks many organisations at once: choose, look, send, on the same pages as for members of bodies."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.outbox.models import Message
from petitions.signing.models import Invitation
from tests.factories import sign_in
from tests.signing.appeal import Appeal
from tests.signing.batches.pages import hidden, previewed, way
from tests.signing.browsing import text
from tests.signing.scene import count
from tests.support.mailbox import mails_to, text_of


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal that is open for signature."""
    return Appeal()


@pytest.fixture
def office(client: FlaskClient, appeal: Appeal) -> FlaskClient:
    """The organiser's browser."""
    sign_in(client, appeal.author)
    return client


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def invite_page(appeal: Appeal) -> str:
    return f"/en/desk/campaigns/{appeal.campaign.id}/invitations/new"


def test_those_of_a_country_are_shown_with_through_whom_and_asked_on_the_last_page(office, appeal: Appeal) -> None:
    appeal.speaker(appeal.organisation())
    appeal.organisation("Meridian Bridge")
    assert "Invite many at once" in office.get(invite_page(appeal).removesuffix("/new")).text
    page, send = previewed(office, appeal.campaign, country="LT")
    said = words(page)
    assert "1 organisation would be asked" in said
    assert "Example Initiative, through Ona Testė, Director" in said
    assert "nobody may sign for it today (1) Meridian Bridge" in said
    assert "Lantern asks Example Initiative to sign a letter, through you" in said
    assert count(Invitation) == count(Message) == 0
    done = office.post(f"{way(appeal.campaign)}/send", data=send, follow_redirects=True)
    assert "1 organisation is invited." in done.text
    assert re.search(r"Asked in batches .* Lithuania 1 English Ada Organiser", text(done))
    assert count(Invitation) == count(Message) == 1


def test_a_pasted_list_is_told_line_by_line_and_written_in_the_words_of_the_language(office, appeal: Appeal) -> None:
    appeal.speaker(appeal.organisation())
    french = f"/en/desk/campaigns/{appeal.campaign.id}/invitations/messages/fr"
    office.post(french, data={"body": "Aru enseigne depuis vingt ans.", "revision": "0"})
    page, send = previewed(office, appeal.campaign, listed="Example Initiative, LT\nNobody Known", language="fr")
    assert "1 Example Initiative, LT found Example Initiative" in words(page)
    assert "2 Nobody Known unknown no organisation on the register" in words(page)
    done = office.post(f"{way(appeal.campaign)}/send", data=send, follow_redirects=True)
    assert "a list of 2 entries" in done.text
    assert "Aru enseigne depuis vingt ans." in text_of(mails_to("ona@example.example")[-1])


def test_those_ticked_on_the_page_that_finds_them_are_looked_at_first(office, appeal: Appeal) -> None:
    one, other = appeal.speaker(appeal.organisation()), appeal.speaker(appeal.organisation("Meridian Bridge"))
    found = office.get(invite_page(appeal)).text
    assert f'formaction="{way(appeal.campaign)}"' in found
    page = office.post(way(appeal.campaign), data={"organisation": [str(one.id), str(other.id)]}).text
    assert "2 organisations would be asked" in words(page)
    anew = office.post(way(appeal.campaign), data={"organisation": [str(one.id), str(other.id)], "back": "yes"}).text
    assert anew.count('name="organisation"') == anew.count("checked") == 2
    fewer = office.post(way(appeal.campaign), data={"organisation": [str(one.id)], "language": "en"}).text
    done = office.post(f"{way(appeal.campaign)}/send", data=hidden(fewer), follow_redirects=True)
    assert "1 organisation is invited." in done.text
    assert "a list of 1 entry" in done.text


def test_what_changed_since_the_look_is_shown_again_and_nothing_is_sent(office, appeal: Appeal) -> None:
    row = appeal.speaker(appeal.organisation())
    _page, send = previewed(office, appeal.campaign, country="LT")
    appeal.end(row)
    again = office.post(f"{way(appeal.campaign)}/send", data=send)
    assert again.status_code == 409
    assert "nothing was sent. Look once more." in again.text
    assert count(Invitation) == 0


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "Choose a country, paste a list, or tick organisations: one of the three."),
        ({"country": "LT", "listed": "Example Initiative"}, "one of the three"),
        ({"listed": "x\n" * 1001}, "The list has 1001 lines"),
        ({"country": "ZZ"}, "Country"),
        ({"organisation": "nonsense"}, "one of the three"),
        ({"head": "5b0e7a52-6c0e-4a6e-9f39-2f5c1f3a8d11"}, "Heads of organisations are asked in person"),
    ],
)
def test_a_choice_of_nothing_or_of_nonsense_is_refused_in_words(office, appeal: Appeal, chosen, said) -> None:
    appeal.speaker(appeal.organisation())
    page = office.post(way(appeal.campaign), data={"language": "en", **chosen})
    assert page.status_code == 422
    assert said in page.text
    assert count(Invitation) == 0
