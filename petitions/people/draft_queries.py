"""Reads of uploads that wait for a look."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.formats import Columns
from petitions.people.models import RosterDraft
from petitions.people.previewing import Preview, preview
from petitions.people.service import Upload

KEPT = timedelta(days=1)


def get_draft(actor: Actor, draft_id: UUID) -> RosterDraft:
    """A draft of the actor's organisation. Raises `NotFound` for every other and for one that has had its day."""
    mine = RosterDraft.organisation_id == actor.organisation_id
    draft = db.session.scalars(select(RosterDraft).where(RosterDraft.id == draft_id, mine)).first()
    if draft is None or draft.made_at < now() - KEPT:
        raise NotFound(_("This upload is no longer kept: it was imported or discarded, or a day has passed."))
    return draft


def drafts(actor: Actor) -> Sequence[RosterDraft]:
    """The drafts of the actor's organisation that nobody has decided, the newest first."""
    fresh = RosterDraft.made_at >= now() - KEPT
    query = select(RosterDraft).where(RosterDraft.organisation_id == actor.organisation_id, fresh)
    return db.session.scalars(query.order_by(RosterDraft.made_at.desc())).all()


def upload_of(draft: RosterDraft) -> Upload:
    """The upload that the draft keeps."""
    columns = Columns.from_json(draft.columns) if draft.columns else None
    return Upload(draft.file, draft.filename, draft.body, draft.as_of, draft.keep_addresses, columns)


def preview_of(draft: RosterDraft) -> Preview:
    """What the draft would change now. Raises `ColumnsUnknown` while nobody has said what its columns hold."""
    return preview(draft.organisation_id, upload_of(draft))
