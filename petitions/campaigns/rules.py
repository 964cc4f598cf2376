"""What a text and its signatories still lack. Pure: no Flask, no session."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from petitions.campaigns.instruments import Counted, Instrument
from petitions.core.blocks import Listing
from petitions.core.dates import months_before
from petitions.core.markdown import to_blocks
from petitions.core.text import word_count


class Condition(StrEnum):
    """What a rule may ask for."""

    SIGNATORIES = "signatories"
    DELEGATIONS = "delegations"
    GROUPS = "groups"
    ENTITLED = "entitled"
    MANDATES = "mandates"
    WORDS = "words"
    QUESTIONS = "questions"
    QUOTA = "quota"
    COOL_DOWN = "cool_down"


# Where these are unmet, ``required`` is the most that the rule allows; for all others it is the least.
AT_MOST = frozenset(Condition) - {Condition.SIGNATORIES, Condition.DELEGATIONS, Condition.GROUPS}


@dataclass(frozen=True, slots=True)
class Signatory:
    """What the rules look at in a signatory, as of signing.

    ``body`` is the capacity: an id of `people/bodies.yaml`, or organisation, coalition, head or anyone. ``delegation``
    is the national one. ``role`` is the role in the body, empty where no roster says it. ``since`` and ``until`` are
    the mandate's days, None where no day is known: such a mandate counts as in force.
    """

    body: str
    delegation: str = ""
    group: str = ""
    since: date | None = None
    until: date | None = None
    role: str = ""

    def in_force(self, on: date) -> bool:
        """Whether the mandate is in force that day, its first and last day included."""
        return (self.since or on) <= on <= (self.until or on)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier text of the same instrument: when it went out, when it was answered, and what it shares with this."""

    sent: date
    answered: date | None = None
    same_author: bool = False
    same_case: bool = False


class Tally(NamedTuple):
    """One number, and the least that the rules ask for."""

    code: Condition
    present: int
    required: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """One condition that is not met; for those of `AT_MOST` ``required`` is the most allowed."""

    code: Condition
    present: int
    required: int


def check(
    rules: Instrument, text: str, signatories: Collection[Signatory], on: date, earlier: Collection[Earlier] = ()
) -> list[Unmet]:
    """Every condition of the instrument that the text with these signatories does not meet on that day.

    Only signatories who may sign and whose mandate is in force are counted; the others are named as such. ``earlier``
    are the texts known here that a quota or a cool-down looks at. Raises `TextTooLong` and `NestedTooDeep` for a
    text that can't be read.
    """
    return [
        *check_text(rules, text),
        *check_signatories(rules, signatories, on),
        *check_earlier(rules, earlier, on),
    ]


def check_text(rules: Instrument, text: str) -> list[Unmet]:
    """What the text alone lacks: it may be too long, or ask too many questions."""
    return list(_at_most(Condition.WORDS, counted_words(rules, text), rules.max_words)) + list(
        _at_most(Condition.QUESTIONS, question_count(text), rules.max_questions)
    )


def check_signatories(rules: Instrument, signatories: Collection[Signatory], on: date) -> list[Unmet]:
    """What the signatories lack, in number or in entitlement."""
    entitled = [signatory for signatory in signatories if may_sign(rules, signatory)]
    lapsed = [signatory for signatory in entitled if not signatory.in_force(on)]
    return [
        *(Unmet(*tally) for tally in tallies(rules, signatories, on) if tally.present < tally.required),
        *_at_most(Condition.ENTITLED, len(signatories) - len(entitled), 0),
        *_at_most(Condition.MANDATES, len(lapsed), 0),
    ]


def check_earlier(rules: Instrument, earlier: Collection[Earlier], on: date) -> list[Unmet]:
    """What earlier texts forbid: the author's quota is used up, or a like text was answered too lately.

    The quota counts the text that is about to go; a text answered on the first day of the cool-down still bars.
    """
    return [*_over_quota(rules, earlier, on), *_too_soon(rules, earlier, on)]


def may_sign(rules: Instrument, signatory: Signatory) -> bool:
    """Whether body and role let somebody sign; a role that nobody knows bars nobody."""
    return signatory.body in rules.bodies and (not rules.roles or not signatory.role or signatory.role in rules.roles)


def counted(rules: Instrument, signatories: Collection[Signatory], on: date) -> list[Signatory]:
    """Those who count that day: they may sign, and their mandate is in force."""
    return [signatory for signatory in signatories if may_sign(rules, signatory) and signatory.in_force(on)]


def tallies(rules: Instrument, signatories: Collection[Signatory], on: date) -> list[Tally]:
    """The numbers that the instrument sets a minimum for, whether they are met or not."""
    counting = counted(rules, signatories, on)
    every = [
        Tally(Condition.SIGNATORIES, len(counting), rules.min_signatories),
        Tally(Condition.DELEGATIONS, len(delegations(counting)), rules.min_delegations),
        Tally(Condition.GROUPS, len(groups(rules, counting)), rules.min_groups),
    ]
    return [tally for tally in every if tally.required]


def by_capacity(signatories: Collection[Signatory]) -> list[tuple[str, int]]:
    """How many sign in each capacity, the most first: 84 of one parliament and 138 of others are never 222 of one."""
    return sorted(Counter(signatory.body for signatory in signatories).items(), key=lambda item: (-item[1], item[0]))


def delegations(signatories: Collection[Signatory]) -> set[str]:
    """The national delegations that the signatories belong to."""
    return {signatory.delegation for signatory in signatories} - {""}


def groups(rules: Instrument, signatories: Collection[Signatory]) -> set[str]:
    """The political groups that the signatories belong to; being in no group is not one."""
    return {signatory.group for signatory in signatories} - rules.ungrouped - {""}


def counted_words(rules: Instrument, text: str) -> int:
    """The length of a text as the body counts it: with its notes, or without."""
    return word_count(text, notes=Counted.NOTES in rules.words_in)


def question_count(text: str) -> int:
    """How many numbered items the text has, lists inside lists and notes apart."""
    return sum(len(block.items) for block in to_blocks(text) if isinstance(block, Listing) and block.ordered)


def _over_quota(rules: Instrument, earlier: Collection[Earlier], on: date) -> Iterator[Unmet]:
    if rules.quota is None:
        return
    since = months_before(on, rules.quota.months)
    used = sum(text.same_author and since < text.sent <= on for text in earlier)
    yield from _at_most(Condition.QUOTA, used + 1, rules.quota.texts)


def _too_soon(rules: Instrument, earlier: Collection[Earlier], on: date) -> Iterator[Unmet]:
    if rules.cool_down_months is None:
        return
    since = months_before(on, rules.cool_down_months)
    answered = [text.answered for text in earlier if text.same_case and text.answered is not None]
    yield from _at_most(Condition.COOL_DOWN, sum(since <= day <= on for day in answered), 0)


def _at_most(code: Condition, present: int, limit: int | None) -> Iterator[Unmet]:
    if limit is not None and present > limit:
        yield Unmet(code, present, limit)
