"""Who may say what a campaign needs. Giving an approval is for whoever the need names."""

from uuid import UUID

from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.drafting import queries as drafting
from petitions.drafting.approvals.models import ApprovalNeed, NeedVerdict
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.models import Verdict, Version


def needs_second_person(actor: Actor, need: ApprovalNeed) -> bool:
    """Whether somebody else than this actor has to take the need away.

    So it is for whoever wrote the latest version, where the need is safety or its last word on that text, of whatever
    version, was a refusal; what was said of a translation counts for the translation.
    """
    latest = drafting.latest(need.campaign)
    if latest is None or latest.author_id != actor.id:
        return False
    return need.kind == Kind.SAFETY or _last_word(need, latest.text_id) == Verdict.REFUSED


def _last_word(need: ApprovalNeed, text_id: UUID) -> str | None:
    query = select(NeedVerdict.verdict).join(Version, Version.id == NeedVerdict.version_id)
    query = query.where(NeedVerdict.need_id == need.id, Version.text_id == text_id)
    return db.session.scalars(query.order_by(NeedVerdict.at.desc()).limit(1)).first()
