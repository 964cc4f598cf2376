"""Pages on which addresses are registered and decided."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from petitions.core.db import transaction
from petitions.people import addressing
from petitions.people.models import Person
from tests import factories


def test_one_organiser_registers_and_another_confirms_in_the_browser(app: Flask, client: FlaskClient) -> None:
    organisation = factories.an_organisation()
    ada, bo = factories.a_user(organisation), factories.a_user(organisation, name="Bo Colleague")
    person: Person = factories.changed(factories.a_member(), organisation_id=organisation.id)
    factories.sign_in(client, ada)
    where = f"/en/desk/people/{person.id}/address"
    assert "Name the page or paper" in client.post(where, data={"address": "ona@assembly.example"}).text
    typed = {"address": "ona@assembly.example", "page": "assembly.example/ona", "on": "2026-05-04"}
    assert client.post(where, data=typed).status_code == 303
    people = client.get("/en/desk/people/").text
    assert "Addresses that wait for a second organiser" in people
    (address,) = [row for row in factories.db.session.get_one(Person, person.id).addresses if row.is_proposed]
    decide = f"/en/desk/people/addresses/{address.id}"
    own = client.post(decide, data={"decision": "confirm"})
    assert "You registered this address." in own.text
    factories.sign_in(client, bo)
    assert "Say why, in a few words." in client.post(decide, data={"decision": "refuse"}).text
    assert client.post(decide, data={"decision": "confirm"}).status_code == 303
    page = client.get(f"/en/desk/people/{person.id}").text
    assert "confirmed by Bo Colleague" in page
    assert "This address was decided before." in client.get(decide).text


def test_a_day_is_asked_and_answered_on_the_page_of_a_person(app: Flask, client: FlaskClient) -> None:
    factories.sign_in(client, factories.a_user(factories.an_organisation()))
    where = f"/en/desk/people/{factories.a_member().id}"
    assert "European Parliament, Lithuania, Renew Europe" in client.get(f"{where}?on=2999-01-01").text
    assert "No roster shows a mandate on that day." in client.get(f"{where}?on=2001-01-01").text
    assert "Enter the day as 2023-07-14." in client.get(f"{where}?on=yesterday").text
    assert "Enter the day" not in client.get(where).text


def test_a_decision_leads_to_the_next_address_that_waits_and_after_the_last_to_the_person(client: FlaskClient) -> None:
    organisation = factories.an_organisation()
    ada, bo = factories.a_user(organisation), factories.a_user(organisation, name="Bo Colleague")
    source = addressing.AddressSource("assembly.example/members", date(2026, 5, 4))
    waiting = []
    for given in ("Ona", "Ina", "Una"):
        person: Person = factories.changed(factories.a_member(given), organisation_id=organisation.id)
        by = bo if given == "Una" else ada
        with transaction():
            stored = factories.db.session.get_one(Person, person.id)
            email = f"{given.lower()}@assembly.example"
            waiting.append(addressing.register_address(factories.acting(by), stored, email, source))
    first, second, _own = (f"/en/desk/people/addresses/{address.id}" for address in waiting)
    factories.sign_in(client, bo)
    response = client.post(first, data={"decision": "confirm"})
    assert response.location == second
    assert "1 more address waits for you" in client.get(second).text
    assert client.post(second, data={"decision": "confirm"}).location == f"/en/desk/people/{waiting[1].person_id}"
