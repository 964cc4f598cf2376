"""A confirmation asks the database for little, whoever signs: ten statements, from the button to the receipt."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.signing.models import Signature
from tests.signing.appeal import Appeal
from tests.signing.browsing import type_code
from tests.signing.scene import count
from tests.signing.supporters.petition import BEA, Petition
from tests.support.cost import counted
from tests.support.mailbox import code_for, link_for

AT_MOST = 10
AGREED = {"print_name": "y", "publish": "y"}


def confirming(phone: FlaskClient, page: str, **typed: str) -> list[str]:
    """The statements that are run once the button is pressed."""
    version = re.search(r'name="version"[^>]*value="([^"]+)"', phone.get(page).text)[1]
    with phone.application.app_context(), counted() as statements:
        assert phone.post(page, data={"version": version, **AGREED, **typed}).location.endswith("/receipt")
    assert count(Signature) == 1
    return [statement for statement in statements if not statement.startswith("BEGIN")]


def test_a_member_confirms_in_ten_statements(phone: FlaskClient, letter: str, address: str) -> None:
    page = type_code(phone, letter, address)
    assert len(confirming(phone, page, name="Ona Testė", show_invited="y")) <= AT_MOST


@pytest.mark.parametrize("name", ["Bea Example", "Beatrice Example"])
def test_a_member_of_the_public_confirms_in_ten_and_writes_another_name_in_one_more(
    client: FlaskClient, name: str
) -> None:
    form = f"/en/campaigns/{Petition().campaign.slug}/sign"
    client.post(form, data={"name": "Bea Example", "address": BEA, "country": "LT"})
    page = client.post(f"{form}/code", data={"code": code_for(BEA)}).location
    is_another = name != "Bea Example"
    assert len(confirming(client, page, name=name, country="LT")) <= AT_MOST + is_another


@pytest.mark.parametrize("in_person", [False, True])
def test_an_organisation_and_its_head_confirm_in_ten_statements(app: Flask, in_person: bool) -> None:
    appeal = Appeal()
    organisation = appeal.organisation()
    row = appeal.speaker(organisation)
    appeal.head(organisation)
    invitation = appeal.ask(row, in_person=in_person)
    phone = app.test_client()
    phone.get(link_for("ona@example.example"))
    page = type_code(phone, f"/en/letters/{invitation.id}", "ona@example.example")
    assert len(confirming(phone, page, name="Ona Testė")) <= AT_MOST
