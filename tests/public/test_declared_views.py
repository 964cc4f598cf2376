"""The public page of a declaration: lodged, tabled once published, and the list as the Assembly has it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.cases.models import Case
from petitions.core.clock import today
from petitions.core.db import db
from tests import factories
from tests.dispatch.lodging.declaration import Declaration, a_declaration, without


@pytest.fixture
def declaration(app: Flask) -> Declaration:
    found = a_declaration()
    found.close()
    found.confirm()
    factories.released(db.session.get_one(Case, found.campaign.case_id))
    return found


def shown(client: FlaskClient, declaration: Declaration) -> str:
    return client.get(f"/en/campaigns/{declaration.campaign.slug}").text


def test_before_and_after_the_lodging_it_is_not_called_sent_or_tabled(
    client: FlaskClient, declaration: Declaration
) -> None:
    assert "Signed, not yet lodged" in shown(client, declaration)
    declaration.lodge()
    page = shown(client, declaration)
    assert "Lodged on" in page
    assert "Tabled" not in page
    assert ">Sent<" not in page


def test_the_published_list_is_shown_and_who_is_missing_is_a_count(
    client: FlaskClient, declaration: Declaration
) -> None:
    declaration.lodge()
    lines = without(declaration.lodging.lines, "Betest")
    declaration.publish(lines, address="https://assembly.example/999")
    page = shown(client, declaration)
    assert "Tabled as Written declaration No 999, Doc. 99999, on" in page
    assert 'href="https://assembly.example/999"' in page
    assert "Ms Ona ABATEST, Lithuania, SOC" in page
    assert "1 member is committed, not published." in page
    assert "Betest" not in page


def test_a_name_still_to_be_matched_is_no_matter_of_the_public(client: FlaskClient, declaration: Declaration) -> None:
    declaration.lodge()
    declaration.publish(declaration.lodging.lines.replace("ABATEST, Lithuania", "ABATEST, Latvia"), on=today())
    assert "unclear" not in shown(client, declaration)
