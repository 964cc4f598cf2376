"""How the needed approvals of one version stand: the rows behind `rules`, gathered."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.drafting.approvals import checklist, rules
from petitions.drafting.approvals.models import ApprovalNeed, NeedVerdict
from petitions.drafting.approvals.rules import Kind, Need, Standing, State, Word
from petitions.drafting.approvals.words import sentence
from petitions.drafting.models import Approval, Verdict, Version


def needs_of(campaign: Campaign) -> Sequence[ApprovalNeed]:
    """The approvals that the campaign needs, in the order in which they were named."""
    query = select(ApprovalNeed).where(ApprovalNeed.campaign_id == campaign.id, ApprovalNeed.removed_at.is_(None))
    query = query.options(joinedload(ApprovalNeed.reviewer)).order_by(ApprovalNeed.added_at, ApprovalNeed.id)
    return db.session.scalars(query).all()


def standings(version: Version) -> list[Standing]:
    """How each needed approval stands for this very version, and who else refused it."""
    return rules.standings(*_facts(version))


def unmet(version: Version) -> list[Standing]:
    """What keeps this very version from being approved; empty when nothing does."""
    return rules.unmet(*_facts(version))


def unmet_sentences(version: Version) -> list[str]:
    """What keeps this very version from being approved, one sentence each."""
    return [sentence(one, version.number) for one in unmet(version)]


def has_lapsed(version: Version) -> bool:
    """Whether an approval of this very version counts no more, since there is more to look at than its giver saw."""
    return any(one.state == State.LAPSED for one in standings(version))


def approved_before(version: Version) -> int:
    """The number of the newest version of this text before this one that was approved; 0 where none was.

    That something is to be looked at since takes nothing from it: it was read.
    """
    needs, said = _needs(version), _said(version)
    judged = {word.number for word in said if word.number < version.number}
    query = select(Version.number, Version.author_id).where(Version.text_id == version.text_id)
    query = query.where(Version.number.in_(judged)).order_by(Version.number.desc())
    rows = db.session.execute(query)
    return next((number for number, author in rows if not rules.unmet(needs, said, number, str(author))), 0)


def _facts(version: Version) -> tuple[list[Need], list[Word], int, str]:
    return _needs(version), _said(version), version.number, str(version.author_id)


def _needs(version: Version) -> list[Need]:
    return [
        Need(row.id, row.kind, row.party, row.giver, row.identity, bool(row.reviewer_id), str(row.removed_by_id or ""))
        for row in [*needs_of(version.text.campaign), *_safety_taken_away(version)]
    ]


def _said(version: Version) -> list[Word]:
    """Every word on this text; where one on this version has lapsed, it says so."""
    return [*_of_colleagues(version), *_for_needs(version)]


def _safety_taken_away(version: Version) -> Sequence[ApprovalNeed]:
    """The approvals for safety that somebody took away: none of their own versions goes out for that."""
    query = select(ApprovalNeed).where(ApprovalNeed.campaign_id == version.campaign_id)
    query = query.where(ApprovalNeed.kind == Kind.SAFETY, ApprovalNeed.removed_by_id.is_not(None))
    return db.session.scalars(query.options(joinedload(ApprovalNeed.reviewer))).all()


def _of_colleagues(version: Version) -> list[Word]:
    query = select(Approval, Version.number).join(Version, Version.id == Approval.version_id)
    rows = db.session.execute(query.where(Version.text_id == version.text_id))
    return [
        Word(number, row.verdict == Verdict.APPROVED, str(row.reviewer_id), row.reviewer_label, row.at)
        for row, number in rows
    ]


def _for_needs(version: Version) -> list[Word]:
    query = select(NeedVerdict, Version.number).join(Version, Version.id == NeedVerdict.version_id)
    query = query.where(Version.text_id == version.text_id).options(joinedload(NeedVerdict.need))
    return [
        Word(
            number,
            row.verdict == Verdict.APPROVED,
            need.identity,
            row.by_label,
            row.at,
            need.id,
            _about(need),
            lapsed=number == version.number and bool(checklist.unseen(version, row)),
        )
        for row, number in db.session.execute(query)
        for need in [row.need]
    ]


def _about(need: ApprovalNeed) -> str:
    return f"{need.kind} {need.party}"
