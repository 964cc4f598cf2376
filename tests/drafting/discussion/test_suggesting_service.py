"""Suggesting other wording: one thread for each paragraph, where its words stand now."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.accounts.models import Role
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.core.markdown import TextTooLong
from petitions.core.text import UnprintableText
from petitions.drafting.discussion import service
from petitions.drafting.discussion.models import Comment, Mention, Thread
from petitions.drafting.paragraphs import Change, changes
from petitions.drafting.rules import EmptyField
from tests.drafting.discussion.office import GREETING, LIST, PLEA, Office, history
from tests.factories import TEXT, a_user, acting, an_organisation
from tests.support.cost import counted


def test_a_suggestion_keeps_its_maker_the_words_it_starts_from_and_those_it_wants(app: Flask) -> None:
    office = Office()
    thread = office.now(office.suggest(1, "We ask you to let her stay.", by=office.dan))
    assert (thread.kind, thread.state, thread.by_label) == ("suggestion", "open", "Dan Dispatcher")
    assert (thread.made_on.number, thread.paragraph, thread.gone_since) == (1, 1, None)
    assert (thread.quoted, thread.replacement) == (PLEA, "We ask you to let her stay.")
    assert history() == [("Dan Dispatcher", "suggestion:make", "version 1, paragraph 2")]


def test_several_paragraphs_changed_in_an_office_make_one_thread_each_with_the_same_note(app: Flask) -> None:
    office = Office()
    wanted = changes(TEXT, TEXT.replace("Dear Minister", "Madam Minister").replace("Grant", "Then grant"))
    with transaction():
        threads = service.suggest(acting(office.rut), office.latest, wanted, "From the office’s file")
    assert [(row.paragraph, row.quoted) for row in threads] == [(0, GREETING), (2, LIST)]
    assert [row.body for row in db.session.scalars(select(Comment))] == ["From the office’s file"] * 2


def test_a_paragraph_can_be_suggested_away_or_followed_by_another(app: Flask) -> None:
    office = Office()
    assert office.suggest(1, " \n ").replacement == ""
    assert office.suggest(1, f"{PLEA}\n\nShe is a teacher.\n").replacement == f"{PLEA}\n\nShe is a teacher."


def test_the_same_suggestion_made_twice_is_one(app: Flask) -> None:
    office = Office()
    first, again = office.suggest(0, "Madam Minister,"), office.suggest(0, "Madam Minister, ")
    assert first.id == again.id
    assert office.suggest(0, "Madam Minister,", by=office.dan).id != first.id
    assert len(db.session.scalars(select(Thread)).all()) == 2


def test_a_note_on_a_suggestion_that_is_open_already_is_kept_in_its_thread_once(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,", note="She is a woman.")
    for note in ("The ministry asked for it.", " The ministry asked for it.\n", "She is a woman.", ""):
        assert office.suggest(0, "Madam Minister,", note=note).id == thread.id
    assert [row.body for row in office.now(thread).comments] == ["She is a woman.", "The ministry asked for it."]
    assert [action for _who, action, _what in history()] == ["suggestion:make", "comment:add"]


def test_a_colleague_named_in_such_a_note_is_told(app: Flask) -> None:
    office = Office()
    office.suggest(0, "Madam Minister,")
    office.suggest(0, "Madam Minister,", note="@Dan Dispatcher asked for it.")
    assert [row.user_id for row in db.session.scalars(select(Mention))] == [office.dan.id]


def test_making_many_suggestions_again_asks_the_database_as_often_as_for_few(app: Flask) -> None:
    def cost(paragraphs: int) -> int:
        office = Office()
        office.save("\n\n".join(f"Paragraph {number}." for number in range(paragraphs)))
        wanted = changes(office.latest.body, office.latest.body.replace("Paragraph", "Part"))
        with transaction():
            service.suggest(acting(office.rut), office.latest, wanted, "From the office’s file")
        db.session.expunge_all()
        with transaction(), counted() as asked:
            service.suggest(acting(office.rut), office.latest, wanted, "From the office’s file")
        return len(asked)

    assert cost(2) == cost(20)


def test_a_suggestion_made_on_an_older_version_stands_where_its_words_are_now(app: Flask) -> None:
    office = Office()
    old = office.latest
    office.save(f"A new beginning.\n\n{TEXT}")
    thread = office.now(office.suggest(1, "Let Aru Example stay.", version=old))
    assert (thread.made_on.number, thread.made_at) == (1, 1)
    assert (thread.placed_in.number, thread.paragraph, thread.stood) == (2, 2, PLEA)


def test_a_suggestion_for_words_that_are_gone_is_kept_and_says_so(app: Flask) -> None:
    office = Office()
    old = office.latest
    office.save(TEXT.replace(f"{PLEA}\n\n", ""))
    thread = office.now(office.suggest(1, "Let Aru Example stay.", version=old))
    assert (thread.gone_since, thread.placed_in.number, thread.stood) == (2, 1, PLEA)


def test_a_suggestion_that_starts_from_other_words_than_the_version_has_is_refused(app: Flask) -> None:
    office = Office()
    for change in (Change(1, "We ask you to go.", "Go."), Change(7, PLEA, "Go."), Change(-1, LIST, "Go.")):
        with pytest.raises(StalePage, match="version 1 reads otherwise"), transaction():
            service.suggest(acting(office.rut), office.latest, [change])
    assert db.session.scalars(select(Thread)).all() == []


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (PLEA, DomainError),
        ("Let\x07 her stay.", UnprintableText),
        ("word " * 30_000, TextTooLong),
    ],
)
def test_what_changes_nothing_or_cannot_be_read_is_no_suggestion(
    app: Flask, wanted: str, error: type[Exception]
) -> None:
    office = Office()
    with pytest.raises(error):
        office.suggest(1, wanted)
    assert db.session.scalars(select(Thread)).all() == []


def test_one_change_that_is_refused_refuses_all_that_came_with_it(app: Flask) -> None:
    office = Office()
    with pytest.raises(DomainError), transaction():
        service.suggest(
            acting(office.rut), office.latest, [Change(0, GREETING, "Madam Minister,"), Change(1, PLEA, PLEA)]
        )
    assert db.session.scalars(select(Thread)).all() == []


@pytest.mark.parametrize("field", ["case.nickname", "case.status"])
def test_a_field_that_the_case_does_not_fill_is_named_with_its_paragraph_and_nothing_is_kept(
    app: Flask, field: str
) -> None:
    office = Office()
    wanted = [Change(0, GREETING, "Madam Minister,"), Change(1, PLEA, f"Let her stay: {{{{ {field} }}}}.")]
    with pytest.raises(EmptyField, match=f"Paragraph 2 has the field “{field}”"), transaction():
        service.suggest(acting(office.rut), office.latest, wanted)
    assert db.session.scalars(select(Thread)).all() == []


def test_a_note_is_at_most_two_pages_long(app: Flask) -> None:
    office = Office()
    with pytest.raises(DomainError, match="5000 characters at most"):
        office.suggest(0, "Madam Minister,", note="x" * 5_001)


def test_nobody_of_another_organisation_suggests_anything(app: Flask) -> None:
    office = Office()
    stranger = a_user(an_organisation("Elsewhere"), Role.OWNER)
    with pytest.raises(NotAllowed):
        office.suggest(0, "Madam Minister,", by=stranger)


@pytest.mark.parametrize("state", ["dispatched", "concluded", "withdrawn"])
def test_a_text_that_cannot_change_any_more_takes_no_suggestion(app: Flask, state: str) -> None:
    with pytest.raises(InvalidTransition):
        Office(state).suggest(0, "Madam Minister,")


def test_a_suggestion_brings_the_id_that_its_form_gave_it(app: Flask) -> None:
    office = Office()
    row_id = office.campaign.id
    assert office.suggest(0, "Madam Minister,", row_id=row_id).id == row_id
