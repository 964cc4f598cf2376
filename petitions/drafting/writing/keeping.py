"""Words that keep themselves while somebody types, until a version holds them or they are thrown away.

These are no verbs of the campaign: what somebody types is private until it is saved, it changes nothing for anyone
else, and it happens every few seconds. So the history does not tell of it, and an author's id stands for the actor.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, one_at_a_time
from petitions.core.errors import NotFound
from petitions.drafting import queries
from petitions.drafting.writing.models import WorkingCopy

KEPT = timedelta(days=30)
"""How long unsaved words are kept after they were last touched."""

_UNSTORABLE = {0: "\u2400", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


@dataclass(frozen=True, slots=True)
class Window:
    """Which window words come from: its own id, its turn, and the copy that it continues, at the turn read."""

    copy_id: UUID
    turn: int = 0
    continues: tuple[UUID, int] | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed at this moment, in which language, and the number of the version that it was made from.

    ``fields`` is where the words of a translation stand on its page; None for the authoritative text.
    """

    language: str
    made_from: int
    subject: str
    body: str
    why: str = ""
    fields: dict[str, Any] | None = None


def keep(author_id: UUID, campaign: Campaign, window: Window, typed: Typed) -> WorkingCopy:
    """Keep what a window holds, instead of what it held before; an older turn that arrives late changes nothing.

    Raises `NotFound` where the id is that of somebody else's copy.
    """
    copy, is_news = _copy_at(author_id, campaign, window)
    if not is_news:
        return copy
    if _is_saved(campaign, typed):
        _empty(copy)
    else:
        copy.language, copy.made_from, copy.is_put_away = typed.language, typed.made_from, False
        copy.subject, copy.body, copy.why = map(_storable, (typed.subject, typed.body, typed.why))
        copy.fields = typed.fields
    _continue(author_id, window)
    db.session.flush()
    return copy


def put_away(author_id: UUID, campaign: Campaign, window: Window) -> None:
    """Let the words go that this window holds, and those that it continues. Raises what `keep` raises.

    What stays until it is purged is the turn, so that a request that is still under way brings nothing back.
    """
    copy, _is_news = _copy_at(author_id, campaign, window)
    copy.turn = max(copy.turn, window.turn)
    _empty(copy)
    _continue(author_id, window)
    db.session.flush()


def purge() -> int:
    """Delete working copies that nobody touched for `KEPT`. Returns how many there were."""
    gone = delete(WorkingCopy).where(WorkingCopy.saved_at < now() - KEPT).returning(WorkingCopy.id)
    return len(db.session.execute(gone).all())


def _copy_at(author_id: UUID, campaign: Campaign, window: Window) -> tuple[WorkingCopy, bool]:
    """The window's copy, made where there was none, and whether this turn is news to it."""
    one_at_a_time(f"working copy {window.copy_id}")
    copy = db.session.get(WorkingCopy, window.copy_id, populate_existing=True)
    if copy is None:
        copy = WorkingCopy(id=window.copy_id, author_id=author_id, campaign_id=campaign.id, turn=-1)
        copy.language, copy.subject, copy.body, copy.made_from = "", "", "", 0
        db.session.add(copy)
    if (copy.author_id, copy.campaign_id) != (author_id, campaign.id):
        raise NotFound(_("Nothing of yours is kept under this name. Open the page anew."))
    is_news = window.turn > copy.turn or (window.turn == copy.turn and not copy.is_put_away)
    if is_news:
        copy.turn, copy.saved_at = window.turn, now()
    return copy, is_news


def _is_saved(campaign: Campaign, typed: Typed) -> bool:
    """Whether the latest version has these very words, so that nothing is unsaved."""
    latest = queries.latest(campaign, typed.language)
    typed_body = typed.body.replace("\r\n", "\n").strip()
    return latest is not None and (latest.subject, latest.body.strip()) == (typed.subject.strip(), typed_body)


def _continue(author_id: UUID, window: Window) -> None:
    """The copy that was continued is done with, unless its own window has typed on since."""
    if window.continues is None:
        return
    earlier = db.session.get(WorkingCopy, window.continues[0], populate_existing=True)
    if earlier is not None and (earlier.author_id, earlier.turn) == (author_id, window.continues[1]):
        _empty(earlier)


def _empty(copy: WorkingCopy) -> None:
    copy.subject = copy.body = copy.why = ""
    copy.is_put_away = True


def _storable(text: str) -> str:
    """As typed, but with a visible sign where a character is one that no database keeps."""
    return text.translate(_UNSTORABLE)
