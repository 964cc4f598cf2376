"""Merge fields are filled in from the case when a text is saved; one that can't be is an error, never a blank."""

import pytest
from flask.testing import FlaskClient

from tests.drafting.desk import a_blank_desk, a_desk


def test_fields_are_listed_with_what_the_case_says_now(client: FlaskClient) -> None:
    page = a_blank_desk(client, summary="She taught for ten years.", lede="").get("text")
    assert '<code>{{ case.name }}</code></dt><dd dir="auto">Aru Example' in page
    assert '<code>{{ case.summary }}</code></dt><dd dir="auto">She taught for ten years.' in page
    assert '<code>{{ case.lede }}</code></dt><dd dir="auto">empty: it can’t be used' in page


def test_saving_puts_in_place_of_a_field_what_the_case_says(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(subject="For {{case.name}}", body="Let {{ case.name }} stay.")
    assert (desk.versions[-1].subject, desk.versions[-1].body) == ("For Aru Example", "Let Aru Example stay.\n")


def test_a_preview_shows_it_filled_in_and_keeps_the_field_in_the_form(client: FlaskClient) -> None:
    page = a_desk(client).write(200, body="Let {{ case.name }} stay.", do="preview")
    assert "<p>Let Aru Example stay.</p>" in page
    assert "Let {{ case.name }} stay.</textarea>" in page


@pytest.mark.parametrize("do", ["save", "preview"])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"body": "{{ case.nmae }}"}, "There is no field “case.nmae”."),
        ({"subject": "{{ 7*7 }}"}, "There is no field “7*7”."),
        ({"body": "{{ }}"}, "There is no field “”."),
        ({"body": "{{ case.summary }}"}, "The text needs “case.summary”, which the case leaves empty."),
    ],
)
def test_one_that_cannot_be_filled_in_is_said_beside_the_text_and_nothing_is_lost(
    client: FlaskClient, typed: dict[str, str], says: str, do: str
) -> None:
    desk = a_blank_desk(client, summary="")
    page = desk.write(422, **{"body": "Kept as typed", "made_from": "0", "do": do, **typed})
    assert says in page
    assert next(iter(typed.values())) in page
    assert desk.versions == []


def test_while_typing_it_is_said_and_the_letter_is_still_shown(client: FlaskClient) -> None:
    desk = a_desk(client)
    said = desk.post("text/live", 200, subject="S", body="Dear {{ case.nmae }},", made_from="1", language="en")
    assert "There is no field" in said
    assert "Dear {{ case.nmae }}," in said
