"""Uploads that wait for a look: made, told what their columns hold, confirmed or discarded, thrown away after a day."""

from contextlib import suppress

from flask_babel import gettext as _
from sqlalchemy import delete

from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import NotAllowed, StalePage
from petitions.people.bodies import bodies
from petitions.people.draft_queries import KEPT, upload_of
from petitions.people.formats import Columns, ColumnsUnknown
from petitions.people.models import Roster, RosterDraft
from petitions.people.previewing import preview
from petitions.people.service import Upload, import_upload, read_upload


def make_draft(actor: Actor, upload: Upload) -> RosterDraft:
    """Keep an upload, sealed, until somebody has looked at what it would change.

    Raises what an import raises, except that the columns of a table may still be unknown.
    """
    if actor.organisation_id is None:
        raise NotAllowed(_("Only members of an organisation upload rosters in the browser."))
    with suppress(ColumnsUnknown):
        read_upload(upload)
    draft = RosterDraft(
        organisation_id=actor.organisation_id,
        body=upload.body,
        as_of=upload.as_of,
        filename=upload.filename,
        file=upload.data,
        keep_addresses=upload.keep_addresses,
        columns={},
        made_at=now(),
        made_by=actor.label,
    )
    db.session.add(draft)
    db.session.flush()
    audit.record(actor, "roster:draft", draft, _label(draft))
    return draft


def choose_columns(actor: Actor, draft: RosterDraft, columns: Columns) -> None:
    """Say which column of the draft's table holds what. Raises `RosterUnreadable` where a row can't be read so."""
    upload = upload_of(draft)
    read_upload(Upload(upload.data, upload.filename, upload.body, upload.as_of, upload.keep_addresses, columns))
    draft.columns = columns.as_json()
    audit.record(actor, "roster:choose_columns", draft, _label(draft))


def confirm(actor: Actor, draft: RosterDraft, seal: str) -> Roster:
    """Import the draft as the preview with that seal showed it, and throw the draft away.

    Raises `StalePage` when the register has changed since, so that the import would do something else.
    """
    locked(draft)
    upload = upload_of(draft)
    if preview(actor.organisation_id, upload, locked=True).seal != seal:
        raise StalePage(_("The register has changed since this page was made. Look at what would change now."))
    roster = import_upload(actor, upload)
    db.session.delete(draft)
    return roster


def discard(actor: Actor, draft: RosterDraft) -> None:
    """Throw the draft away; the register stays as it is."""
    audit.record(actor, "roster:discard", draft, _label(draft))
    db.session.delete(draft)


def purge() -> int:
    """Throw away drafts that nobody decided within a day. Returns how many there were."""
    gone = db.session.execute(delete(RosterDraft).where(RosterDraft.made_at < now() - KEPT).returning(RosterDraft.id))
    return len(gone.all())


def _label(draft: RosterDraft) -> str:
    return f"{bodies()[draft.body].name}, {draft.as_of.isoformat()}"
