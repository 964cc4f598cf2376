"""One thread in the browser: the words as they were and are, answers, and what becomes of it."""

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.core.db import transaction
from petitions.drafting.discussion import settling
from tests.drafting.discussion.office import PLEA
from tests.drafting.discussion.pages import Discussion, new_id
from tests.factories import TEXT, acting


def test_a_suggestion_taken_back_says_so_and_offers_nobody_else_to_open_it(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.suggested(1, "Let her stay.")
    with transaction():
        settling.settle(acting(talk.desk.colleague), thread)
    page = talk.read(f"discussion/{thread.id}")
    assert ">Taken back<" in page
    assert "Bo Colleague took this suggestion back." in page
    assert "Open it again" not in page
    talk.desk.post(f"discussion/{thread.id}/reopen", 403)
    own = talk.suggested(1, "Let her live here.", by=talk.desk.user)
    talk.desk.post(f"discussion/{own.id}/settle")
    assert "Open it again" in talk.read(f"discussion/{own.id}")


def test_a_thread_shows_its_paragraph_as_it_was_and_as_it_stands_now(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.commented(1, "Say why.")
    assert "The same words, in version 1, paragraph 2." in talk.read(f"discussion/{thread.id}")
    talk.desk.colleague_saves(f"A beginning.\n\n{TEXT.replace('let Aru Example stay', 'let Aru Example work')}")
    page = talk.read(f"discussion/{thread.id}")
    assert f"<p>{PLEA}</p>" in page
    assert "Version 2, paragraph 3" in page
    assert "<p>We ask you to let Aru Example work.</p>" in page
    assert '<span class="hidden">added: </span>work' in page
    talk.desk.colleague_saves("Dear Minister,\n\nAltogether otherwise.\n")
    assert "These words are gone since version 3" in talk.read(f"discussion/{thread.id}")


def test_an_answer_is_added_once_however_often_it_is_sent(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.commented(1, "Say why.")
    row_id = new_id()
    for _time in range(2):
        location = talk.desk.post(f"discussion/{thread.id}", words="Because she asked.", new_id=row_id)
        assert location.endswith(f"#said-{row_id}")
    assert talk.comments == ["Say why.", "Because she asked."]
    talk.desk.post(f"discussion/{thread.id}", words="And now.", new_id=row_id)
    assert talk.comments[-1] == "And now."
    assert "Because she asked." in talk.read(f"discussion/{thread.id}")


@pytest.mark.parametrize("words", ["", "x" * 5_001, "Because\x07 she asked."])
def test_an_answer_that_cannot_be_kept_comes_back(client: FlaskClient, words: str) -> None:
    talk = Discussion(client)
    thread = talk.commented(1, "Say why.")
    assert words in talk.desk.post(f"discussion/{thread.id}", 422, words=words)
    assert talk.comments == ["Say why."]


def test_a_comment_is_settled_by_whoever_writes_and_opened_again_by_anyone(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.commented(1, "Say why.")
    location = talk.desk.post(f"discussion/{thread.id}/settle")
    assert location == f"{talk.desk.address('versions/1/discuss')}#paragraph-2"
    assert "This is settled." in talk.read("versions/1/discuss")
    page = talk.read(f"discussion/{thread.id}")
    assert "Ada Organiser settled this." in page
    assert "Open it again" in page
    talk.desk.post(f"discussion/{thread.id}/reopen")
    assert talk.threads[0].state == "open"


def test_who_neither_writes_nor_began_it_may_not_settle_it(client: FlaskClient) -> None:
    talk = Discussion(client, Role.REVIEWER)
    comment, suggestion = talk.commented(1, "Say why."), talk.suggested(2, "1. Grant asylum.")
    for thread in (comment, suggestion):
        page = talk.read(f"discussion/{thread.id}")
        assert "/settle" not in page
        assert "Take or decline it" not in page
        talk.desk.post(f"discussion/{thread.id}/settle", 403)
    assert [row.state for row in talk.threads] == ["open", "open"]


def test_ones_own_suggestion_is_taken_back(client: FlaskClient) -> None:
    talk = Discussion(client, Role.REVIEWER)
    thread = talk.suggested(2, "1. Grant asylum.", by=talk.desk.user)
    assert "Take it back" in talk.read(f"discussion/{thread.id}")
    talk.desk.post(f"discussion/{thread.id}/settle")
    assert "Your suggestion is taken back." in talk.read(f"discussion/{thread.id}")


def test_a_declined_suggestion_gives_the_reason_and_only_whoever_writes_opens_it(client: FlaskClient) -> None:
    talk = Discussion(client, Role.REVIEWER)
    thread = talk.suggested(2, "1. Grant asylum.")
    with transaction():
        settling.decline(acting(talk.desk.colleague), talk.desk.campaign, [thread], "Both are needed.")
    page = talk.read(f"discussion/{thread.id}")
    assert "Bo Colleague declined this suggestion." in page
    assert "Both are needed." in page
    assert "Open it again" not in page
    talk.desk.post(f"discussion/{thread.id}/reopen", 403)


def test_a_suggestion_that_was_taken_leads_to_its_version_and_stays_what_it_is(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.suggested(2, "1. Grant asylum.", by=talk.desk.user)
    talk.colleague_takes(thread)
    assert "It was taken into version 2" in talk.read(f"discussion/{thread.id}")
    assert "took this suggestion" in talk.desk.post(f"discussion/{thread.id}/settle", 409)
    talk.desk.post(f"discussion/{thread.id}", words="Good.")
    assert talk.comments == ["Good."], "an answer is welcome whatever became of it"
