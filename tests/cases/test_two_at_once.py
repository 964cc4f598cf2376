"""Two at the same page, or one who presses a button twice: nothing typed is lost, and nobody is told off."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.cases.models import Case, Source
from tests.factories import a_case, a_user, an_organisation, saved, sign_in

NOTE = "The report was read on paper; its page 14 names the two courts."


@pytest.fixture
def case(app: Flask, client: FlaskClient) -> Case:
    organisation = an_organisation()
    sign_in(client, a_user(organisation))
    return a_case(organisation)


def test_saving_by_a_button_pressed_twice_saves_once_and_goes_on(client: FlaskClient, case: Case) -> None:
    revision = str(case.revision)
    for _press in range(2):
        answer = client.post(
            f"/en/desk/cases/{case.id}/edit", data={"name": case.name, "lede": "A poet.", "revision": revision}
        )
        assert (answer.status_code, answer.location) == (303, f"/en/desk/cases/{case.id}")


def test_another_text_from_an_old_page_is_still_refused(client: FlaskClient, case: Case) -> None:
    revision = str(case.revision)
    client.post(f"/en/desk/cases/{case.id}/edit", data={"name": case.name, "lede": "A poet.", "revision": revision})
    answer = client.post(
        f"/en/desk/cases/{case.id}/edit", data={"name": case.name, "lede": "A singer.", "revision": revision}
    )
    assert answer.status_code == 409
    assert "A singer." in answer.text


def test_a_note_on_a_source_that_a_colleague_removed_is_given_back(client: FlaskClient, case: Case) -> None:
    source = saved(Source(case_id=case.id, position=1, title="A report"))
    address = f"/en/desk/cases/{case.id}/sources/{source.id}"
    client.post(f"{address}/remove")
    answer = client.post(address, data={"title": "A report", "note": NOTE})
    assert answer.status_code == 404
    assert NOTE in answer.text
