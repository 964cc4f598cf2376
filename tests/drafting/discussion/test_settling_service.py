"""Threads come to an end, and begin anew: who may settle, decline and open them again, and what history tells."""

from collections.abc import Callable

import pytest
from flask import Flask

from petitions.accounts.models import Role, User
from petitions.core.actor import Actor, ActorKind
from petitions.core.db import transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, NotFound
from petitions.drafting.discussion import policy, queries, service, settling, taking
from petitions.drafting.discussion.models import Thread
from tests.drafting.discussion.office import PLEA, Office, history
from tests.factories import TEXT, a_campaign, a_case, a_user, acting, an_organisation, changed


def test_who_began_a_comment_or_writes_the_text_settles_it(app: Flask) -> None:
    office = Office()
    own, other = office.comment(0, "Which minister?"), office.comment(1, "Stay where?")
    office.settle(own)
    office.settle(other, by=office.ada)
    assert [(office.now(row).state, row.decided_by) for row in (own, other)] == [
        ("settled", "Rut Reviewer"),
        ("settled", "Ada Drafter"),
    ]
    assert history()[-2:] == [
        ("Rut Reviewer", "thread:settle", "version 1, paragraph 1"),
        ("Ada Drafter", "thread:settle", "version 1, paragraph 2"),
    ]


def test_a_colleague_who_did_not_begin_a_comment_and_does_not_write_settles_nothing(app: Flask) -> None:
    office = Office()
    thread = office.comment(0, "Which minister?")
    with pytest.raises(NotAllowed, match="Only who began this"):
        office.settle(thread, by=office.dan)
    assert office.now(thread).state == "open"


def test_a_suggestion_is_taken_back_by_its_maker_alone(app: Flask) -> None:
    office = Office()
    thread = office.suggest(1, "Let her stay.")
    with pytest.raises(NotAllowed):
        office.settle(thread, by=office.ada)
    office.settle(thread)
    assert office.now(thread).state == "settled"


def test_settling_twice_is_settling_once(app: Flask) -> None:
    office = Office()
    thread = office.comment(0, "Which minister?")
    office.settle(thread)
    before = history()
    office.settle(thread, by=office.ada)
    assert office.now(thread).decided_by == "Rut Reviewer"
    assert history() == before


def test_suggestions_are_declined_together_with_one_reason(app: Flask) -> None:
    office = Office()
    threads = [office.suggest(0, "Madam Minister,"), office.suggest(1, "Let her stay.", by=office.dan)]
    office.decline(*threads, threads[0], reason=" The ministry asked\r\nfor this form. ")
    assert [(office.now(row).state, row.decided_by, row.reason) for row in threads] == [
        ("declined", "Ada Drafter", "The ministry asked\nfor this form.")
    ] * 2
    assert history()[-2:] == [
        ("Ada Drafter", "suggestion:decline", "version 1, paragraph 1"),
        ("Ada Drafter", "suggestion:decline", "version 1, paragraph 2"),
    ]


def test_declining_again_changes_neither_who_did_it_nor_why(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    office.decline(thread, reason="No.")
    before = history()
    office.decline(thread, by=a_user(office.organisation, Role.OWNER), reason="Never.")
    assert (office.now(thread).decided_by, thread.reason) == ("Ada Drafter", "No.")
    assert history() == before


def test_where_one_can_not_be_declined_none_is(app: Flask) -> None:
    office = Office()
    first, second = office.suggest(0, "Madam Minister,"), office.suggest(1, "Let her stay.")
    office.settle(second)
    with pytest.raises(InvalidTransition, match="Rut Reviewer took this suggestion back"):
        office.decline(first, second)
    assert office.now(first).state == "open"


def test_a_comment_is_not_declined(app: Flask) -> None:
    office = Office()
    with pytest.raises(DomainError, match="Only suggestions"):
        office.decline(office.comment(0, "Which minister?"))


def test_a_reason_is_two_pages_long_at_most(app: Flask) -> None:
    office = Office()
    with pytest.raises(DomainError, match="5000 characters"):
        office.decline(office.suggest(0, "Madam Minister,"), reason="x" * 5_001)


def test_only_who_writes_the_text_declines(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    for colleague in (office.rut, office.dan):
        with pytest.raises(NotAllowed, match="owner or a drafter"):
            office.decline(thread, by=colleague)
    assert office.now(thread).state == "open"


def test_a_thread_of_another_campaign_is_not_declined_here(app: Flask) -> None:
    office, elsewhere = Office(), Office()
    foreign = elsewhere.suggest(0, "Madam Minister,")
    mine, own = a_campaign(a_case(office.organisation), author=office.ada), office.suggest(0, "Madam Minister,")
    with pytest.raises(NotFound):
        office.decline(foreign)
    with pytest.raises(NotFound), transaction():
        settling.decline(acting(office.ada), mine, [own])
    assert elsewhere.now(foreign).state == "open"


def test_anyone_opens_what_was_settled_again_and_nothing_is_left_of_the_end(app: Flask) -> None:
    office = Office()
    thread = office.comment(0, "Which minister?")
    office.settle(thread)
    office.reopen(thread, by=office.dan)
    assert (office.now(thread).state, thread.decided_by, thread.decided_at, thread.decided_by_id) == (
        "open",
        "",
        None,
        None,
    )
    assert history()[-1] == ("Dan Dispatcher", "thread:reopen", "version 1, paragraph 1")


def test_what_its_maker_took_back_only_its_maker_opens_again(app: Flask) -> None:
    office = Office()
    thread = office.suggest(1, "Let her stay.")
    office.settle(thread)
    for colleague in (office.ada, office.dan):
        assert not policy.may_reopen(acting(colleague), office.now(thread))
        with pytest.raises(NotAllowed, match="Rut Reviewer took this suggestion back"):
            office.reopen(thread, by=colleague)
    assert office.now(thread).state == "settled"
    office.reopen(thread)
    assert office.now(thread).state == "open"


def test_what_was_declined_is_opened_again_only_by_who_writes(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    office.decline(thread, reason="No.")
    with pytest.raises(NotAllowed, match="Suggest anew"):
        office.reopen(thread)
    office.reopen(thread, by=office.ada)
    assert (office.now(thread).state, thread.reason) == ("open", "")


def test_what_was_taken_is_neither_opened_again_nor_settled_nor_declined(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,")
    office.take(thread)
    for verb in (
        lambda: office.reopen(thread, by=office.ada),
        lambda: office.settle(thread),
        lambda: office.decline(thread),
    ):
        with pytest.raises(InvalidTransition, match="Ada Drafter took this"):
            verb()
    assert office.now(thread).state == "taken"


def test_a_thread_that_is_opened_again_stands_where_its_words_are_now(app: Flask) -> None:
    office = Office()
    moved, lost = office.comment(1, "Stay where?"), office.comment(0, "Which minister?")
    for thread in (moved, lost):
        office.settle(thread)
    office.save(TEXT.replace("Dear Minister,", "Good morning.\n\nOnce more:"))
    for thread in (moved, lost):
        office.reopen(thread)
    assert (office.now(moved).paragraph, moved.placed_in.number, moved.stood) == (2, 2, PLEA)
    assert (office.now(lost).gone_since, lost.placed_in.number) == (2, 1)


def test_a_thread_whose_words_were_gone_and_are_back_is_opened_again_beside_them(app: Flask) -> None:
    office = Office()
    thread = office.comment(1, "Stay where?")
    office.save(TEXT.replace(f"{PLEA}\n\n", ""))
    office.settle(office.now(thread))
    office.save(f"A new beginning.\n\n{TEXT}")
    office.reopen(thread)
    assert (office.now(thread).gone_since, thread.paragraph, thread.placed_in.number) == (None, 2, 3)


def a_signatory(office: Office) -> Actor:
    """Who signs acts in the name of the organisation, but holds no role in it."""
    return Actor(ActorKind.SIGNATORY, "Ona Testė", office.rut.id, office.campaign.organisation_id)


def a_stranger(_office: Office) -> Actor:
    """An owner of another organisation."""
    return acting(a_user(an_organisation("Elsewhere"), Role.OWNER))


VERBS: dict[str, Callable[[Actor, Thread], object]] = {
    "comment": lambda actor, thread: service.comment(actor, thread.made_on, 0, "Hm."),
    "reply": lambda actor, thread: service.reply(actor, thread, "Hm."),
    "settle": settling.settle,
    "reopen": settling.reopen,
    "decline": lambda actor, thread: settling.decline(actor, thread.campaign, [thread]),
    "take": lambda actor, thread: taking.take(actor, thread.made_on, [thread]),
}


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("outsider", [a_signatory, a_stranger])
def test_nobody_outside_the_organisation_touches_a_discussion(
    app: Flask, name: str, outsider: Callable[[Office], Actor]
) -> None:
    office = Office()
    thread, actor = office.suggest(0, "Madam Minister,"), outsider(office)
    before = history()
    with pytest.raises(NotAllowed), transaction():
        VERBS[name](actor, thread)
    assert history() == before


def test_who_left_the_organisation_settles_not_even_what_they_began(app: Flask) -> None:
    office = Office()
    thread = office.comment(0, "Which minister?")
    gone = Actor(ActorKind.USER, "Rut Reviewer", office.rut.id, an_organisation("Elsewhere").id, frozenset({"owner"}))
    with pytest.raises(NotAllowed), transaction():
        settling.settle(gone, thread)


def test_what_the_pages_offer_is_what_the_verbs_allow(app: Flask) -> None:
    office = Office()
    comment, suggestion = office.comment(0, "Which minister?"), office.suggest(1, "Let her stay.")

    def offered(user: User, thread: Thread) -> tuple[bool, bool]:
        return policy.may_settle(acting(user), thread), policy.may_reopen(acting(user), thread)

    everyone = (office.ada, office.rut, office.dan)
    assert [offered(user, comment)[0] for user in everyone] == [True, True, False]
    assert [offered(user, suggestion)[0] for user in everyone] == [False, True, False]
    assert [policy.may_decide(acting(user), office.campaign) for user in everyone] == [True, False, False]
    office.decline(suggestion)
    assert [offered(user, office.now(suggestion))[1] for user in everyone] == [True, False, False]
    assert not policy.may_reopen(a_stranger(office), suggestion)


def test_an_answer_is_given_in_a_thread_whatever_became_of_it_and_of_the_campaign(app: Flask) -> None:
    office = Office()
    thread = office.suggest(0, "Madam Minister,", note="She is a woman.")
    office.take(thread)
    changed(office.campaign, state="withdrawn")
    office.reply(thread, "Thanks.")
    assert [row.body for row in office.now(thread).comments] == ["She is a woman.", "Thanks."]
    assert history()[-1][:2] == ("Dan Dispatcher", "comment:add")


def test_what_is_open_is_counted_and_a_thread_is_found_in_its_own_campaign_only(app: Flask) -> None:
    office = Office()
    thread = office.comment(0, "Which minister?")
    office.suggest(1, "Let her stay.")
    office.settle(office.comment(1, "Stay where?"))
    assert queries.count(office.campaign) == (1, 1)
    assert queries.get(office.campaign, thread.id).id == thread.id
    with pytest.raises(NotFound):
        queries.get(Office().campaign, thread.id)
