"""Initiators stand first under the letter, in the order in which they were named."""

import pytest
from flask import Flask

from petitions.campaigns.instruments import load
from petitions.core.db import transaction
from petitions.core.errors import InvalidTransition
from petitions.signing import queries, service
from petitions.signing.models import Invitation
from petitions.signing.ordering import in_order
from tests.factories import a_member, a_signature
from tests.signing.scene import Desk, actions


def named(desk: Desk, *surnames: str) -> dict[str, Invitation]:
    """Members who signed, by surname."""
    signatures = [a_signature(desk.campaign, a_member("Ona", surname)) for surname in surnames]
    return {signature.surname: signature.invitation for signature in signatures}


def printed(desk: Desk) -> list[str]:
    rules = load(desk.campaign.instrument)
    return [signature.surname for signature in in_order(rules, queries.in_force(desk.campaign), "en")]


def test_initiators_are_printed_first_in_the_order_in_which_they_were_named(desk: Desk) -> None:
    invited = named(desk, "Abra", "Bora", "Cora")
    with transaction():
        service.name_initiator(desk.actor, invited["Cora"])
        service.name_initiator(desk.actor, invited["Bora"])
        service.name_initiator(desk.actor, invited["Cora"])
    assert printed(desk) == ["Cora", "Bora", "Abra"]
    assert actions().count("invitation:name_initiator") == 2


def test_who_is_no_longer_an_initiator_stands_among_the_others(desk: Desk) -> None:
    invited = named(desk, "Abra", "Bora")
    with transaction():
        service.name_initiator(desk.actor, invited["Bora"])
    with transaction():
        service.drop_initiator(desk.actor, invited["Bora"])
    assert printed(desk) == ["Abra", "Bora"]


def test_the_order_of_names_is_fixed_once_the_campaign_is_closed(app: Flask) -> None:
    desk = Desk("closed")
    _person, invitation = desk.invited()
    with pytest.raises(InvalidTransition, match="order of names is fixed"), transaction():
        service.name_initiator(desk.actor, invitation)
