"""The page of the signatory list: each role takes along what it may, and nobody a name by accident."""

import csv
import re
from io import BytesIO, StringIO

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.core.audit import AuditEvent
from petitions.core.db import db
from tests.dispatch.scene import UNDISCLOSED, Scene, a_scene
from tests.factories import a_user, an_organisation, sign_in
from tests.signing.browsing import text

HIDDEN = "Vzorek"
TICK = 'name="undisclosed"'


@pytest.fixture
def hidden(app: Flask) -> Scene:
    """Two are printed and one is not."""
    scene = a_scene()
    scene.sign("Ivo", HIDDEN, consents=UNDISCLOSED, country="CZ")
    return scene


def page(scene: Scene, edition: int | None = None) -> str:
    address = f"/en/desk/campaigns/{scene.campaign.id}/signatories"
    return f"{address}?edition={edition}" if edition else address


def as_role(client: FlaskClient, scene: Scene, *roles: str) -> FlaskClient:
    sign_in(client, a_user(scene.organisation, *roles, name="Rasa Role"))
    return client


def exported() -> list[AuditEvent]:
    return db.session.query(AuditEvent).filter_by(action="list:export").all()


@pytest.mark.parametrize("role", Role)
def test_everybody_of_the_organisation_sees_and_takes_the_list_without_undisclosed_names(
    client: FlaskClient, hidden: Scene, role: Role
) -> None:
    office = as_role(client, hidden, role)
    shown = office.get(page(hidden))
    assert "Ona Žemaitė-Testė" in shown.text
    assert "and 1 who is not disclosed" in shown.text
    assert HIDDEN not in shown.text
    assert (TICK in shown.text) == (role == Role.DISPATCHER)
    for kind in ("csv", "docx", "txt"):
        file = office.post(page(hidden), data={"kind": kind, "order": "printed"})
        assert file.status_code == 200
        assert HIDDEN.encode() not in file.data
    assert len(exported()) == 3


def test_a_dispatcher_who_ticks_the_box_takes_every_name_along(client: FlaskClient, hidden: Scene) -> None:
    office = as_role(client, hidden, Role.DISPATCHER)
    assert "1 signatory did not agree to be named." in office.get(page(hidden)).text
    file = office.post(page(hidden), data={"kind": "csv", "order": "printed", "undisclosed": "y"})
    assert HIDDEN in file.data.decode("utf-8-sig")
    assert [event.details["undisclosed"] for event in exported()] == [1]


@pytest.mark.parametrize("role", [Role.OWNER, Role.DRAFTER, Role.REVIEWER])
def test_nobody_else_gets_them_by_ticking_a_box_that_is_not_there(
    client: FlaskClient, hidden: Scene, role: Role
) -> None:
    office = as_role(client, hidden, role)
    refused = office.post(page(hidden), data={"kind": "csv", "order": "printed", "undisclosed": "y"})
    assert refused.status_code == 403
    assert "Only dispatchers" in refused.text
    assert exported() == []


def test_the_files_are_what_they_say_and_are_kept_by_no_cache(client: FlaskClient, hidden: Scene) -> None:
    office = as_role(client, hidden, Role.REVIEWER)
    files = {
        kind: office.post(page(hidden), data={"kind": kind, "order": "country"}) for kind in ("csv", "docx", "txt")
    }
    for kind, file in files.items():
        name = f"{hidden.campaign.slug}-version-1-signatories.{kind}"
        assert file.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "no-store" in file.headers["Cache-Control"]
    table = list(csv.reader(StringIO(files["csv"].data.decode("utf-8-sig"), newline="")))
    assert [row[3] for row in table[1:3]] == ["Lithuania", "Poland"]
    words = [one.text for one in docx.Document(BytesIO(files["docx"].data)).paragraphs]
    assert "Lithuania (1)" in words
    assert files["txt"].data.decode().splitlines()[-1].startswith("Łucja Ćwiklińska-Testowa, Member")
    assert files["csv"].content_type == "text/csv; charset=utf-8"


def test_the_history_says_who_took_it_along(client: FlaskClient, hidden: Scene) -> None:
    office = as_role(client, hidden, Role.REVIEWER)
    office.post(page(hidden), data={"kind": "csv", "order": "printed"})
    history = text(office.get(f"/en/desk/campaigns/{hidden.campaign.id}/history"))
    assert "Rasa Role took the list of signatories of “Let her stay” along" in history
    assert "CSV, 2 names." in history


def test_looking_at_the_list_writes_nothing(client: FlaskClient, hidden: Scene) -> None:
    office = as_role(client, hidden, Role.DISPATCHER)
    office.get(page(hidden))
    office.head(page(hidden))
    assert exported() == []


def test_once_an_edition_is_closed_its_list_as_printed_stands_beside_that_of_today(
    client: FlaskClient, hidden: Scene
) -> None:
    hidden.close()
    office = as_role(client, hidden, Role.DISPATCHER)
    today = office.get(page(hidden)).text
    assert "Edition 1, as printed" in today
    printed = office.get(page(hidden, 1))
    assert "as it was printed with this edition" in printed.text
    assert HIDDEN not in printed.text
    file = office.post(page(hidden, 1), data={"kind": "csv", "order": "printed"})
    assert "Version 1, edition 1" in file.data.decode("utf-8-sig")
    assert f"{hidden.campaign.slug}-version-1-edition-1-signatories.csv" in file.headers["Content-Disposition"]
    assert exported()[0].details["edition"] == 1


@pytest.mark.parametrize("edition", [2, 0, -1, 10**30, "first"])
def test_an_edition_that_never_was_has_no_page(client: FlaskClient, hidden: Scene, edition: object) -> None:
    office = as_role(client, hidden, Role.DISPATCHER)
    address = f"/en/desk/campaigns/{hidden.campaign.id}/signatories?edition={edition}"
    assert office.get(address).status_code == 404
    assert office.post(address, data={"kind": "csv", "order": "printed"}).status_code == 404


@pytest.mark.parametrize("data", [{"kind": "exe", "order": "printed"}, {"kind": "csv", "order": "random"}])
def test_a_file_of_no_kind_is_refused_at_the_question(client: FlaskClient, hidden: Scene, data: dict[str, str]) -> None:
    refused = as_role(client, hidden, Role.DISPATCHER).post(page(hidden), data=data)
    assert refused.status_code == 422
    assert 'class="errors"' in refused.text
    assert exported() == []


def test_where_nobody_has_signed_the_page_says_so_and_gives_no_file(app: Flask, client: FlaskClient) -> None:
    scene = a_scene(signed=False)
    office = as_role(client, scene, Role.DRAFTER)
    assert "Nobody has signed this version yet." in office.get(page(scene)).text
    assert "Save the file" not in office.get(page(scene)).text
    refused = office.post(page(scene), data={"kind": "csv", "order": "printed"})
    assert refused.status_code == 422
    assert "there is no list" in refused.text


def test_another_organisation_finds_no_list_here(client: FlaskClient, hidden: Scene) -> None:
    sign_in(client, a_user(an_organisation("Elsewhere")))
    assert client.get(page(hidden)).status_code == 404
    assert client.post(page(hidden), data={"kind": "csv"}).status_code == 404


def test_the_board_leads_to_it(client: FlaskClient, hidden: Scene) -> None:
    board = as_role(client, hidden, Role.REVIEWER).get(f"/en/desk/campaigns/{hidden.campaign.id}").text
    assert re.search(rf'href="[^"]*{hidden.campaign.id}/signatories"[^>]*>Signatory list<', board)
