"""What is said of a paragraph stays with its words: through edits, moves and splits, and says so when they are gone."""

import pytest
from flask import Flask

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.drafting.discussion import rules
from petitions.drafting.discussion.models import Comment, Thread
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import paragraphs
from petitions.drafting.service import Draft
from petitions.drafting.translations import service as translations
from petitions.drafting.translations.service import Translated
from petitions.drafting.translations.sides import Beside
from tests.drafting.discussion.office import GREETING, LIST, PLEA, Office
from tests.factories import TEXT, a_translation, acting
from tests.support.cost import counted, loaded

WITHOUT_PLEA = TEXT.replace(f"{PLEA}\n\n", "")
OTHER = "Nothing of all that."


def place(thread: Thread) -> tuple[int, int, str, int | None]:
    """Version and paragraph where the thread stands, beside which words, and since when they are gone."""
    return thread.placed_in.number, thread.paragraph, thread.stood, thread.gone_since


def test_a_comment_goes_with_its_paragraph_when_that_is_edited(app: Flask) -> None:
    office = Office()
    thread = office.comment(1, "Stay where?")
    office.save(TEXT.replace("We ask", "Once more we ask"))
    assert place(office.now(thread)) == (2, 1, "Once more we ask you to let Aru Example stay.", None)
    assert (thread.quoted, thread.made_at, thread.made_on.number) == (PLEA, 1, 1)


def test_a_comment_goes_with_its_paragraph_when_text_comes_before_it_or_it_moves(app: Flask) -> None:
    office = Office()
    thread = office.comment(1, "Stay where?")
    office.save(f"A new beginning.\n\n{TEXT}")
    assert place(office.now(thread)) == (2, 2, PLEA, None)
    office.save(f"{PLEA}\n\n{GREETING}\n\n{LIST}\n")
    assert place(office.now(thread)) == (3, 0, PLEA, None)


def test_a_comment_stays_with_the_greater_part_when_its_paragraph_is_split(app: Flask) -> None:
    office = Office()
    office.save(TEXT.replace(PLEA, f"{PLEA} She is a teacher."))
    thread = office.comment(1, "Stay where?")
    office.save(TEXT.replace(PLEA, f"She is a teacher.\n\n{PLEA}"))
    assert place(office.now(thread)) == (3, 2, PLEA, None)


def test_many_small_edits_carry_a_comment_further_than_one_comparison_would(app: Flask) -> None:
    office = Office()
    thread = office.comment(1, "Stay where?")
    words = PLEA.split()
    for number in range(len(words)):
        words[number] = f"word{number}"
        office.save(TEXT.replace(PLEA, " ".join(words)))
    assert place(office.now(thread)) == (len(words) + 1, 1, " ".join(words), None)


def test_a_comment_says_since_which_version_its_words_are_gone_and_where_they_stood(app: Flask) -> None:
    office = Office()
    thread = office.comment(1, "Stay where?")
    office.save(TEXT.replace("We ask", "Once more we ask"))
    office.save(TEXT.replace(PLEA, OTHER))
    office.save(TEXT.replace(PLEA, f"{OTHER} Really."))
    assert place(office.now(thread)) == (2, 1, "Once more we ask you to let Aru Example stay.", 3)


@pytest.mark.parametrize("back", [PLEA, "Once more we ask you to let Aru Example stay."])
def test_words_that_come_back_find_their_comment_as_it_was_made_or_as_it_last_stood(app: Flask, back: str) -> None:
    office = Office()
    thread = office.comment(1, "Stay where?")
    office.save(TEXT.replace("We ask", "Once more we ask"))
    office.save(WITHOUT_PLEA)
    office.save(WITHOUT_PLEA.replace("Dear", "Good"))
    assert office.now(thread).gone_since == 3
    office.save(f"A new beginning.\n\n{TEXT.replace(PLEA, back)}")
    assert place(office.now(thread)) == (5, 2, back, None)


def test_words_that_are_gone_are_not_found_in_a_paragraph_that_read_alike_all_along(app: Flask) -> None:
    office = Office()
    office.save(f"{TEXT}\n{PLEA}\n")
    thread = office.comment(3, "Once is enough.")
    office.save(TEXT)
    office.save(TEXT.replace("Dear", "Good"))
    assert office.now(thread).gone_since == 3
    office.save(f"{TEXT}\n{PLEA}\n")
    assert place(office.now(thread)) == (5, 3, PLEA, None)


def test_no_two_comments_on_different_paragraphs_end_on_the_same_one(app: Flask) -> None:
    office = Office()
    office.save(f"{TEXT}\n{PLEA} Please.\n")
    first, second = office.comment(1, "Stay where?"), office.comment(3, "Again?")
    office.save(TEXT)
    assert place(office.now(first)) == (3, 1, PLEA, None)
    assert office.now(second).gone_since == 3


def test_what_is_settled_stays_where_it_was_settled(app: Flask) -> None:
    office = Office()
    thread = office.comment(1, "Stay where?")
    office.settle(thread)
    office.save(f"A new beginning.\n\n{TEXT}")
    assert place(office.now(thread)) == (1, 1, PLEA, None)


def test_a_suggestion_that_was_taken_keeps_its_place_and_is_not_gone(app: Flask) -> None:
    office = Office()
    thread = office.suggest(1, OTHER)
    office.take(thread)
    assert (office.now(thread).gone_since, thread.state, thread.taken_in.number) == (None, "taken", 2)


def _translate(office: Office, body: str, made_from: int) -> Version:
    typed = Translated(Draft("Qu’elle reste", body, "", made_from), Beside(1, (1,) * len(paragraphs(body))))
    with transaction():
        return translations.save(acting(office.ada), office.campaign, "fr", typed)


def test_a_comment_on_a_translation_goes_with_the_translation_and_with_nothing_else(app: Flask) -> None:
    office = Office()
    french = "Madame la ministre,\n\nLaissez Aru Example rester.\n\n1. Asile.\n"
    first = a_translation(office.campaign, body=french)
    theirs, ours = office.comment(1, "Chez nous?", version=first), office.comment(1, "Stay where?")
    office.save(WITHOUT_PLEA)
    assert place(office.now(theirs)) == (1, 1, "Laissez Aru Example rester.", None)
    assert office.now(ours).gone_since == 2
    _translate(office, f"Bonjour.\n\n{french}", 1)
    assert place(office.now(theirs)) == (2, 2, "Laissez Aru Example rester.", None)
    assert theirs.placed_in.translation == "fr"
    assert place(office.now(ours)) == (1, 1, PLEA, 2)


def _cost_of_a_save(versions: int, *, over: int = 0) -> tuple[int, int, int, int]:
    """Statements of one save, and the versions, threads and comments read, after so many versions.

    Two suggestions and a comment are open, each made on another version; so many threads are over.
    """
    office = Office()
    made = [office.comment(1, "Stay where?")]
    for number in range(2, versions + 1):
        office.save(f"{TEXT}\nNumber {number}.\n")
        if number == 2:
            made += [office.suggest(0, "Madam Minister,"), office.suggest(1, "Let her stay.")]
    for number in range(over):
        office.settle(office.comment(number % 3, f"Done {number}."))
    assert {office.now(thread).state for thread in made} == {"open"}
    campaign_id, ada_id = office.campaign.id, office.ada.id
    db.session.expunge_all()
    office.campaign, office.ada = db.session.get_one(Campaign, campaign_id), db.session.get_one(User, ada_id)
    with counted() as asked, loaded(Version) as read, loaded(Thread) as threads, loaded(Comment) as said:
        office.save(f"{TEXT}\nThe last one.\n")
    return len(asked), len(read), len(threads), len(said)


def test_a_save_costs_the_same_however_long_the_history_and_whatever_was_settled(app: Flask) -> None:
    few = _cost_of_a_save(2)
    assert few[2:] == (3, 0)
    assert few[1] <= 3
    assert _cost_of_a_save(60) == few
    assert _cost_of_a_save(2, over=30) == few


def test_the_texts_are_aligned_once_for_all_threads_of_a_save(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    aligned = rules.carried
    monkeypatch.setattr(rules, "carried", lambda old, new: calls.append(1) or aligned(old, new))
    office = Office()
    for number in range(3):
        office.comment(number, "Hm.")
    office.save(f"A new beginning.\n\n{TEXT}")
    assert len(calls) == 1
