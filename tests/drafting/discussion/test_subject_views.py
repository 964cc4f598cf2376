"""The subject on the pages of a discussion."""

from html import unescape

from flask.testing import FlaskClient

from petitions.accounts.models import Role
from tests.drafting.discussion.pages import HOSTILE, Discussion, new_id

SUBJECT = "versions/1/discuss/subject"


def test_the_subject_is_commented_on_and_reworded_like_a_paragraph(client: FlaskClient) -> None:
    talk = Discussion(client, Role.DRAFTER)
    page = talk.read(SUBJECT)
    assert "Subject of version 1" in page
    now = talk.desk.versions[0].subject
    talk.say("Too long?", now, at=SUBJECT)
    talk.say("Stronger.", "Protect her", at=SUBJECT)
    assert [(row.kind, row.on_subject, row.replacement) for row in talk.threads] == [
        ("comment", True, ""),
        ("suggestion", True, "Protect her"),
    ]
    page = talk.read("versions/1/discuss")
    assert page.index("Too long?") < page.index("Stronger.") < page.index('id="paragraph-1"')
    assert "1 open comment, 1 suggestion" in page


def test_a_suggested_subject_is_taken_with_a_tick(client: FlaskClient) -> None:
    talk = Discussion(client, Role.DRAFTER)
    talk.say("", "Protect her", at=SUBJECT)
    assert "Subject, by " in talk.read("suggestions")
    talk.send("take", talk.threads)
    assert talk.desk.versions[-1].subject == "Protect her"


def test_the_page_of_a_thread_shows_the_subject_as_it_was_and_leads_to_it(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.say(HOSTILE, talk.desk.versions[0].subject, at=SUBJECT)
    thread = talk.threads[0]
    page = talk.read(f"discussion/{thread.id}")
    assert "Version 1, subject" in page
    assert "The same words, in version 1, subject." in page
    assert "/versions/1/discuss#subject" in page
    assert "<script>alert" not in talk.desk.get(f"discussion/{thread.id}")
    assert talk.desk.post(f"discussion/{thread.id}/settle").endswith("#subject")


def test_what_can_be_no_subject_comes_back_as_it_was_typed(client: FlaskClient) -> None:
    talk = Discussion(client)
    page = unescape(talk.say("My reason", "", 422, at=SUBJECT))
    assert "Write the subject." in page
    assert "My reason" in page
    assert "Shorten this to 250 characters" in talk.say("", "a" * 251, 422, at=SUBJECT)
    assert talk.threads == []
    talk.desk.get("versions/1/discuss/0", 404)


def test_a_form_that_is_sent_twice_says_it_once(client: FlaskClient) -> None:
    talk = Discussion(client)
    key = new_id()
    for _time in range(2):
        talk.say("", "Protect her", at=SUBJECT, new_id=key)
    assert len(talk.threads) == 1
