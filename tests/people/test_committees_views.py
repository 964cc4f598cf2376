"""Organisers read on which committees somebody sits, and search by committee."""

from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.core.db import db
from petitions.people.models import Mandate, Person
from tests import factories
from tests.people.rosters import csv_file, member
from tests.people.seated import imported, seated
from tests.signing.browsing import text


def test_the_page_of_a_member_tells_each_committee_with_the_seat_and_the_day(client: FlaskClient) -> None:
    imported(seated("AFET LIBE", ("900001", "LIBE:S AFET:V")))
    person = db.session.scalars(select(Person).join(Mandate).where(Mandate.member_id == "900001")).one()
    factories.sign_in(client, factories.a_user(factories.an_organisation()))
    page = text(client.get(f"/en/desk/people/{person.id}"))
    told = "Committees Foreign Affairs vice-chair Civil Liberties, Justice and Home Affairs substitute"
    assert f"{told} European Parliament, as of 1 March 2025" in page


def test_a_search_by_committee_lists_who_sits_there(client: FlaskClient) -> None:
    imported(seated("AFET LIBE", ("900001", "AFET:M"), ("900002", "LIBE:M")))
    factories.sign_in(client, factories.a_user(factories.an_organisation()))
    page = client.get("/en/desk/people/?committee=LIBE")
    assert "1 person" in text(page)
    assert '<option selected value="LIBE">Civil Liberties' in page.text


def test_where_no_roster_tells_of_committees_none_can_be_chosen(client: FlaskClient) -> None:
    imported(csv_file(member()))
    factories.sign_in(client, factories.a_user(factories.an_organisation()))
    assert "Committee" not in client.get("/en/desk/people/").text
