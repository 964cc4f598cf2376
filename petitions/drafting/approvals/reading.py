"""Needed approvals as pages show them: one row each, with who, when, and what can be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core.db import db
from petitions.core.text import Part, difference
from petitions.drafting.approvals import checklist, links, queries, standing
from petitions.drafting.approvals.current import takes_requests, takes_verdicts
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest, NeedVerdict
from petitions.drafting.approvals.queries import Said
from petitions.drafting.approvals.rules import Kind, Standing, State
from petitions.drafting.approvals.words import TONES, name_of, state_of, why_lapsed
from petitions.drafting.models import Version
from petitions.drafting.rules import whole


class Place(NamedTuple):
    """Something to look at that nobody has looked at yet: the words around it, and why it is new."""

    around: str
    why: str


@dataclass(frozen=True)
class Row:
    """One needed approval: how it stands for a version, since when, and the next page to go to about it.

    ``lapses`` are why it counts no more, though it was given.
    """

    need: UUID
    name: str
    giver: str
    state: str
    tone: str
    at: datetime | None
    asked: datetime | None
    reason: str
    looked_at: list[str]
    lapses: list[Place]
    href: str
    action: str


class May(NamedTuple):
    """What the reader can do: ask, and give those approvals that this colleague gives."""

    ask: bool = False
    judge: UUID | None = None


NOTHING = May()


def rows(version: Version, may: May = NOTHING) -> list[Row]:
    """The needed approvals as they stand for this version; none where the campaign names none."""
    needs = {need.id: need for need in standing.needs_of(version.text.campaign)}
    asked, said = queries.requests_of(version), _said(version)
    return [
        _row(one, needs[one.need], version, said.get(one.need), asked.get(one.need), may)
        for one in standing.standings(version)
        if one.need is not None
    ]


def of_version(version: Version, me: UUID | None, *, is_newest: bool, may_ask: bool) -> list[Row]:
    """The same, with the way to what this colleague can do now: give an approval, or ask for one."""
    may_judge = is_newest and me != version.author_id and takes_verdicts(version)
    ask = is_newest and may_ask and takes_requests(version)
    return rows(version, May(ask=ask, judge=me if may_judge else None))


def lapses(version: Version, said: NeedVerdict) -> list[Place]:
    """Why this verdict counts no more, though it is an approval of this very version; empty where it counts."""
    return [Place(one.around, why_lapsed(one, said.at)) for one in checklist.unseen(version, said)]


def protected_after(version: Version, opened: datetime) -> list[Place]:
    """Where names stand in a version, its title and address, that became protected after it was opened."""
    since = [one for one in checklist.points(version) if one.since is not None and one.since > opened]
    return [
        Place(one.around, _("“%(name)s” became protected after the text was opened.", name=one.name)) for one in since
    ]


def marked(said: Iterable[Said], version: Version, needed: Iterable[Row]) -> list[Said]:
    """The verdicts, those on this version marked that count no more: for which ``needed`` says why.

    One that was given for several needs, of which some still count, is told as two.
    """
    lapsed, here = {row.name for row in needed if row.lapses}, (version.text.language, version.number)
    found: list[Said] = []
    for one in said:
        gone = tuple(name for name in one.covers if name in lapsed and (one.language, one.number) == here)
        still = tuple(name for name in one.covers if name not in gone)
        found += [replace(one, covers=gone, lapsed=True)] if gone else []
        found += [replace(one, covers=still)] if still or not gone else []
    return found


def to_renew(version: Version, own: Iterable[ApprovalNeed]) -> list[Place]:
    """What whoever gives these approvals has to look at, so that one that was given counts again."""
    said = [queries.verdict_for(version, need) for need in own if need.kind == Kind.SAFETY]
    return [lapse for verdict in said if verdict is not None for lapse in lapses(version, verdict)]


def looked_at_before(version: Version, own: Iterable[ApprovalNeed]) -> tuple[int, list[str]]:
    """In which earlier version whoever vouches for safety looked at which points that are the same here; 0: in none."""
    need = next((need for need in own if need.kind == Kind.SAFETY), None)
    before = queries.approved_before(version, need) if need else None
    return (before.version.number, checklist.seen(version, before)) if before else (0, [])


def since(before: Version | None, version: Version) -> list[Part]:
    """What changed since the version that was approved before; nothing where none was."""
    if before is None:
        return []
    return difference(whole(before.subject, before.body), whole(version.subject, version.body))


def _said(version: Version) -> dict[UUID, NeedVerdict]:
    query = select(NeedVerdict).where(NeedVerdict.version_id == version.id)
    return {row.need_id: row for row in db.session.scalars(query)}


def _row(
    one: Standing,
    need: ApprovalNeed,
    version: Version,
    said: NeedVerdict | None,
    request: NeedRequest | None,
    may: May,
) -> Row:
    is_mine = may.judge is not None and need.reviewer_id == may.judge
    endpoint = "drafting.review" if is_mine else "drafting.ask_review" if may.ask else ""
    if one.state == State.APPROVED or (one.state == State.OWN_TEXT and not is_mine):
        endpoint = ""
    return Row(
        need=need.id,
        name=name_of(one.kind, one.party),
        giver=said.by_label if said else one.giver,
        state=state_of(one, version.number),
        tone=TONES.get(one.state, "wait"),
        at=said.at if said else None,
        asked=request.at if request and (said is None or request.at > said.at) else None,
        reason=said.reason if said else "",
        looked_at=checklist.told(said.looked_at) if said else [],
        lapses=lapses(version, said) if said else [],
        href=url_for(endpoint, **links.place(version)) if endpoint else "",
        action=_("Review") if endpoint == "drafting.review" else _("Ask"),
    )
