"""What the page says while somebody types is what it says after “Preview”, and each keeps what was typed."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.drafting.writing import queries
from tests.drafting.desk import Desk, a_desk
from tests.factories import an_addressee, changed

LETTER = """Dear Minister,

Let Aru stay.[^1]

1. Stop.

Yours sincerely,

# Annex: dates

4 May: a letter.

[^1]: Article 3.
"""


def live(desk: Desk, status: int = 200, **typed: str) -> dict:
    data = {"subject": "Let her stay", "made_from": "1", "language": "en", "copy": str(uuid4()), "turn": "1", **typed}
    answer = desk.client.post(desk.address("text/live"), data=data)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def unsaved(desk: Desk) -> list[str]:
    return [copy.body for copy in queries.unsaved(desk.user.id, db.session.get_one(Campaign, desk.campaign.id))]


def test_a_letter_has_so_many_words(client: FlaskClient) -> None:
    said = live(a_desk(client), body="One **two** three.")
    assert (said["count"], said["over"]) == ("3 words", False)


def test_a_question_says_words_and_questions_against_what_is_allowed(client: FlaskClient) -> None:
    desk = a_desk(client)
    changed(desk.campaign, instrument="ep_written_question")
    said = live(desk, body="1. Why?\n2. When?\n3. How?\n4. Who?\n")
    assert (said["count"], said["over"]) == ("4 of at most 200 words, 4 of at most 3 questions", True)


def test_the_script_shows_what_the_button_shows(client: FlaskClient) -> None:
    desk = a_desk(client)
    said = live(desk, body=LETTER)["preview"].strip()
    assert said in desk.write(200, body=LETTER, do="preview")
    assert "<p>Let Aru stay." in said


def test_the_letter_is_shown_as_it_will_be_printed(client: FlaskClient) -> None:
    desk = a_desk(client)
    changed(desk.campaign, place="Brussels")
    shown = live(desk, body=LETTER)["preview"]
    assert "No office is chosen yet." in shown
    an_addressee(db.session.get_one(Campaign, desk.campaign.id))
    shown = live(desk, body=LETTER)["preview"]
    assert "No office is chosen yet." not in shown
    order = ["Lantern", "Brussels", "Office", "Let her stay", "Dear Minister", "signatures stand here", "Annex: dates"]
    places = [shown.index(words, shown.index('class="letter"')) for words in [*order, "Article 3."]]
    assert places == sorted(places)


def test_a_declaration_has_no_head(client: FlaskClient) -> None:
    desk = a_desk(client)
    changed(desk.campaign, instrument="pace_declaration", place="Strasbourg")
    shown = live(desk, body=LETTER)["preview"]
    assert "Strasbourg" not in shown
    assert "No office" not in shown


def test_an_arabic_letter_runs_from_right_to_left_whatever_it_begins_with(client: FlaskClient) -> None:
    shown = live(a_desk(client), body="Aru يجب أن تبقى", language="ar")["preview"]
    assert '<div class="letter" lang="ar" dir="rtl">' in shown


def test_what_is_missing_is_said_and_keeps_nothing_from_being_saved(client: FlaskClient) -> None:
    desk = a_desk(client)
    changed(desk.campaign, place="")
    shown = live(desk, body="Only words.[^x]")["preview"]
    for words in ("There is no salutation", "numbered list", "the mark [^x]", "names no place"):
        assert words in shown
    desk.write(303, body="Only words.[^x]")


def test_what_is_typed_is_kept_for_its_author_and_says_so(client: FlaskClient) -> None:
    desk, copy = a_desk(client, Role.DRAFTER), str(uuid4())
    assert live(desk, body="Half", copy=copy)["kept"].startswith("Kept for you ")
    live(desk, body="Half a", copy=copy, turn="2")
    live(desk, body="Another window")
    assert unsaved(desk) == ["Another window", "Half a"]
    assert len(desk.versions) == 1


def test_the_button_keeps_it_too_where_there_is_no_script(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(200, body="Half", do="preview")
    assert unsaved(desk) == ["Half"]


@pytest.mark.parametrize(
    "wrong", [{"subject": ""}, {"language": "xx"}, {"body": "Half\0"}, {"body": "{{ case.nmae }}"}]
)
def test_words_that_cannot_be_saved_are_kept_all_the_same(client: FlaskClient, wrong: dict[str, str]) -> None:
    desk = a_desk(client)
    desk.write(422, **{"body": "Half", **wrong})
    assert len(unsaved(desk)) == 1


def test_saving_lets_go_of_what_was_kept(client: FlaskClient) -> None:
    desk, copy = a_desk(client), str(uuid4())
    live(desk, body="Half", copy=copy, turn="4")
    desk.write(body="Half and half", copy=copy, turn="5")
    assert unsaved(desk) == []
    live(desk, body="Half an", copy=copy, turn="4")
    assert unsaved(desk) == []


def test_somebody_who_types_is_told_that_another_saved(client: FlaskClient) -> None:
    desk = a_desk(client)
    assert live(desk, body="Half")["trouble"] == ""
    desk.colleague_saves("Theirs")
    said = live(desk, body="Half a")
    assert said["trouble"].startswith("Bo Colleague saved version 2 meanwhile.")
    assert said["trouble"] in said["preview"]


def test_somebody_who_types_is_told_that_the_letter_is_sent(client: FlaskClient) -> None:
    assert "can’t change any more" in live(a_desk(client, state="dispatched"), body="Late")["trouble"]


def test_who_may_not_write_keeps_nothing(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER)
    assert desk.client.post(desk.address("text/live"), data={"body": "x"}).status_code == 403
