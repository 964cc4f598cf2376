"""Needed approvals as pages show them: one row each, with who, when, and what can be done about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core.db import db
from petitions.core.text import Part, difference
from petitions.drafting.approvals import checklist, links, queries, standing
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest, NeedVerdict
from petitions.drafting.approvals.rules import Standing, State
from petitions.drafting.approvals.words import TONES, name_of, state_of
from petitions.drafting.models import Version
from petitions.drafting.rules import may_ask_review, may_be_judged, whole


@dataclass(frozen=True)
class Row:
    """One needed approval: how it stands for a version, since when, and the next page to go to about it."""

    name: str
    giver: str
    state: str
    tone: str
    at: datetime | None
    asked: datetime | None
    reason: str
    looked_at: list[str]
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
    state, is_translation = version.text.campaign.state, bool(version.translation)
    may_judge = is_newest and may_be_judged(state, is_translation=is_translation) and me != version.author_id
    return rows(
        version,
        May(
            ask=is_newest and may_ask and may_ask_review(state, is_translation=is_translation),
            judge=me if may_judge else None,
        ),
    )


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
        name=name_of(one.kind, one.party),
        giver=said.by_label if said else one.giver,
        state=state_of(one, version.number),
        tone=TONES.get(one.state, "wait"),
        at=said.at if said else None,
        asked=request.at if request and not said else None,
        reason=said.reason if said else "",
        looked_at=checklist.told(said.looked_at) if said else [],
        href=url_for(endpoint, **links.place(version)) if endpoint else "",
        action=_("Review") if endpoint == "drafting.review" else _("Ask"),
    )
