"""Taking suggestions: one version of those that go together, which says whose words they are. No word is lost."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, NotFound, StalePage
from petitions.core.markdown import TextTooLong
from petitions.core.text import UnprintableText
from petitions.drafting import queries as drafting
from petitions.drafting.discussion import service, taking
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.taking import Taken
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Change, paragraphs
from petitions.drafting.rules import EmptyField
from petitions.drafting.service import Draft, save_version
from tests.drafting.discussion.office import GREETING, LIST, PLEA, Office, history
from tests.factories import TEXT, a_campaign, a_case, a_next_version, a_translation, a_user, acting, changed
from tests.support.at_once import at_once


def test_several_suggestions_make_one_version_that_says_whose_words_they_are(app: Flask) -> None:
    office = Office()
    list_, greeting = office.suggest(2, "1. Grant asylum."), office.suggest(0, "Madam Minister,")
    plea = office.suggest(1, "Let Aru Example stay.", by=office.dan)
    done = office.take(list_, plea, greeting, note="As the lawyers asked.")
    assert done.version.number == 2
    assert done.version.body == "Madam Minister,\n\nLet Aru Example stay.\n\n1. Grant asylum.\n"
    assert [row.id for row in done.taken] == [greeting.id, plea.id, list_.id]
    assert done.version.why == (
        "Suggested by Rut Reviewer (paragraphs 1, 3), Dan Dispatcher (paragraph 2). As the lawyers asked."
    )
    assert [(row.state, row.taken_in.number) for row in map(office.now, done.taken)] == [("taken", 2)] * 3


def test_history_names_the_version_and_each_suggestion_that_it_took(app: Flask) -> None:
    office = Office()
    threads = office.suggest(0, "Madam Minister,"), office.suggest(1, "Let her stay.", by=office.dan)
    before = len(history())
    office.take(*threads)
    assert history()[before:] == [
        ("Ada Drafter", "version:save", "version 2"),
        ("Ada Drafter", "suggestion:take", "version 1, paragraph 1"),
        ("Ada Drafter", "suggestion:take", "version 1, paragraph 2"),
    ]


def test_of_two_that_touch_the_same_words_the_later_one_stays_open_with_all_its_words(app: Flask) -> None:
    office = Office()
    first = office.suggest(1, PLEA.replace("ask", "urge"))
    second = office.suggest(1, PLEA.replace("ask", "beg"), by=office.dan)
    done = office.take(second, first)
    assert (done.taken, done.left) == ([first], [second])
    assert office.now(second).state == "open"
    assert (second.quoted, second.replacement, second.stood) == (
        PLEA,
        PLEA.replace("ask", "beg"),
        PLEA.replace("ask", "urge"),
    )


def test_two_that_touch_different_words_of_one_paragraph_are_both_taken(app: Flask) -> None:
    office = Office()
    first = office.suggest(1, PLEA.replace("ask", "urge"))
    second = office.suggest(1, PLEA.replace("stay", "stay in safety"), by=office.dan)
    done = office.take(first, second)
    assert paragraphs(done.version.body)[1] == "We urge you to let Aru Example stay in safety."
    assert done.left == []


def test_a_suggestion_for_an_older_version_is_merged_with_what_changed_since(app: Flask) -> None:
    office = Office()
    thread = office.suggest(1, PLEA.replace("ask", "urge"))
    office.save(f"A new beginning.\n\n{TEXT.replace('stay', 'stay in safety')}")
    done = office.take(office.now(thread))
    assert paragraphs(done.version.body)[2] == "We urge you to let Aru Example stay in safety."
    assert done.version.why == "Suggested by Rut Reviewer (paragraph 3)."


def test_what_was_changed_otherwise_since_or_is_gone_is_not_taken_and_stays_as_it_was(app: Flask) -> None:
    office = Office()
    changed_since, gone = office.suggest(1, PLEA.replace("ask", "urge")), office.suggest(0, "Madam Minister,")
    office.save(TEXT.replace("ask", "implore").replace(f"{GREETING}\n\n", ""))
    with pytest.raises(DomainError, match="None of these can be taken"):
        office.take(office.now(changed_since), office.now(gone))
    assert [(office.now(row).state, row.quoted) for row in (changed_since, gone)] == [
        ("open", PLEA),
        ("open", GREETING),
    ]
    kept = office.suggest(1, "1. Grant asylum.")
    done = office.take(changed_since, gone, kept)
    assert (done.taken, {row.id for row in done.left}) == ([kept], {changed_since.id, gone.id})


def test_words_that_the_drafter_has_written_meanwhile_are_taken_as_the_version_that_has_them(app: Flask) -> None:
    office = Office()
    thread = office.suggest(1, PLEA.replace("ask", "urge"))
    latest = office.save(TEXT.replace("ask", "urge"))
    for _time in range(2):
        done = office.take(office.now(thread), version=latest)
        assert (done.version.number, [row.id for row in done.taken]) == (2, [thread.id])
    assert office.latest.number == 2


def test_a_paragraph_is_taken_out_and_others_are_added(app: Flask) -> None:
    office = Office()
    out, more = office.suggest(1, ""), office.suggest(0, f"{GREETING}\n\nShe is a teacher.")
    assert office.take(out, more).version.body == f"{GREETING}\n\nShe is a teacher.\n\n{LIST}\n"


def test_a_text_is_not_suggested_away_as_a_whole(app: Flask) -> None:
    office = Office()
    threads = [office.suggest(number, "") for number in range(3)]
    with pytest.raises(DomainError, match="Write the text"):
        office.take(*threads)
    assert {office.now(thread).state for thread in threads} == {"open"}


def test_the_same_page_sent_twice_makes_one_version_and_gives_the_same_answer(app: Flask) -> None:
    office = Office()
    page = office.latest
    first, second = office.suggest(1, PLEA.replace("ask", "urge")), office.suggest(1, PLEA.replace("ask", "beg"))
    once = office.take(first, second, version=page)
    before = history()
    again = office.take(first, second, first, version=page)
    assert (again.version.id, again.taken, again.left) == (once.version.id, once.taken, once.left)
    assert history() == before


def test_the_same_page_is_answered_alike_after_the_letter_was_sent(app: Flask) -> None:
    office = Office()
    page, thread = office.latest, office.suggest(0, "Madam Minister,")
    once = office.take(thread, version=page)
    changed(office.campaign, state="dispatched", open_version_id=page.id)
    assert office.take(thread, version=page).version.id == once.version.id


def test_what_another_took_meanwhile_is_not_told_as_done_by_this_page(app: Flask) -> None:
    office = Office()
    page, other = office.latest, a_user(office.organisation, Role.DRAFTER, name="Eva Editor")
    first, second = office.suggest(0, "Madam Minister,"), office.suggest(1, "Let her stay.")
    office.take(first, version=page)
    with pytest.raises(StalePage, match="Version 2 was saved meanwhile"):
        office.take(first, second, version=page, by=other)
    assert office.now(second).state == "open"


def test_a_stale_page_takes_nothing(app: Flask) -> None:
    office = Office()
    page, thread = office.latest, office.suggest(0, "Madam Minister,")
    office.save(TEXT.replace("ask", "urge"))
    with pytest.raises(StalePage, match="Version 2 was saved meanwhile"):
        office.take(thread, version=page)
    assert office.now(thread).state == "open"
    assert office.latest.number == 2


def _taking(office: Office, user: User, *threads: Thread):
    """The verb as a process of its own calls it, which has read nothing yet."""
    user_id, campaign_id, thread_ids = user.id, office.campaign.id, [thread.id for thread in threads]

    def verb() -> tuple[UUID, list[UUID]]:
        with transaction() as session:
            page = drafting.numbered(session.get_one(Campaign, campaign_id), 1)
            chosen = [session.get_one(Thread, thread_id) for thread_id in thread_ids]
            done = taking.take(acting(session.get_one(User, user_id)), page, chosen)
            return done.version.id, [row.id for row in done.taken]

    return verb


def test_of_two_who_take_at_once_one_makes_a_version_and_the_other_is_told(app: Flask) -> None:
    office = Office()
    other = a_user(office.organisation, Role.DRAFTER, name="Eva Editor")
    first, second = office.suggest(0, "Madam Minister,"), office.suggest(1, "Let her stay.")
    given = at_once(app, _taking(office, office.ada, first), _taking(office, other, second))
    assert sorted(type(answer).__name__ for answer in given) == ["StalePage", "tuple"]
    assert sorted(office.now(row).state for row in (first, second)) == ["open", "taken"]
    assert office.latest.number == 2


def test_a_button_pressed_twice_at_once_makes_one_version_and_both_get_it(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    given = at_once(app, *[_taking(office, office.ada, thread)] * 4)
    assert len(set(map(str, given))) == 1
    assert isinstance(given[0], tuple)
    assert office.latest.number == 2


def test_taking_while_another_saves_loses_the_words_of_neither(app: Flask) -> None:
    office = Office()
    thread, campaign = office.suggest(0, "Madam Minister,"), office.campaign

    page = Draft(office.latest.subject, TEXT.replace("ask", "urge"), "Mended", made_from=office.latest.number)

    def save() -> Version:
        with transaction():
            return save_version(acting(office.ada), db.session.get_one(Campaign, campaign.id), page)

    given = at_once(app, _taking(office, office.ada, thread), save)
    took, saved = (not isinstance(answer, StalePage) for answer in given)
    assert took != saved, "who comes second is told, and keeps what was ticked or typed on the page"
    bodies = "".join(db.session.scalars(select(Version.body).where(Version.campaign_id == campaign.id)))
    assert ("urge" in bodies, "Madam Minister" in bodies) == (saved, took)
    assert office.now(thread).state == ("taken" if took else "open")
    if not saved:
        a_next_version(campaign, office.latest.body.replace("ask", "urge"), office.ada)
    if not took:
        office.take(thread)
    assert "urge" in office.latest.body
    assert "Madam Minister" in office.latest.body
    assert office.now(thread).replacement == "Madam Minister,"


@pytest.mark.parametrize("state", ["dispatched", "concluded", "withdrawn"])
def test_nothing_is_taken_once_the_text_can_not_change_any_more(app: Flask, state: str) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    changed(office.campaign, state=state, open_version_id=office.latest.id)
    with pytest.raises(InvalidTransition):
        office.take(thread)
    assert office.now(thread).state == "open"


@pytest.mark.parametrize("state", ["collecting", "closed"])
def test_taking_while_names_are_collected_pauses_signing_as_any_change_does(app: Flask, state: str) -> None:
    office = Office(state)
    office.take(office.suggest(0, "Madam Minister,"))
    db.session.refresh(office.campaign)
    assert office.campaign.state == "review"


def test_only_who_writes_the_text_takes(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    for colleague in (office.rut, office.dan):
        with pytest.raises(NotAllowed, match="owner or a drafter"):
            office.take(thread, by=colleague)
    assert office.latest.number == 1


def test_a_thread_of_another_campaign_is_not_taken_here(app: Flask) -> None:
    office = Office()
    mine = office.suggest(0, "Madam Minister,")
    twin = a_campaign(a_case(office.organisation), author=office.ada)
    with pytest.raises(NotFound):
        office.take(mine, version=drafting.numbered(twin, 1))
    assert office.now(mine).state == "open"


def test_a_suggestion_for_a_translation_is_not_taken_into_the_authoritative_text(app: Flask) -> None:
    office = Office()
    translated = a_translation(office.campaign, body=TEXT)
    thread = office.suggest(0, "Monsieur le ministre,", version=translated)
    with pytest.raises(DomainError, match="in another language"):
        office.take(thread)
    assert office.now(thread).state == "open"


def test_nothing_ticked_a_comment_or_what_is_over_is_refused(app: Flask) -> None:
    office = Office()
    over, good = office.suggest(0, "Madam Minister,"), office.suggest(1, "Let her stay.")
    office.decline(over)
    with pytest.raises(DomainError, match="Tick the suggestions"):
        office.take()
    with pytest.raises(DomainError, match="Only suggestions"):
        office.take(office.comment(0, "Which minister?"))
    with pytest.raises(InvalidTransition, match="Ada Drafter declined this"):
        office.take(good, over)
    assert office.now(good).state == "open"


def test_merge_fields_are_filled_in_when_wording_is_suggested(app: Flask) -> None:
    office = Office()
    thread = office.suggest(1, "Let {{ case.name }} stay.")
    assert thread.replacement == "Let Aru Example stay."
    assert "Let Aru Example stay." in office.take(thread).version.body


@pytest.mark.parametrize("field", ["{{ case.birthday }}", "{{ case.summary }}", "{{ }}"])
def test_a_merge_field_that_is_unknown_or_empty_is_refused_before_it_holds_up_others(app: Flask, field: str) -> None:
    with pytest.raises(EmptyField):
        Office().suggest(1, f"Let {field} stay.")


def test_ten_thousand_characters_and_characters_that_turn_words_come_through_unchanged(app: Flask) -> None:
    office = Office()
    wanted = "She is a teacher. " * 560 + "\u202eevil\u202c <script>"
    assert paragraphs(office.take(office.suggest(1, wanted)).version.body)[1] == wanted


def test_suggestions_that_fit_one_by_one_but_not_together_are_refused_and_kept(app: Flask) -> None:
    office = Office()
    threads = [office.suggest(number, "word " * 12_000) for number in range(3)]
    with pytest.raises(TextTooLong):
        office.take(*threads)
    assert {office.now(thread).state for thread in threads} == {"open"}


@pytest.mark.parametrize("note", ["a\x00b", "\x1b[31m"])
def test_a_note_that_nobody_can_read_is_refused(app: Flask, note: str) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    with pytest.raises(UnprintableText):
        office.take(thread, note=note)


def test_two_paragraphs_that_read_alike_are_suggested_and_taken_each_for_itself(app: Flask) -> None:
    office = Office()
    office.save(f"{TEXT}\nShe is a teacher.\n\nShe is a teacher.\n")
    both = [Change(place, "She is a teacher.", "She is a good teacher.") for place in (3, 4)]
    with transaction():
        threads = service.suggest(acting(office.rut), drafting.latest(office.campaign), both)
    assert len({thread.id for thread in threads}) == 2
    assert office.take(*threads).version.body.count("good") == 2


def test_a_change_listed_twice_is_suggested_once(app: Flask) -> None:
    office = Office()
    change = Change(0, GREETING, "Madam Minister,")
    with transaction():
        threads = service.suggest(acting(office.rut), office.latest, [change, change])
    assert threads[0].id == threads[1].id
    assert len(db.session.scalars(select(Thread)).all()) == 1


def test_every_word_of_a_suggestion_is_kept_after_it_was_taken(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,", note="She is a woman.")
    done: Taken = office.take(thread)
    office.save(TEXT)
    kept = office.now(thread)
    assert (kept.quoted, kept.replacement, kept.comments[0].body) == (GREETING, "Madam Minister,", "She is a woman.")
    assert (kept.by_label, kept.decided_by, kept.taken_in_id) == ("Rut Reviewer", "Ada Drafter", done.version.id)
