"""A Word file is taken in: its comments in the name of whoever wrote them there, each once; its subject suggested."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.drafting.discussion.models import Comment, Mention, Thread
from petitions.drafting.discussion.rules import MAX_COMMENT
from petitions.drafting.models import Version
from petitions.drafting.rules import EmptyField
from petitions.drafting.word.reading import read
from petitions.drafting.word.taking_in import Chosen, TakenIn, take_in
from tests.drafting.discussion.office import GREETING, PLEA, Office, history
from tests.drafting.word.bringing import brought, proposed, remark, said, sent, threads
from tests.drafting.word.office import edited
from tests.drafting.word.tracking import Tracked, tracked
from tests.factories import a_user, acting, an_organisation, changed
from tests.support.at_once import at_once

BO = "Bo Reader, in a Word file brought by Rut Reviewer"


def returned(office: Office, edit: Callable[[Any], object]) -> bytes:
    """The latest version after an office edited it."""
    return edited(sent(office.latest), edit)


def test_a_comment_is_said_on_its_paragraph_in_the_name_of_whoever_wrote_it(app: Flask) -> None:
    office = Office()
    taken = brought(office, returned(office, lambda file: remark(file, "We ask", "Too strong?", of="ask you")))
    assert (taken.suggestions, taken.comments) == ([], 1)
    assert said(office) == [(1, [(BO, "Of “ask you”:\nToo strong?")])]
    (thread,) = threads(office)
    assert (thread.by_label, thread.by_id, thread.quoted) == (BO, office.rut.id, PLEA)
    assert history()[-1] == ("Rut Reviewer", "comment:add", "version 1, paragraph 2")


def test_nobody_is_told_of_a_name_in_words_that_were_only_brought(app: Flask) -> None:
    office = Office()
    words = "@Dan Dispatcher, transfer the money today. " + "x" * MAX_COMMENT + " @Dan Dispatcher"

    def edit(file: Any) -> None:
        remark(file, "Dear", words)
        file.paragraphs[1].add_run(" Today.")

    once = returned(office, edit)
    brought(office, once, note="@Dan Dispatcher, is that right?")
    thread = next(row for row in threads(office) if row.kind == "comment")
    assert len(thread.comments) == 2
    mentions = db.session.scalars(select(Mention)).all()
    assert [row.comment.body for row in mentions] == ["@Dan Dispatcher, is that right?"] * len(mentions) != []


def test_the_same_file_brought_again_says_nothing_twice_whoever_brings_it(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        for place in ("Dear", "We ask"):
            remark(file, place, "Agreed.")
        remark(file, "We ask", "Agreed.")
        remark(file, "We ask", "Agreed.", author="")

    data = returned(office, edit)
    assert brought(office, data).comments == 4
    assert brought(office, data).comments == 0
    office.settle(threads(office)[0])
    office.save(office.latest.body.replace("Dear", "Honoured"))
    first = office.latest.text.versions[0]
    assert brought(office, data, by=office.dan, version=first).comments == 0
    assert len(threads(office)) == 4


def test_a_file_that_came_back_with_more_adds_only_what_is_new(app: Flask) -> None:
    office = Office()
    once = returned(office, lambda file: remark(file, "Dear", "First"))
    brought(office, once)
    twice = edited(once, lambda file: remark(file, "Dear", "Second"))
    assert brought(office, twice).comments == 1
    assert [row[1][0][1] for row in said(office)] == ["First", "Second"]


def test_a_comment_without_a_time_is_known_by_the_words_that_it_marks(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        remark(file, "Dear", "Agreed.", at="")
        remark(file, "We ask", "Agreed.", of="ask", at="")

    data = returned(office, edit)
    assert brought(office, data).comments == 2
    assert brought(office, data).comments == 0


def test_a_comment_that_is_too_long_for_one_becomes_several_and_no_word_is_lost(app: Flask) -> None:
    office = Office()
    words = "".join(f"{number:05} " for number in range(2_000)).strip()
    data = returned(office, lambda file: remark(file, "Dear", words))
    assert brought(office, data).comments == 1
    ((_place, pieces),) = said(office)
    assert [author for author, _words in pieces] == [BO] * 3
    assert "".join(piece for _author, piece in pieces).replace(" ", "") == words.replace(" ", "")
    assert brought(office, data).comments == 0
    assert len(threads(office)[0].comments) == 3


def test_comments_and_changes_of_an_older_version_go_to_where_its_words_stand_now(app: Flask) -> None:
    office = Office()
    old = office.latest

    def edit(file: Any) -> None:
        remark(file, "We ask", "Too strong?")
        file.paragraphs[1].runs[0].text = "Madam Minister,"

    data = returned(office, edit)
    office.save("Our letter.\n\n" + old.body)
    brought(office, data, version=old)
    assert [(row.paragraph, row.kind, row.made_at) for row in threads(office)] == [
        (1, "suggestion", 0),
        (2, "comment", 1),
    ]


def test_a_comment_on_a_new_paragraph_stands_where_that_is_suggested(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        plea = next(row for row in file.paragraphs if row.text.startswith("We ask"))
        plea.insert_paragraph_before("And one more thing.")
        remark(file, "And one", "Do we want this?")

    data = returned(office, edit)
    taken = brought(office, data)
    assert [row.replacement for row in taken.suggestions] == [f"{GREETING}\n\nAnd one more thing."]
    assert said(office) == [(0, [(BO, "Do we want this?")])]


def test_a_comment_on_a_paragraph_that_word_tracks_as_deleted_stands_on_that_one(app: Flask) -> None:
    office = Office()

    def edit(file: Tracked) -> None:
        remark(file.document, "We ask", "Why say it?")
        file.delete(file.paragraph("We ask"))

    taken = brought(office, tracked(sent(office.latest), edit))
    assert [(row.paragraph, row.replacement) for row in taken.suggestions] == [(1, "")]
    assert [row[0] for row in said(office)] == [1]


def test_a_comment_on_nothing_of_the_text_is_said_beside_the_first_paragraph_and_says_so(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        remark(file, "We ask", "Where am I?")
        body = file.element.body
        marks = [mark for mark in body.iter() if str(mark.tag).rpartition("}")[2].startswith("comment")]
        for mark in marks:
            mark.getparent().remove(mark)

    brought(office, returned(office, edit))
    assert said(office) == [(0, [(BO, "The file does not say where in the text this stands.\nWhere am I?")])]


def test_another_subject_is_suggested_with_the_other_changes_and_their_note(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        file.paragraphs[0].runs[0].text = "Protect her"
        file.paragraphs[1].runs[0].text = "Madam Minister,"
        remark(file, "Protect", "Shorter.")

    taken = brought(office, returned(office, edit), note="From the office.")
    assert [(row.on_subject, row.replacement) for row in taken.suggestions] == [
        (True, "Protect her"),
        (False, "Madam Minister,"),
    ]
    assert {comment.body for row in taken.suggestions for comment in office.now(row).comments} == {"From the office."}
    assert [(row.on_subject, row.by_label) for row in threads(office) if row.kind == "comment"] == [(True, BO)]
    assert office.take(*taken.suggestions).version.subject == "Protect her"


def test_what_went_out_with_a_version_is_not_said_again_when_it_comes_back(app: Flask) -> None:
    office = Office()
    talk = office.comment(1, "Too strong?\n\nOr\tnot.")
    office.reply(talk, "No.")
    office.suggest(0, "Madam Minister,", note="Better.")
    office.suggest(1, "")
    data = sent(office.latest, with_comments=True)
    assert brought(office, data).comments == 0
    office.settle(talk)
    again = edited(data, lambda file: remark(file, "We ask", "New."))
    assert brought(office, again).comments == 1
    assert len(threads(office)) == 4


def test_a_comment_of_somebody_with_a_long_name_goes_out_and_is_known_when_it_comes_back(app: Flask) -> None:
    office = Office()
    name = "Dr Emilia Longname-Hyphenated, Medical Adviser to the Delegation for Relations with Everybody"
    brought(office, returned(office, lambda file: remark(file, "Dear", "Too stiff?", author=name)))
    assert said(office)[0][1][0][0] == f"{name}, in a Word file brought by Rut Reviewer"
    assert brought(office, sent(office.latest, with_comments=True)).comments == 0


def test_what_is_settled_and_what_is_on_words_that_are_gone_stays_here(app: Flask) -> None:
    office = Office()
    old = office.latest
    office.settle(office.comment(0, "Settled"))
    office.comment(1, "Gone")
    office.comment(2, "Open")
    office.save(old.body.replace(PLEA, "Something else altogether, in words of its own."))

    def sent_out(version: Version) -> list[str]:
        return [remark.words for remark in read(sent(version, with_comments=True)).remarks]

    assert sent_out(office.latest) == ["Open"]
    assert sent_out(office.latest.text.versions[0]) == ["Gone", "Open"]


def test_comments_that_lost_who_and_when_are_known_by_their_words(app: Flask) -> None:
    office = Office()
    office.comment(1, "Too strong?")

    def anonymous(file: Any) -> None:
        for comment in file.comments:
            comment.author = "Author"
            del comment._comment_elm.attrib["{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date"]

    assert brought(office, edited(sent(office.latest, with_comments=True), anonymous)).comments == 0


def test_an_answer_in_word_to_what_went_out_goes_on_in_its_thread(app: Flask) -> None:
    office = Office()
    talk = office.comment(1, "Too strong?")

    def answer(file: Any) -> None:
        fifteen, fourteen = (f"{{http://schemas.microsoft.com/office/word/20{year}/wordml}}" for year in (12, 10))
        remark(file, "We ask", "Not at all.")._comment_elm[-1].set(f"{fourteen}paraId", "0000BEEF")
        part = next(part for part in file.part.package.iter_parts() if "commentsExtended" in part.partname)
        row = '<w15:commentEx w15:paraId="0000BEEF" w15:paraIdParent="00000001" w15:done="0"/>'
        assert fifteen[1:-1].encode() in part.blob
        part._blob = part.blob.replace(b"</w15:commentsEx>", row.encode() + b"</w15:commentsEx>")

    data = edited(sent(office.latest, with_comments=True), answer)
    assert brought(office, data).comments == 1
    assert brought(office, data).comments == 0
    assert [one.body for one in office.now(talk).comments] == ["Too strong?", "Not at all."]
    assert office.now(talk).comments[1].author_label == BO
    assert len(threads(office)) == 1


def test_only_what_is_ticked_is_taken_in(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        file.paragraphs[0].runs[0].text = "Protect her"
        remark(file, "Dear", "One")
        remark(file, "We ask", "Two")

    page = office.latest
    proposal = proposed(page, returned(office, edit))
    with transaction():
        taken = take_in(acting(office.rut), page, proposal, Chosen([], subject=False, talks=[1]))
    assert (taken.suggestions, taken.comments) == ([], 1)
    assert [row[1][0][1] for row in said(office)] == ["Two"]


def test_a_field_that_the_case_leaves_empty_keeps_everything_out(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        file.paragraphs[1].runs[0].text = "Dear {{ case.nothing }},"
        remark(file, "We ask", "Two")

    with pytest.raises(EmptyField):
        brought(office, returned(office, edit))
    assert threads(office) == []


def test_a_note_that_is_too_long_is_refused(app: Flask) -> None:
    office = Office()

    def edit(file: Any) -> None:
        file.paragraphs[0].runs[0].text = "Protect her"

    with pytest.raises(DomainError, match="5000 characters at most"):
        brought(office, returned(office, edit), note="x" * 5_001)


def test_nobody_outside_takes_a_file_in_and_nobody_once_the_text_can_not_change(app: Flask) -> None:
    office = Office()
    data = returned(office, lambda file: remark(file, "Dear", "One"))
    with pytest.raises(NotAllowed):
        brought(office, data, by=a_user(an_organisation()))
    changed(office.campaign, state="withdrawn")
    with pytest.raises(InvalidTransition):
        brought(office, data)
    assert threads(office) == []


def test_two_who_take_in_one_file_at_once_say_it_once(app: Flask) -> None:
    office = Office()
    page = office.latest
    proposal = proposed(page, returned(office, lambda file: remark(file, "Dear", "One")))

    def take() -> TakenIn:
        with transaction():
            version = db.session.get_one(Version, page.id)
            return take_in(acting(office.rut), version, proposal, Chosen([], subject=False, talks=[0]))

    given = at_once(app, *[take] * 3)
    assert sorted(answer.comments for answer in given if isinstance(answer, TakenIn)) == [0, 0, 1]
    assert db.session.query(Thread).count() == db.session.query(Comment).count() == 1
