"""The subject of a text is discussed like its paragraphs: it is a part of what is signed."""

import pytest
from flask import Flask

from petitions.accounts.models import User
from petitions.core.db import transaction
from petitions.core.errors import DomainError, StalePage
from petitions.core.text import UnprintableText
from petitions.drafting.discussion import service
from petitions.drafting.discussion.models import Thread
from petitions.drafting.rules import EmptyField
from petitions.drafting.service import Draft, save_version
from tests.drafting.discussion.office import GREETING, Office, history
from tests.factories import a_translation, acting

SUBJECT = "Let her stay"


def suggest(office: Office, subject: str, *, by: User | None = None, note: str = "") -> Thread:
    page = office.latest
    with transaction():
        return service.suggest_subject(acting(by or office.rut), page, subject, note)


def comment(office: Office, words: str) -> Thread:
    page = office.latest
    with transaction():
        return service.comment(acting(office.rut), page, None, words)


def retitled(office: Office, subject: str) -> None:
    latest = office.latest
    with transaction():
        save_version(acting(office.ada), office.campaign, Draft(subject, latest.body, "", latest.number))


def test_a_suggested_subject_and_paragraphs_are_taken_in_one_version_that_says_whose_words_they_are(app: Flask) -> None:
    office = Office()
    before = office.latest
    other, greeting = suggest(office, "Protect Aru Example", note="Stronger."), office.suggest(0, "Madam Minister,")
    done = office.take(greeting, other)
    assert (done.version.number, done.version.subject) == (2, "Protect Aru Example")
    assert done.version.body == before.body.replace(GREETING, "Madam Minister,")
    assert done.version.why == "Suggested by Rut Reviewer (subject, paragraph 1)."
    assert [comment.body for comment in office.now(other).comments] == ["Stronger."]
    assert ("Ada Drafter", "suggestion:take", "version 1, subject") in history()


def test_a_subject_that_is_taken_alone_leaves_the_text_as_it_was(app: Flask) -> None:
    office = Office()
    body = office.latest.body
    done = office.take(suggest(office, "Protect Aru Example"))
    assert (done.version.subject, done.version.body) == ("Protect Aru Example", body)


def test_a_subject_suggested_for_a_translation_is_taken_there_and_the_translation_follows_what_it_followed(
    app: Flask,
) -> None:
    office = Office()
    page = a_translation(office.campaign)
    with transaction():
        thread = service.suggest_subject(acting(office.rut), page, "Qu’elle reste")
    office.save(office.latest.body.replace("ask", "urge"))
    done = office.take(thread, version=page)
    assert (done.version.subject, done.version.body) == ("Qu’elle reste", page.body)
    assert (done.version.number, done.version.follows_id) == (2, page.follows_id)
    assert office.latest.subject == SUBJECT


def test_what_is_said_of_the_subject_stays_with_it_however_it_changes(app: Flask) -> None:
    office = Office()
    said = comment(office, "Too short?")
    retitled(office, "Something else altogether")
    now = office.now(said)
    assert (now.gone_since, now.stood, now.placed_in.number) == (None, "Something else altogether", 2)
    office.settle(said)
    retitled(office, "And again")
    office.reopen(said)
    assert office.now(said).stood == "And again"


def test_a_change_of_the_subject_since_is_merged_and_one_of_the_same_words_keeps_it_open(app: Flask) -> None:
    office = Office()
    merges, clashes = suggest(office, "Do Let her stay"), suggest(office, "Let her go")
    retitled(office, "Let her stay here")
    done = office.take(merges, clashes)
    assert done.version.subject == "Do Let her stay here"
    assert [row.id for row in done.left] == [clashes.id]


def test_a_subject_that_reads_like_a_paragraph_is_not_taken_for_it(app: Flask) -> None:
    office = Office()
    retitled(office, GREETING)
    first, subject = office.suggest(0, "Madam Minister,"), suggest(office, "Madam Minister,")
    assert first.id != subject.id
    done = office.take(subject)
    assert (done.version.subject, done.version.body.split("\n")[0]) == ("Madam Minister,", GREETING)
    assert office.now(first).state == "open"


def test_the_same_subject_by_the_same_colleague_is_suggested_once(app: Flask) -> None:
    office = Office()
    first = suggest(office, "Protect  Aru\nExample")
    for _time in range(2):
        assert suggest(office, "Protect Aru Example", note="Stronger.").id == first.id
    assert [comment.body for comment in office.now(first).comments] == ["Stronger."]
    assert suggest(office, "Protect Aru Example", by=office.dan).by_label == "Dan Dispatcher"


@pytest.mark.parametrize(
    ("subject", "error", "said"),
    [
        ("  ", DomainError, "Write the subject"),
        (SUBJECT, DomainError, "what the subject says already"),
        ("a" * 251, DomainError, "250 characters at most"),
        ("a\ufdd0", UnprintableText, "U\\+FDD0"),
        ("{{ case.nothing }}", EmptyField, "There is no field “case.nothing”"),
    ],
)
def test_what_can_be_no_subject_is_refused_in_a_sentence(
    app: Flask, subject: str, error: type[Exception], said: str
) -> None:
    office = Office()
    with pytest.raises(error, match=said):
        suggest(office, subject)


def test_a_subject_of_an_older_version_is_suggested_for_the_latest(app: Flask) -> None:
    office = Office()
    old = office.latest
    retitled(office, "Let Aru Example stay here")
    with transaction():
        thread = service.suggest_subject(acting(office.rut), old, "Please let Aru Example stay")
    assert (thread.stood, thread.placed_in.number) == ("Let Aru Example stay here", 2)
    with pytest.raises(StalePage):
        office.take(thread, version=old)
