"""A verdict on its way: who says what, why, and when; and its keeping for one need."""

from datetime import datetime
from typing import NamedTuple

from petitions.core.db import db
from petitions.drafting.approvals import queries
from petitions.drafting.approvals.models import ApprovalNeed, NeedVerdict
from petitions.drafting.models import Verdict, Version


class Spoken(NamedTuple):
    """A verdict: whose, which, why, and when."""

    who: str
    verdict: Verdict
    reason: str
    at: datetime


def say(version: Version, need: ApprovalNeed, spoken: Spoken, *, looked_at: str = "") -> NeedVerdict:
    """Keep for one need what was said of one version, in place of what was said before."""
    row = queries.verdict_for(version, need) or NeedVerdict(version_id=version.id, need_id=need.id)
    row.by_label, row.verdict, row.reason, row.at = spoken
    row.looked_at = looked_at
    db.session.add(row)
    db.session.flush()
    return row
