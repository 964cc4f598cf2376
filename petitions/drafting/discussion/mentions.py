"""Colleagues named in comments are told by mail: one mail gathers what was said within some minutes."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from petitions.accounts.models import User
from petitions.core.clock import now
from petitions.core.db import db, one_at_a_time
from petitions.drafting.discussion import mail, queries
from petitions.drafting.discussion.models import Comment, Mention
from petitions.drafting.discussion.rules import mentioned

GATHERED = timedelta(minutes=5)
"""How long the first mention waits for others, so that a lively discussion makes one mail."""


def keep(comment: Comment, colleagues: Iterable[User]) -> None:
    """Keep whom of the colleagues a comment names, so that each is told; nobody is told of what they said."""
    names = {user.id: user.name for user in colleagues if user.id != comment.author_id}
    for user_id in mentioned(comment.body, names):
        db.session.add(Mention(comment_id=comment.id, user_id=user_id, at=comment.at))
    db.session.flush()


def tell() -> int:
    """Write one mail to each colleague whose oldest mention has waited long enough. Returns how many were written.

    Mentions of who can't sign in any more, or has left the organisation, are thrown away. Two workers that do this at
    once do it one after the other; the mail and the note that it was written commit together.
    """
    one_at_a_time("discussion mentions")
    waiting = _by_reader(queries.waiting_mentions())
    due = {key: found for key, found in waiting.items() if min(row.at for row in found) <= now() - GATHERED}
    return sum(_tell(organisation_id, found) for (_user, organisation_id), found in due.items())


def _by_reader(mentions: Iterable[Mention]) -> Mapping[tuple[UUID, UUID], list[Mention]]:
    """What each reads together: no mail mixes what belongs to two organisations."""
    found: dict[tuple[UUID, UUID], list[Mention]] = {}
    for mention in mentions:
        key = mention.user_id, mention.comment.thread.organisation_id
        found.setdefault(key, []).append(mention)
    return found


def _tell(organisation_id: UUID, mentions: list[Mention]) -> int:
    reader = mentions[0].user
    if not queries.works_for(reader, organisation_id):
        for mention in mentions:
            db.session.delete(mention)
        return 0
    mail.tell_mentions(reader, mentions)
    for mention in mentions:
        mention.told_at = now()
    return 1
