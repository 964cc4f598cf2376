"""Who of those asked could make a text complete: by delegation, by group, and person by person. Pure."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from petitions.campaigns.instruments import Instrument
from petitions.campaigns.rules import (
    Condition,
    Signatory,
    Unmet,
    check_signatories,
    counted,
    delegations,
    groups,
    tallies,
)


class Answer(StrEnum):
    """What somebody who was asked has said so far."""

    SIGNED = "signed"
    WAITING = "waiting"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Asked:
    """One who was asked; ``ref`` is the caller's own key."""

    ref: Hashable
    signatory: Signatory
    answer: Answer


@dataclass(frozen=True, slots=True)
class Share:
    """One delegation or group: how many of it signed, are waited for and declined."""

    code: str
    signed: int
    waiting: int
    declined: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing, and who could bring it.

    ``brings`` holds, for each person waited for who would bring something missing, what that is; who brings most
    comes first. ``out_of_reach`` is what stays missing even if everybody waited for signs: more people have to be
    asked.
    """

    missing: Mapping[Condition, int]
    delegations: Sequence[Share]
    groups: Sequence[Share]
    brings: Sequence[tuple[Asked, tuple[Condition, ...]]]
    out_of_reach: Sequence[Unmet]


def gaps(rules: Instrument, asked: Collection[Asked], on: date) -> Gaps:
    """What the signatures given so far lack on that day, and who of those asked could close the gap."""
    signed = [one.signatory for one in asked if one.answer == Answer.SIGNED]
    waiting = [one for one in asked if one.answer == Answer.WAITING and counted(rules, [one.signatory], on)]
    short = tallies(rules, signed, on)
    missing = {tally.code: tally.required - tally.present for tally in short if tally.present < tally.required}
    counting = counted(rules, signed, on)
    there = {Condition.DELEGATIONS: delegations(counting), Condition.GROUPS: groups(rules, counting)}
    brings = [(one, _brings(rules, missing, there, one.signatory)) for one in waiting]
    every = [*signed, *(one.signatory for one in waiting)]
    minimums = {tally.code for tally in short}
    return Gaps(
        missing=missing,
        delegations=_shares([(one.signatory.delegation, one.answer) for one in asked]),
        groups=_shares(
            [(one.signatory.group, one.answer) for one in asked if one.signatory.group not in rules.ungrouped]
        ),
        brings=sorted([pair for pair in brings if pair[1]], key=lambda pair: -len(pair[1])),
        out_of_reach=[unmet for unmet in check_signatories(rules, every, on) if unmet.code in minimums],
    )


def _brings(
    rules: Instrument, missing: Collection[Condition], there: Mapping[Condition, Collection[str]], one: Signatory
) -> tuple[Condition, ...]:
    """The minimums, not yet met, that this one signature would bring nearer."""
    new = {
        Condition.SIGNATORIES: True,
        Condition.DELEGATIONS: bool(delegations([one]) - set(there[Condition.DELEGATIONS])),
        Condition.GROUPS: bool(groups(rules, [one]) - set(there[Condition.GROUPS])),
    }
    return tuple(condition for condition in missing if new[condition])


def _shares(answers: Collection[tuple[str, Answer]]) -> list[Share]:
    """One line for each code, those with most signatures first."""
    count = Counter(answers)
    codes = {code for code, _answer in answers if code}
    found = [Share(code, *(count[code, answer] for answer in Answer)) for code in codes]
    return sorted(found, key=lambda share: (-share.signed, -share.waiting, share.code))
