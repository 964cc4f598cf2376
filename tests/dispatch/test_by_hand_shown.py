"""What no roster gives is shown to organisers beside each signature that rests on it, and to nobody else."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.people import addressing, by_hand
from petitions.people.addressing import AddressSource
from petitions.people.hand_rules import HandSource
from petitions.people.models import Person
from petitions.signing.models import ConsentKind
from tests import factories
from tests.dispatch.scene import Scene, a_scene
from tests.people.hand import a_seat

PAGE = "https://parliament.example/ona"
MANDATE = f"entered by hand from {PAGE}"
ADDRESS = f"address registered by Cy Second from {PAGE}"
SECOND = "confirmed by Ada Organiser"


def signed_by_hand(scene: Scene) -> Person:
    """Somebody with mandate and address by hand has signed."""
    ada = factories.acting(scene.ada)
    second = factories.acting(factories.a_user(scene.organisation, Role.DRAFTER, name="Cy Second"))
    day = today() - timedelta(days=3)
    seat = a_seat(body="european_parliament", group="Renew", source=HandSource(PAGE, day))
    with transaction():
        entry = by_hand.enter(second, seat)
        by_hand.confirm(ada, entry)
        person = db.session.get_one(Person, entry.person_id)
        source = AddressSource(PAGE, day)
        address = addressing.register_address(second, person, "ona@parliament.example", source)
        addressing.confirm_address(ada, address)
    with transaction():
        db.session.expire(person)
    factories.a_signature(scene.campaign, person, ConsentKind.PRINT)
    return person


def test_both_stand_beside_the_signature_until_the_letter_leaves(app: Flask, client: FlaskClient) -> None:
    scene = a_scene()
    person = signed_by_hand(scene)
    factories.sign_in(client, scene.ada)
    desk = f"/en/desk/campaigns/{scene.campaign.id}"
    pages = [client.get(f"{desk}/invitations").text, client.get(f"{desk}/close").text]
    pages.append(client.get(f"/en/desk/people/{person.id}").text)
    scene.close()
    factories.sign_in(client, scene.ben)
    pages.append(client.get(f"{desk}/send").text)
    for page in pages:
        assert MANDATE in page
        assert ADDRESS in page
        assert SECOND in page
    assert pages[-1].count(MANDATE) == 1


def test_the_public_never_reads_it(app: Flask, client: FlaskClient) -> None:
    scene = a_scene()
    signed_by_hand(scene)
    factories.released(scene.case)
    page = client.get(f"/en/campaigns/{scene.now.slug}")
    assert page.status_code == 200
    assert "by hand" not in page.text
    assert PAGE not in page.text


def test_the_page_says_nothing_of_it_where_all_stand_on_rosters(app: Flask, client: FlaskClient) -> None:
    scene = a_scene()
    scene.close()
    factories.sign_in(client, scene.ben)
    assert "What no roster gives" not in client.get(f"/en/desk/campaigns/{scene.campaign.id}/send").text
