"""Pages on which a mandate is entered by hand and decided."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.db import db, transaction
from petitions.people import by_hand
from petitions.people.hand_models import MandateByHand
from petitions.people.models import Person
from tests import factories
from tests.people.hand import SOURCE, Scene

NEW = "/en/desk/people/by-hand/new"
TYPED = {
    "given_name": "Ona",
    "surname": "Testenė",
    "body": "national_parliament",
    "country": "LT",
    "group": "Frakcija A",
    "role": "Deputy speaker",
    "page": "https://seimas.example/ona",
    "on": "2026-05-04",
}


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def as_(client: FlaskClient, scene: Scene, who: str) -> FlaskClient:
    actor = scene.ada if who == "ada" else scene.bo
    factories.sign_in(client, db.session.get_one(User, actor.id))
    return client


def the_entry() -> MandateByHand:
    return db.session.scalars(select(MandateByHand)).one()


def test_one_organiser_enters_and_another_confirms_in_the_browser(scene: Scene, client: FlaskClient) -> None:
    assert as_(client, scene, "ada").post(NEW, data=TYPED).status_code == 303
    people = client.get("/en/desk/people/?text=Testene").text
    assert "Entered by hand, waiting for a second organiser" in people
    assert "can’t be invited yet" in people
    assert "Nobody on this roster" in people or "There is no roster to search yet" in people
    where = f"/en/desk/people/by-hand/{the_entry().id}"
    assert "You entered this yourself" in client.get(where).text
    assert "You entered this yourself." in client.post(where, data={"decision": "confirm"}).text
    page = as_(client, scene, "bo").get(where).text
    assert "https://seimas.example/ona" in page
    assert "Say why, in a few words." in client.post(where, data={"decision": "refuse"}).text
    assert client.post(where, data={"decision": "confirm"}).status_code == 303
    found = client.get("/en/desk/people/?text=Testene").text
    assert "Deputy speaker" in client.get(f"/en/desk/people/{the_entry().person_id}").text
    said = "entered by hand from https://seimas.example/ona of 4 May 2026 by Ada Organiser, confirmed by Bo Colleague"
    assert said in found
    assert "last seen on 4 May 2026" in found
    assert said in client.get(f"/en/desk/people/{the_entry().person_id}").text
    assert "Confirmed by Bo Colleague" in client.get(where).text


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"surname": ""}, "Enter the surname."),
        ({"body": ""}, "Choose the body."),
        ({"country": ""}, "Choose the country."),
        ({"page": ""}, "Name the page or paper that says so."),
        ({"on": "2999-01-01"}, "This day has not come yet."),
        ({"body": "pace"}, "It had: "),
        ({"body": "pace", "group": "SOC", "country": "KZ"}, "no member state of this body"),
        ({"since": "2026-05-05"}, "is not a date up to 2026-05-04"),
        ({"since": "2026-05-02", "until": "2026-05-01"}, "end before its first day"),
        ({"surname": "=1+1"}, "signs that no name has"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    scene: Scene, client: FlaskClient, changed: dict[str, str], complaint: str
) -> None:
    answer = as_(client, scene, "ada").post(NEW, data={**TYPED, **changed})
    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'class="field wrong"' in answer.text
    assert 'value="Ona"' in answer.text
    assert db.session.scalars(select(MandateByHand)).all() == []


def test_whoever_is_on_file_under_the_name_is_shown_and_asked_about(scene: Scene, client: FlaskClient) -> None:
    person = scene.person_confirmed()
    factories.a_member("Ona", "Testene")
    asked = as_(client, scene, "ada").post(NEW, data={**TYPED, "surname": "TESTENE", "body": "pace", "group": "SOC"})
    assert asked.status_code == 422
    assert "Somebody of this name is on file." in asked.text
    assert "Ona Testenė, National parliament, Lithuania, Frakcija A" in asked.text
    assert "On the server’s register, which everyone here may invite from" in asked.text
    chosen = {**TYPED, "body": "pace", "group": "SOC", "whose": str(person.id)}
    assert client.post(NEW, data={**chosen, "whose": "nonsense"}).status_code == 422
    assert client.post(NEW, data=chosen).status_code == 303
    (entry,) = [entry for entry in db.session.scalars(select(MandateByHand)) if entry.is_open]
    assert entry.person_id == person.id
    assert "A mandate waits for a second organiser" in client.get(f"/en/desk/people/{person.id}").text


def test_what_waits_under_the_name_is_shown_while_entering_it_again(scene: Scene, client: FlaskClient) -> None:
    entry = scene.entered()
    again = as_(client, scene, "bo").post(NEW, data=TYPED)
    assert again.status_code == 409
    assert "A mandate of Ona Testenė waits already." in again.text
    assert f"/en/desk/people/by-hand/{entry.id}" in again.text


def test_a_mandate_of_somebody_on_file_needs_no_name(scene: Scene, client: FlaskClient) -> None:
    person = scene.person_confirmed()
    where = f"/en/desk/people/{person.id}/mandates/new"
    assert "Given names" not in as_(client, scene, "ada").get(where).text
    typed = {**TYPED, "body": "pace", "group": "SOC"}
    answer = client.post(where, data=typed)
    assert (answer.status_code, answer.location) == (303, f"/en/desk/people/{person.id}")


def test_the_end_of_a_mandate_is_told_in_the_browser(scene: Scene, client: FlaskClient) -> None:
    person = scene.person_confirmed()
    where = f"/en/desk/people/{person.id}/mandates/{person.mandates[0].id}/end"
    typed = {"until": "2026-06-30", "page": "https://seimas.example/left", "on": "2026-07-02"}
    assert "Enter the day" in as_(client, scene, "ada").post(where, data={**typed, "until": ""}).text
    assert client.post(where, data=typed).status_code == 303
    assert "The end of a mandate waits" in client.get(f"/en/desk/people/{person.id}").text
    (entry,) = [entry for entry in db.session.scalars(select(MandateByHand)) if entry.is_open]
    as_(client, scene, "bo").post(f"/en/desk/people/by-hand/{entry.id}", data={"decision": "confirm"})
    page = client.get(f"/en/desk/people/{person.id}").text
    assert "ended on 30 June 2026 (entered by hand from https://seimas.example/left of 2 July 2026" in page
    assert "Ended on 30 June 2026" in client.get("/en/desk/people/?text=Testene").text
    assert db.session.get_one(Person, person.id).mandates[0].until == date(2026, 6, 30)


def test_who_only_reviews_enters_and_decides_nothing(scene: Scene, client: FlaskClient) -> None:
    entry, person = scene.entered(), scene.person_confirmed(given_name="Jonas")
    factories.sign_in(client, factories.a_user(scene.organisation, "reviewer"))
    end = f"/en/desk/people/{person.id}/mandates/{person.mandates[0].id}/end"
    for where in (NEW, f"/en/desk/people/by-hand/{entry.id}", end):
        assert client.get(where).status_code == 403
    assert "Enter a person by hand" not in client.get("/en/desk/people/").text


def test_the_page_to_invite_from_says_who_vouches_for_a_mandate(scene: Scene, client: FlaskClient) -> None:
    campaign = factories.a_campaign(factories.a_case(scene.organisation), "collecting")
    campaign = factories.changed(campaign, instrument="mp_letter")
    person = scene.person_confirmed()
    with transaction():
        by_hand.end(scene.ada, person.mandates[0], date(2026, 6, 30), SOURCE)
    page = as_(client, scene, "ada").get(f"/en/desk/campaigns/{campaign.id}/invitations/new?text=Testene").text
    assert "confirmed by Bo Colleague; last seen on 4 May 2026" in page
