"""What whoever vouches for the defender's safety has looked at: questions that always stand, and every name found.

The answers are kept in JSON, sealed: they tell which words of the text are protected.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.cases.kinds import PROTECTED_KINDS
from petitions.core.errors import DomainError
from petitions.drafting.approvals.models import NeedVerdict
from petitions.drafting.approvals.rules import Kind, Point, not_looked_at
from petitions.drafting.models import Verdict, Version
from petitions.drafting.proof import protected_in
from petitions.drafting.rules import may_change

TITLES: Mapping[str, LazyString] = {
    "relative": _l("Relatives"),
    "place": _l("Places"),
    "person": _l("Third persons"),
}
QUESTIONS: Mapping[str, LazyString] = {
    "relative": _l("I looked for relatives: nobody is named, and nobody can be recognised, who should not be."),
    "place": _l("I looked for places: the text does not tell where the defender or a relative can be found."),
    "person": _l("I looked for other persons: whoever is named has agreed to it, and the consent is recorded."),
}


@dataclass(frozen=True)
class Group:
    """The points of one kind: the question, and every protected name of that kind that was found."""

    title: str
    question: str
    points: list[Point]


def points(version: Version) -> list[Point]:
    """What has to be looked at in exactly this version, with the campaign's title and address, by kind."""
    campaign = version.text.campaign
    rows = {row.name: row for row in campaign.case.protected}
    seen: Counter[tuple[str, str]] = Counter()
    found = [Point(kind, kind) for kind in PROTECTED_KINDS]
    for one in protected_in(campaign, version.subject, version.body):
        place, row = (one.name, one.around), rows[one.name]
        seen[place] += 1
        found.append(Point(_key(*place, seen[place]), row.kind, *place, since=row.added_at))
    return sorted(found, key=lambda point: list(PROTECTED_KINDS).index(point.kind))


def groups(version: Version) -> list[Group]:
    """The checklist as a page shows it."""
    found = points(version)
    return [
        Group(str(TITLES[kind]), str(QUESTIONS[kind]), [point for point in found if point.kind == kind])
        for kind in PROTECTED_KINDS
    ]


def answered(version: Version, looked_at: Collection[str]) -> str:
    """The answers to keep. Raises `DomainError` while a point was not looked at, one found only meanwhile too."""
    wanted = points(version)
    if any(point.key not in looked_at for point in wanted):
        raise DomainError(
            _("Look at every point of the safety checklist before you approve: one was not ticked, or is new.")
        )
    kept = [{"key": point.key, "kind": point.kind, "around": point.around} for point in wanted]
    return json.dumps(kept, ensure_ascii=False)


def unseen(version: Version, said: NeedVerdict) -> list[Point]:
    """What there is to look at now that was not there when this approval for safety was given: a name that became
    protected, or that the campaign's title holds since. Nothing for any other verdict, nor once the text is sent.
    """
    if (said.need.kind, said.verdict) != (Kind.SAFETY, Verdict.APPROVED):
        return []
    if not may_change(version.text.campaign.state, is_translation=bool(version.translation)):
        return []
    return not_looked_at(points(version), json.loads(said.looked_at or "[]"))


def seen(version: Version, before: NeedVerdict) -> list[str]:
    """The keys of the points that an approval of an earlier version vouches for, at the very words of this one."""
    found = points(version)
    new = {point.key for point in not_looked_at(found, json.loads(before.looked_at or "[]"))}
    return [point.key for point in found if point.key not in new]


def told(answers: str) -> list[str]:
    """What was looked at, as it was answered then: one sentence each."""
    return [_sentence(one["kind"], one["around"]) for one in json.loads(answers)] if answers else []


def _sentence(kind: str, around: str) -> str:
    return f"{TITLES[kind]}: “{around}”" if around else str(QUESTIONS[kind])


def _key(name: str, around: str, number: int) -> str:
    return sha256(f"{name}|{around}|{number}".encode()).hexdigest()[:16]
