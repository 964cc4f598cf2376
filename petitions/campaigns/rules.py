"""What a text and its signatories still lack. Pure: no Flask, no session."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from petitions.campaigns.instruments import Instrument
from petitions.core.blocks import Listing
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


@dataclass(frozen=True, slots=True)
class Signatory:
    """What the rules look at in a signatory: body, national delegation, political group, and the mandate's days.

    ``since`` and ``until`` are None where no day is known: such a mandate counts as in force.
    """

    body: str
    delegation: str = ""
    group: str = ""
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the mandate is in force that day, its first and last day included."""
        return (self.since or on) <= on <= (self.until or on)


class Tally(NamedTuple):
    """One number, and the least that the rules ask for."""

    code: Condition
    present: int
    required: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """One condition that is not met. For entitled, mandates, words and questions ``required`` is the most allowed."""

    code: Condition
    present: int
    required: int


def check(rules: Instrument, text: str, signatories: Collection[Signatory], on: date) -> list[Unmet]:
    """Every condition of the instrument that the text with these signatories does not meet on that day.

    Only signatories who may sign and whose mandate is in force are counted; the others are named as such.
    Raises `TextTooLong` and `NestedTooDeep` for a text that can't be read.
    """
    return [*check_text(rules, text), *check_signatories(rules, signatories, on)]


def check_text(rules: Instrument, text: str) -> list[Unmet]:
    """What the text alone lacks: it may be too long, or ask too many questions."""
    return list(_at_most(Condition.WORDS, word_count(text), rules.max_words)) + list(
        _at_most(Condition.QUESTIONS, question_count(text), rules.max_questions)
    )


def check_signatories(rules: Instrument, signatories: Collection[Signatory], on: date) -> list[Unmet]:
    """What the signatories lack, in number or in entitlement."""
    entitled = [signatory for signatory in signatories if signatory.body in rules.bodies]
    lapsed = [signatory for signatory in entitled if not signatory.in_force(on)]
    return [
        *(Unmet(*tally) for tally in tallies(rules, signatories, on) if tally.present < tally.required),
        *_at_most(Condition.ENTITLED, len(signatories) - len(entitled), 0),
        *_at_most(Condition.MANDATES, len(lapsed), 0),
    ]


def tallies(rules: Instrument, signatories: Collection[Signatory], on: date) -> list[Tally]:
    """The numbers that the instrument sets a minimum for, whether they are met or not."""
    counted = [signatory for signatory in signatories if signatory.body in rules.bodies and signatory.in_force(on)]
    every = [
        Tally(Condition.SIGNATORIES, len(counted), rules.min_signatories),
        Tally(Condition.DELEGATIONS, len(delegations(counted)), rules.min_delegations),
        Tally(Condition.GROUPS, len(groups(rules, counted)), rules.min_groups),
    ]
    return [tally for tally in every if tally.required]


def delegations(signatories: Collection[Signatory]) -> set[str]:
    """The national delegations that the signatories belong to."""
    return {signatory.delegation for signatory in signatories} - {""}


def groups(rules: Instrument, signatories: Collection[Signatory]) -> set[str]:
    """The political groups that the signatories belong to; being in no group is not one."""
    return {signatory.group for signatory in signatories} - rules.ungrouped - {""}


def question_count(text: str) -> int:
    """How many numbered items the text has, lists inside lists and notes apart."""
    return sum(len(block.items) for block in to_blocks(text) if isinstance(block, Listing) and block.ordered)


def _at_most(code: Condition, present: int, limit: int | None) -> Iterator[Unmet]:
    if limit is not None and present > limit:
        yield Unmet(code, present, limit)
