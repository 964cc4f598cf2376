"""Reads for pages that anyone may see: only what was agreed to be published."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import undefer

from petitions.campaigns.models import Campaign
from petitions.cases.models import CaseDocument
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.dispatch.models import Reply
from petitions.public.released import PublicCase


def published_replies(campaign: Campaign) -> Sequence[Reply]:
    """The replies to a campaign that may be shown."""
    query = select(Reply).where(Reply.campaign_id == campaign.id, Reply.is_public).order_by(Reply.received_on)
    return db.session.scalars(query).all()


def released_document(case: PublicCase, key: str) -> CaseDocument:
    """The file of a document that a release shows. Raises `NotFound` for any other."""
    told = next((one for one in case.told.documents if one.key == key), None)
    query = select(CaseDocument).where(CaseDocument.case_id == case.id, CaseDocument.key == key)
    found = db.session.scalars(query.options(undefer(CaseDocument.content_sealed))).first() if told else None
    if told is None or found is None or found.sha256 != told.sha256:
        raise NotFound(_("There is no such document here."))
    return found
