"""Actions that follow one another stand in chains, each action once."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.chains import chains


class Act(NamedTuple):
    key: str
    follows: str = ""
    day: int = 0


def told(*acts: Act) -> list[list[str]]:
    found = chains(acts, lambda act: act.key, lambda act: act.follows, lambda act: act.day)
    return [[act.key for act in chain] for chain in found]


def test_letter_question_and_declaration_stand_in_the_order_in_which_they_follow() -> None:
    assert told(Act("declaration", "question", 3), Act("letter", day=1), Act("question", "letter", 2)) == [
        ["letter", "question", "declaration"]
    ]


def test_what_stands_alone_is_a_chain_of_its_own_and_the_earliest_comes_first() -> None:
    assert told(Act("late", day=9), Act("early", day=1)) == [["early"], ["late"]]


def test_each_branch_is_told_to_its_end_before_the_next() -> None:
    assert told(Act("a"), Act("b", "a", 1), Act("c", "a", 2), Act("d", "b", 3)) == [["a", "b", "d", "c"]]


def test_one_whose_predecessor_is_not_shown_begins_its_own_chain() -> None:
    assert told(Act("later", "withheld", 2), Act("last", "later", 3)) == [["later", "last"]]


def test_a_chain_may_be_as_long_as_a_case_has_actions() -> None:
    acts = [Act(str(n), str(n - 1) if n else "", n) for n in range(3_000)]
    assert told(*acts) == [[str(n) for n in range(3_000)]]


@given(st.lists(st.integers(-1, 20), max_size=20))
def test_every_action_stands_once_whatever_follows_what(before: list[int]) -> None:
    acts = [Act(str(n), str(earlier) if earlier < n else "", n) for n, earlier in enumerate(before)]
    assert sorted(key for chain in told(*acts) for key in chain) == sorted(act.key for act in acts)
