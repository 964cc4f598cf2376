"""When a text with its signatories is complete, and what exactly is missing when it is not."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.instruments import Counted, load
from petitions.campaigns.rules import (
    AT_MOST,
    Condition,
    Earlier,
    Signatory,
    Unmet,
    by_capacity,
    check,
    check_earlier,
    check_signatories,
    check_text,
    counted_words,
    question_count,
    tallies,
)
from petitions.campaigns.words import sentence
from tests.support.shared import shared

TODAY = date(2026, 11, 12)
PACE = load("pace_declaration")
LETTER = load("mep_letter")
QUESTION = load("ep_written_question")
TEXT = "We ask for her release.\n"


def members(count: int, *, delegations: int = 4, groups: int = 2) -> list[Signatory]:
    return [Signatory("pace", f"D{place % delegations}", f"G{place % groups}") for place in range(count)]


def codes(unmet: list[Unmet]) -> list[str]:
    return [condition.code for condition in unmet]


def test_twenty_members_of_four_delegations_and_two_groups_complete_a_declaration() -> None:
    assert check(PACE, TEXT, members(20), TODAY) == []


@pytest.mark.parametrize(
    ("signatories", "missing"),
    [
        (members(19), Unmet(Condition.SIGNATORIES, 19, 20)),
        (members(20, delegations=3), Unmet(Condition.DELEGATIONS, 3, 4)),
        (members(20, groups=1), Unmet(Condition.GROUPS, 1, 2)),
    ],
)
def test_one_condition_short_is_named_with_both_numbers(signatories: list[Signatory], missing: Unmet) -> None:
    assert check(PACE, TEXT, signatories, TODAY) == [missing]


def test_members_in_no_group_add_no_group() -> None:
    one_group = [dataclasses.replace(member, group="SOC") for member in members(19)]
    assert codes(check(PACE, TEXT, [*one_group, Signatory("pace", "DE", "NR")], TODAY)) == [Condition.GROUPS]


def test_a_letter_without_signatories_is_never_complete() -> None:
    assert check(LETTER, TEXT, [], TODAY) == [Unmet(Condition.SIGNATORIES, 0, 1)]


def test_a_letter_of_one_member_is_complete() -> None:
    assert check(LETTER, TEXT, [Signatory("european_parliament", "LT", "EPP")], TODAY) == []


def test_who_may_not_sign_is_named_and_not_counted() -> None:
    unmet = check(LETTER, TEXT, [Signatory("pace", "LT", "SOC")], TODAY)
    assert unmet == [Unmet(Condition.SIGNATORIES, 0, 1), Unmet(Condition.ENTITLED, 1, 0)]


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY - timedelta(days=1), False),
    ],
)
def test_a_signatory_counts_from_the_first_to_the_last_day_of_the_mandate(
    since: date | None, until: date | None, counts: bool
) -> None:
    unmet = check(LETTER, TEXT, [Signatory("european_parliament", "LT", "EPP", since, until)], TODAY)
    assert codes(unmet) == ([] if counts else [Condition.SIGNATORIES, Condition.MANDATES])


def test_a_declaration_has_two_hundred_words_at_most() -> None:
    assert check_text(PACE, "word " * 200) == []
    assert check_text(PACE, "word " * 201) == [Unmet(Condition.WORDS, 201, 200)]


def test_a_question_asks_three_things_at_most() -> None:
    assert check_text(QUESTION, "1. a?\n2. b?\n3. c?\n") == []
    assert check_text(QUESTION, "1. a?\n2. b?\n3. c?\n4. d?\n") == [Unmet(Condition.QUESTIONS, 4, 3)]


def test_bullets_and_lists_inside_lists_are_no_questions_of_their_own() -> None:
    assert question_count("- a\n- b\n\n1. c\n   1. d\n   2. e\n") == 1


def test_words_are_counted_as_the_body_counts_them() -> None:
    text = "one two[^1]\n\n[^1]: three four five\n"
    without_notes = dataclasses.replace(PACE, words_in=frozenset({Counted.BODY}))
    assert (counted_words(PACE, text), counted_words(without_notes, text)) == (5, 2)


def test_who_holds_another_role_may_not_sign_and_a_role_that_nobody_knows_bars_nobody() -> None:
    guest = dataclasses.replace(members(1)[0], role="observer")
    assert codes(check_signatories(PACE, [*members(20), guest], TODAY)) == [Condition.ENTITLED]
    substitute = dataclasses.replace(members(1)[0], role="substitute")
    assert check_signatories(PACE, [*members(19), substitute], TODAY) == []


def test_members_of_two_parliaments_are_never_counted_as_members_of_one() -> None:
    signed = [Signatory("european_parliament", "LT", "EPP")] * 84 + [Signatory("national_parliament", "IT")] * 138
    assert by_capacity(signed) == [("national_parliament", 138), ("european_parliament", 84)]


def test_an_author_asks_twenty_questions_in_three_months_and_not_one_more() -> None:
    asked = [Earlier(date(2026, 10, 1), same_author=True)] * 19
    assert check_earlier(QUESTION, asked, TODAY) == []
    assert check_earlier(QUESTION, [*asked, Earlier(TODAY, same_author=True)], TODAY) == [
        Unmet(Condition.QUOTA, 21, 20)
    ]


def test_questions_of_others_and_of_long_ago_use_up_no_quota() -> None:
    others = [Earlier(date(2026, 10, 1))] * 30
    long_ago = [Earlier(date(2026, 8, 12), same_author=True)] * 30
    assert check_earlier(QUESTION, [*others, *long_ago], TODAY) == []


@pytest.mark.parametrize(
    ("answered", "bars"), [(date(2026, 5, 12), True), (date(2026, 5, 11), False), (TODAY, True), (None, False)]
)
def test_a_question_like_one_answered_in_the_last_six_months_is_barred(answered: date | None, bars: bool) -> None:
    earlier = [Earlier(date(2026, 1, 1), answered=answered, same_case=True)]
    assert codes(check_earlier(QUESTION, earlier, TODAY)) == ([Condition.COOL_DOWN] if bars else [])
    assert check_earlier(QUESTION, [dataclasses.replace(earlier[0], same_case=False)], TODAY) == []


def test_what_no_rule_sets_is_never_unmet() -> None:
    earlier = [Earlier(TODAY, answered=TODAY, same_author=True, same_case=True)] * 100
    assert check_earlier(LETTER, earlier, TODAY) == []


def test_a_letter_may_be_long() -> None:
    assert check_text(LETTER, "word " * 2_000) == []


signatories = st.lists(
    st.builds(
        Signatory,
        body=st.sampled_from(["pace", "european_parliament"]),
        delegation=st.sampled_from(["", "LT", "PL", "DE", "FR", "IT"]),
        group=st.sampled_from(["", "NR", "SOC", "ALDE", "UEL"]),
        since=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        until=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    max_size=40,
)


@given(signatories, st.randoms())
def test_the_order_of_signatories_changes_nothing(people: list[Signatory], random: object) -> None:
    shuffled = sorted(people, key=lambda _person: random.random())  # type: ignore[attr-defined]
    assert check_signatories(PACE, people, TODAY) == check_signatories(PACE, shuffled, TODAY)


@given(signatories)
def test_one_more_entitled_signatory_never_makes_anything_more_incomplete(people: list[Signatory]) -> None:
    before = set(codes(check_signatories(PACE, people, TODAY)))
    after = set(codes(check_signatories(PACE, [*people, Signatory("pace", "SE", "EPP/CD")], TODAY)))
    assert after <= before


@given(signatories)
def test_who_is_not_counted_could_as_well_be_absent(people: list[Signatory]) -> None:
    counted = [person for person in people if person.body == "pace" and person.in_force(TODAY)]
    named = {Condition.ENTITLED, Condition.MANDATES}
    every = [unmet for unmet in check_signatories(PACE, people, TODAY) if unmet.code not in named]
    assert every == check_signatories(PACE, counted, TODAY)


@given(signatories)
def test_a_condition_is_unmet_exactly_when_its_number_falls_short(people: list[Signatory]) -> None:
    counted = [person for person in people if person.body == "pace" and person.in_force(TODAY)]
    found = {unmet.code: unmet.present for unmet in check_signatories(PACE, people, TODAY)}
    true = {
        Condition.SIGNATORIES: (len(counted), 20),
        Condition.DELEGATIONS: (len({person.delegation for person in counted if person.delegation}), 4),
        Condition.GROUPS: (len({person.group for person in counted} - {"", "NR"}), 2),
    }
    for condition, (present, required) in true.items():
        assert found.get(condition) == (present if present < required else None)


@given(signatories, st.text(max_size=400))
def test_what_is_unmet_never_meets_its_own_requirement(people: list[Signatory], text: str) -> None:
    for unmet in check(QUESTION, text, people, TODAY):
        wrong = unmet.present > unmet.required if unmet.code in AT_MOST else unmet.present < unmet.required
        assert wrong


def declarations() -> Iterator[list[Signatory]]:
    """The signatories of each real declaration, as the Assembly printed them."""
    for line in shared("rosters/pace_written_declarations.txt").read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#@":
            printed = [re.split(r",\s*", entry.strip()) for entry in line.split(";")]
            yield [Signatory("pace", delegation, group) for _name, delegation, group in printed]


def test_every_real_declaration_is_complete_as_to_its_signatories() -> None:
    real = list(declarations())
    assert len(real) == 5
    assert [check_signatories(PACE, people, TODAY) for people in real] == [[]] * 5


def test_every_real_declaration_is_incomplete_once_any_one_condition_is_taken_away() -> None:
    for people in declarations():
        three = sorted({person.delegation for person in people})[:3]
        assert codes(check_signatories(PACE, people[:19], TODAY)) == [Condition.SIGNATORIES]
        moved = [dataclasses.replace(person, delegation=three[place % 3]) for place, person in enumerate(people)]
        assert codes(check_signatories(PACE, moved, TODAY)) == [Condition.DELEGATIONS]
        grouped = [dataclasses.replace(person, group=("SOC", "NR")[place % 2]) for place, person in enumerate(people)]
        assert codes(check_signatories(PACE, grouped, TODAY)) == [Condition.GROUPS]
        elsewhere = [dataclasses.replace(people[0], body="european_parliament"), *people[1:]]
        assert Condition.ENTITLED in codes(check_signatories(PACE, elsewhere, TODAY))
        ended = [dataclasses.replace(people[0], until=TODAY - timedelta(days=1)), *people[1:]]
        assert Condition.MANDATES in codes(check_signatories(PACE, ended, TODAY))


@pytest.mark.parametrize(
    ("unmet", "says"),
    [
        (Unmet(Condition.SIGNATORIES, 0, 1), "1 more signatory is needed (0 of 1)."),
        (Unmet(Condition.SIGNATORIES, 12, 20), "8 more signatories are needed (12 of 20)."),
        (Unmet(Condition.DELEGATIONS, 2, 4), "Signatories of 2 more delegations are needed (2 of 4)."),
        (Unmet(Condition.GROUPS, 1, 2), "Signatories of 1 more political group are needed (1 of 2)."),
        (Unmet(Condition.ENTITLED, 1, 0), "1 signatory may not sign this kind of text and is not counted."),
        (
            Unmet(Condition.MANDATES, 2, 0),
            "The mandates of 2 signatories are not in force, so their signatures are not counted.",
        ),
        (Unmet(Condition.WORDS, 201, 200), "The text is 1 word too long (201; at most 200)."),
        (Unmet(Condition.QUESTIONS, 5, 3), "The text asks 2 questions too many (5; at most 3)."),
        (
            Unmet(Condition.QUOTA, 21, 20),
            "The author’s quota is used up: this would be text 21, and 20 are allowed in that time.",
        ),
        (
            Unmet(Condition.COOL_DOWN, 1, 0),
            "1 text on this case was answered too lately; a similar one is barred for now.",
        ),
    ],
)
def test_each_unmet_condition_says_what_is_missing(app: Flask, unmet: Unmet, says: str) -> None:
    with app.test_request_context():
        assert sentence(unmet) == says


def test_minimums_are_tallied_whether_they_are_met_or_not() -> None:
    assert [tuple(tally) for tally in tallies(PACE, members(7, delegations=3, groups=1), TODAY)] == [
        (Condition.SIGNATORIES, 7, 20),
        (Condition.DELEGATIONS, 3, 4),
        (Condition.GROUPS, 1, 2),
    ]


def test_what_no_rule_asks_for_is_not_tallied() -> None:
    assert [tally.code for tally in tallies(LETTER, [], TODAY)] == [Condition.SIGNATORIES]
