"""An address that no roster gives: one organiser registers it with its source, another confirms it."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from petitions.accounts.models import Organisation, User
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.errors import InvalidTransition, NotFound
from petitions.people import addressing, queries
from petitions.people.addressing import AddressSource, AlreadyProposed, NotYourRegister, Overtaken, SameOrganiser
from petitions.people.models import Address, Person
from tests import factories

SOURCE = AddressSource("https://assembly.example/members/ona", date(2026, 5, 4), "ona.png")


class Scene:
    """An organisation with two organisers and a member on its register."""

    def __init__(self) -> None:
        self.organisation: Organisation = factories.an_organisation()
        self.ada: User = factories.a_user(self.organisation, name="Ada Organiser")
        self.bo: User = factories.a_user(self.organisation, name="Bo Colleague")
        self.person: Person = factories.changed(factories.a_member(), organisation_id=self.organisation.id)

    def registered(self, address: str = "ona@assembly.example") -> Address:
        with transaction():
            return addressing.register_address(factories.acting(self.ada), self.person, address, SOURCE)


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def test_a_registered_address_receives_nothing_before_a_second_organiser_confirms(scene: Scene) -> None:
    before = queries.current_address(scene.person)
    address = scene.registered()
    assert queries.current_address(scene.person) == before
    with transaction():
        addressing.confirm_address(factories.acting(scene.bo), address)
    assert queries.current_address(scene.person) == "ona@assembly.example"
    assert queries.basis(address) == (
        "address registered by Ada Organiser from https://assembly.example/members/ona of 4 May 2026, "
        "confirmed by Bo Colleague"
    )


def test_who_registered_an_address_does_not_confirm_it(scene: Scene) -> None:
    address = scene.registered()
    with pytest.raises(SameOrganiser), transaction():
        addressing.confirm_address(factories.acting(scene.ada), address)


def test_an_address_that_a_roster_brought_meanwhile_is_not_displaced_by_an_older_proposal(scene: Scene) -> None:
    proposed, on_file = scene.registered(), scene.person.address
    factories.changed(on_file, superseded_at=now())
    factories.saved(
        Address(
            person_id=scene.person.id,
            roster_id=on_file.roster_id,
            address="ona.exact@parliament.example",
            registered_at=now(),
        )
    )
    with pytest.raises(Overtaken), transaction():
        addressing.confirm_address(factories.acting(scene.bo), proposed)
    assert queries.current_address(scene.person) == "ona.exact@parliament.example"


def test_the_database_itself_refuses_one_organiser_as_both(scene: Scene) -> None:
    address = scene.registered()
    same = {"confirmed_by_id": scene.ada.id, "confirmed_at": address.registered_at}
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(update(Address).where(Address.id == address.id).values(**same))


def test_the_database_itself_refuses_an_address_without_roster_or_source(scene: Scene) -> None:
    address = scene.registered()
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(update(Address).where(Address.id == address.id).values(source=""))


def test_a_refused_address_stays_out_and_is_decided_once(scene: Scene) -> None:
    address, before = scene.registered(), queries.current_address(scene.person)
    with transaction():
        addressing.refuse_address(factories.acting(scene.ada), address, "Another person of that name.")
    assert queries.current_address(scene.person) == before
    with pytest.raises(InvalidTransition), transaction():
        addressing.confirm_address(factories.acting(scene.bo), address)
    assert scene.registered("ona.two@assembly.example").is_proposed


def test_one_address_waits_at_a_time(scene: Scene) -> None:
    scene.registered()
    with pytest.raises(AlreadyProposed):
        scene.registered("ona.two@assembly.example")


def test_outside_production_a_registered_address_reaches_nobody(scene: Scene) -> None:
    assert scene.registered("ona@assembly.org").address == "ona@assembly.org.example"


def test_an_organisation_registers_addresses_in_its_own_register_only(scene: Scene) -> None:
    shared = factories.a_member("Jonas", "Testen")
    with pytest.raises(NotYourRegister), transaction():
        addressing.register_address(factories.acting(scene.ada), shared, "jonas@assembly.example", SOURCE)
    stranger = factories.acting(factories.a_user(factories.an_organisation("Beacon")))
    address = scene.registered()
    assert queries.proposed(stranger) == []
    with pytest.raises(NotFound):
        queries.get_address(stranger, address.id)


def test_a_signature_keeps_the_address_on_which_it_rests(scene: Scene) -> None:
    campaign = factories.a_campaign(factories.a_case(scene.organisation), "collecting")
    signature = factories.a_signature(campaign, scene.person)
    assert scene.person.address is not None
    assert signature.address_id == scene.person.address.id
