"""Taking and declining in the browser: several at once, in one version, with what stays open named."""

import re
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.core.db import transaction
from petitions.drafting.discussion import service, settling
from petitions.drafting.discussion.models import Thread
from petitions.drafting.paragraphs import Change, paragraphs
from petitions.drafting.word.origin import Origin
from petitions.drafting.word.writing import Letter, write
from tests.drafting.discussion.office import LIST, PLEA
from tests.drafting.discussion.pages import Discussion
from tests.factories import TEXT, a_translation, acting, changed


def is_ticked(page: str, thread: Thread) -> bool:
    return f'value="{thread.id}" checked' in page


def test_those_ticked_become_one_version_and_the_others_stay_open(client: FlaskClient) -> None:
    talk = Discussion(client)
    greeting = talk.suggested(0, "Madam Minister,")
    plea = talk.suggested(1, "We ask you to let her stay.")
    demands = talk.suggested(2, "1. Grant asylum.")
    page = talk.read("suggestions")
    assert "Paragraph 1, by Bo Colleague" in page
    assert not is_ticked(page, greeting)
    assert talk.send("take", [greeting, demands], why="As agreed.") == talk.desk.address("versions/2")
    assert talk.desk.versions[-1].body == f"Madam Minister,\n\n{PLEA}\n\n1. Grant asylum.\n"
    assert talk.desk.versions[-1].why == "Suggested by Bo Colleague (paragraphs 1, 3). As agreed."
    assert [row.state for row in talk.threads] == ["taken", "open", "taken"]
    assert "Version 2 is saved, with 2 suggestions." in talk.read("versions/2")
    assert str(plea.id) in talk.read("suggestions")


def test_of_two_that_change_the_same_words_one_is_taken_and_the_other_named(client: FlaskClient) -> None:
    talk = Discussion(client)
    first = talk.suggested(1, "We ask you to let Aru Example work.")
    second = talk.suggested(1, "We ask you to let Aru Example study.", by=talk.desk.user)
    assert talk.send("take", [first, second]) == talk.desk.address("suggestions")
    page = talk.read("suggestions")
    assert "Version 2 is saved, with 1 suggestion." in page
    assert "Still open, since they change the same words" in page
    assert "Ada Organiser (paragraph 2)" in page
    assert "The same words were changed since." in page
    assert "None of these can be taken" in talk.send("take", [second], 409, seen=2, why="Once more")


def test_what_is_ticked_stays_ticked_when_a_version_was_saved_meanwhile(client: FlaskClient) -> None:
    talk = Discussion(client)
    kept, gone = talk.suggested(0, "Madam Minister,"), talk.suggested(2, "1. Grant asylum.")
    talk.colleague_takes(gone)
    talk.desk.colleague_saves("Dear Minister,\n\nWe beg you to let Aru Example stay.\n\n1. Grant asylum.\n")
    page = talk.send("take", [kept], 409, why="As agreed with everybody.")
    assert "Version 3 was saved meanwhile." in page
    assert is_ticked(page, kept)
    assert str(gone.id) not in page
    assert "As agreed with everybody.</textarea>" in page
    assert 'name="revision" type="hidden" value="3"' in page
    assert talk.send("take", [kept], seen=3) == talk.desk.address("versions/4")


def test_what_a_colleague_decided_meanwhile_is_said_and_the_others_stay_ticked(client: FlaskClient) -> None:
    talk = Discussion(client)
    kept, gone = talk.suggested(0, "Madam Minister,"), talk.suggested(2, "1. Grant asylum.")
    with transaction():
        settling.settle(acting(talk.desk.colleague), gone)
    page = talk.send("take", [kept, gone], 409)
    assert "Bo Colleague took this suggestion back" in page
    assert is_ticked(page, kept)
    assert len(talk.desk.versions) == 1


def test_the_button_pressed_twice_saves_one_version(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.suggested(0, "Madam Minister,")
    assert talk.send("take", [thread]) == talk.send("take", [thread])
    assert len(talk.desk.versions) == 2


def test_those_ticked_are_declined_with_one_reason(client: FlaskClient) -> None:
    talk = Discussion(client)
    both = [talk.suggested(0, "Madam Minister,"), talk.suggested(2, "1. Grant asylum.")]
    for _time in range(2):
        assert talk.send("decline", both, why="Not now.") == talk.desk.address("suggestions")
    assert [(row.state, row.reason) for row in talk.threads] == [("declined", "Not now.")] * 2
    assert "No suggestion is open." in talk.read("suggestions")


@pytest.mark.parametrize("do", ["take", "decline", "", "dance"])
def test_nothing_ticked_or_no_button_is_said_and_the_reason_comes_back(client: FlaskClient, do: str) -> None:
    talk = Discussion(client)
    thread = talk.suggested(0, "Madam Minister,")
    page = talk.send(do, [], 422, why="As agreed.")
    assert "Tick at least one suggestion." in page
    assert "As agreed.</textarea>" in page
    if do not in {"take", "decline"}:
        assert "Choose whether" in talk.send(do, [thread], 409)


def test_a_reason_too_long_comes_back_with_the_ticks(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.suggested(0, "Madam Minister,")
    page = talk.send("take", [thread], 422, why="x" * 5_001)
    assert is_ticked(page, thread)
    assert "x" * 5_001 in page


def test_whoever_does_not_write_reads_them_without_boxes(client: FlaskClient) -> None:
    talk = Discussion(client, Role.REVIEWER)
    thread = talk.suggested(0, "Madam Minister,")
    page = talk.read("suggestions")
    assert "Paragraph 1, by Bo Colleague" in page
    assert 'type="checkbox"' not in page
    talk.send("take", [thread], 403)
    assert talk.threads[0].state == "open"


def test_a_page_shows_what_taking_would_change_now(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.suggested(2, LIST.replace("Grant asylum", "Grant protection"))
    talk.desk.colleague_saves(TEXT.replace("Stop the", "End the"))
    page = talk.read("suggestions")
    assert "End the deportation." in page
    assert "Stop the" not in page
    assert '<span class="hidden">added: </span>protection' in page


@pytest.mark.parametrize("state", ["drafting", "dispatched"])
def test_suggestions_for_a_translation_are_taken_on_its_own_page(client: FlaskClient, state: str) -> None:
    talk = Discussion(client, state=state)
    version = a_translation(talk.desk.campaign, "fr")
    change = Change(0, paragraphs(version.body)[0], "Autrement")
    with transaction():
        (thread,) = service.suggest(acting(talk.desk.colleague), version, [change])
    page = talk.read("translations/fr/suggestions")
    assert "Take those ticked" in page
    form = {"take": str(thread.id), "revision": "1", "do": "take"}
    assert talk.desk.post("translations/fr/suggestions", **form) == talk.desk.address("translations/fr/versions/2")
    page = talk.read("translations/fr/versions/2")
    assert "Version 2 is saved, with 1 suggestion." in page
    assert "Follows version 1." in page
    assert talk.threads[0].state == "taken"


def test_of_a_translation_given_up_nothing_is_taken_and_the_page_says_so(client: FlaskClient) -> None:
    talk = Discussion(client)
    version = a_translation(talk.desk.campaign, "fr")
    with transaction():
        service.suggest(acting(talk.desk.colleague), version, [Change(0, paragraphs(version.body)[0], "Autrement")])
    changed(talk.desk.campaign, state="withdrawn")
    page = talk.read("translations/fr/suggestions")
    assert "This text can’t change any more." in page
    assert 'value="take"' not in page


def test_a_page_that_does_not_say_what_it_shows_takes_nothing(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.suggested(0, "Madam Minister,")
    page = talk.send("take", [thread], 409, seen=99)
    assert "does not say which version" in page
    assert is_ticked(page, thread)


def test_a_word_file_leads_to_the_page_on_which_its_changes_are_taken(client: FlaskClient) -> None:
    talk = Discussion(client)
    version = talk.desk.versions[-1]
    origin = Origin(version.text_id, version.number, version.sha256)
    body = TEXT.replace("Grant asylum", "Grant protection")
    data = write(Letter(version.subject, body, "en", origin, version.created_at))
    address = talk.desk.address("versions/1/word")
    page = client.post(address, data={"file": (BytesIO(data), "text.docx")}).get_data(as_text=True)
    proposal = re.search(r'name="proposal" type="hidden" value="([^"]*)"', page)
    assert proposal is not None
    form = {"proposal": unescape(proposal[1]), "take": "2", "note": "From the office"}
    assert client.post(f"{address}/suggest", data=form).location == talk.desk.address("suggestions")
    page = talk.read("suggestions")
    assert "1 suggestion is added." in page
    assert '<span class="hidden">added: </span>protection' in page
