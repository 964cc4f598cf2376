"""The verb that makes suggestions and comments of what was chosen from a Word file."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.db import db, locked
from petitions.core.text import canonical
from petitions.drafting.discussion.models import Comment, Thread
from petitions.drafting.discussion.rules import MAX_COMMENT
from petitions.drafting.discussion.service import comment, reply, suggest, suggest_subject
from petitions.drafting.models import Version
from petitions.drafting.word.proposing import Proposal
from petitions.drafting.word.talks import Saying, Talk


@dataclass(frozen=True)
class Chosen:
    """What somebody ticked: numbers of paragraphs, the subject, places in the list of comments; and a note."""

    paragraphs: Collection[int]
    subject: bool
    talks: Collection[int]
    note: str = ""


@dataclass(frozen=True)
class TakenIn:
    """What became of it; comments that were here already are none."""

    suggestions: list[Thread]
    comments: int


def take_in(actor: Actor, version: Version, proposal: Proposal, chosen: Chosen) -> TakenIn:
    """Suggest what was chosen of a file, and say its comments in the name of those who wrote them there.

    A comment that was taken in before is not said again, whoever brings the file. Raises what `suggest`,
    `suggest_subject` and `comment` raise.
    """
    locked(version.text.campaign)
    threads: list[Thread] = []
    if chosen.subject and proposal.subject:
        threads.append(suggest_subject(actor, version, proposal.subject, chosen.note))
    if changes := proposal.changes(version, chosen.paragraphs):
        threads += suggest(actor, version, changes, chosen.note)
    talks = [talk for place, talk in enumerate(proposal.talks) if place in chosen.talks]
    known = here(talks)
    return TakenIn(threads, sum(_say(actor, version, talk, known) for talk in talks))


def here(talks: Iterable[Talk]) -> set[str]:
    """The keys of what was said here already, or was taken in before."""
    keys = {UUID(saying.key) for talk in talks for saying in talk.said}
    found = (db.session.scalars(select(table.id).where(table.id.in_(keys))) for table in (Thread, Comment))
    return {str(key) for rows in found for key in rows}


def _say(actor: Actor, version: Version, talk: Talk, known: Collection[str]) -> int:
    """Say what is new of a comment and its answers. Returns how much that was."""
    thread = db.session.get(Thread, UUID(talk.key))
    fresh = [saying for saying in talk.said if saying.key not in known]
    for saying in fresh:
        first, *more = _pieces(saying.words if thread else _placed(talk, saying.words))
        label, key = _label(actor, saying), UUID(saying.key)
        if thread is None:
            paragraph = None if talk.on_subject else talk.paragraph
            thread = comment(actor, version, paragraph, first, row_id=UUID(talk.key), said_by=label)
        else:
            reply(actor, thread, first, row_id=key, said_by=label)
        for number, piece in enumerate(more):
            reply(actor, thread, piece, row_id=uuid5(key, str(number)), said_by=label)
    return len(fresh)


def _label(actor: Actor, saying: Saying) -> str:
    author = saying.author or _("Somebody not named")
    return _("%(author)s, in a Word file brought by %(who)s", author=author, who=actor.label)


def _placed(talk: Talk, words: str) -> str:
    """What begins a thread, with what the paragraph alone does not tell."""
    said = [] if talk.is_placed else [_("The file does not say where in the text this stands.")]
    said += [_("Of “%(words)s”:", words=talk.quote)] if talk.quote else []
    return "\n".join([*said, words])


def _pieces(words: str) -> list[str]:
    """Words that are too long for one comment, as several."""
    said = canonical(words)
    cut = (said[start : start + MAX_COMMENT] for start in range(0, len(said), MAX_COMMENT))
    return [piece for piece in cut if piece.strip()]
