"""Verbs of the discussion: suggest wording, comment, answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, StalePage
from petitions.drafting.discussion import mentions, policy, queries
from petitions.drafting.discussion.history import tell_history
from petitions.drafting.discussion.models import Comment, Thread
from petitions.drafting.discussion.rules import (
    Place,
    comment_words,
    places,
    reason_words,
    replacement_words,
    subject_words,
)
from petitions.drafting.discussion.states import ThreadKind
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Change, paragraphs
from petitions.drafting.rules import EmptyField, fill
from petitions.drafting.service import require_editable
from petitions.drafting.starters import fields_of


def suggest(
    actor: Actor, version: Version, changes: Sequence[Change], note: str = "", *, row_id: UUID | None = None
) -> list[Thread]:
    """Suggest other wording for paragraphs of a version: one thread for each change, in the order given.

    The version may be an older one: each suggestion is then carried to where its words stand now, and says so where
    they are gone. The same suggestion by the same colleague for the same paragraph, still open, is returned instead
    of made again. Merge fields are filled in from the case as it is now: what is read is what will be taken.
    ``note`` says why, in every thread; in one that was open already it is added, unless it says so already.
    ``row_id`` is the id of the thread of a single change (`core.once`).
    Raises `NotAllowed` outside the organisation, `InvalidTransition` when the text can't change any more, `StalePage`
    when a change starts from other words than the version has, `DomainError` for one that changes nothing and for a
    note that is too long, `EmptyField`, `UnprintableText`, `TextTooLong` and `NestedTooDeep`.
    """
    page = _enter(actor, version)
    read = _read(version, changes)
    words = comment_words(note) if note.strip() else ""
    waiting = {_sameness(row): row for row in queries.suggestions_of(version.text, actor.id)}
    threads = []
    for change in read:
        new = _new(actor, page, ThreadKind.SUGGESTION, change, row_id if len(read) == 1 else None)
        thread = waiting.setdefault(_sameness(new), new)
        if thread is new:
            _begin(actor, thread, "suggestion:make", words)
        elif words:
            _say_once(actor, thread, words)
        threads.append(thread)
    return threads


def suggest_subject(
    actor: Actor, version: Version, subject: str, note: str = "", *, row_id: UUID | None = None
) -> Thread:
    """Suggest another subject for a version; the rest is as with `suggest`, and raises as it does."""
    page = _enter(actor, version, on_subject=True)
    wanted = subject_words(fill(subject, fields_of(version.text.campaign.case)))
    if wanted == version.subject:
        raise DomainError(_("Change the words: this is what the subject says already."))
    words = reason_words(note)
    thread = _new(actor, page, ThreadKind.SUGGESTION, Change(0, version.subject, wanted), row_id)
    for known in queries.suggestions_of(version.text, actor.id):
        if _sameness(known) == _sameness(thread):
            if words:
                _say_once(actor, known, words)
            return known
    _begin(actor, thread, "suggestion:make", words)
    return thread


def comment(
    actor: Actor,
    version: Version,
    paragraph: int | None,
    words: str,
    *,
    row_id: UUID | None = None,
    said_by: str = "",
) -> Thread:
    """Say something of a paragraph of a version, counted from 0, or of its subject, which is None; it begins a thread.

    Of an older version it is carried like a suggestion. Colleagues named as “@Full Name” are told by mail.
    ``said_by`` names who said it where the actor only brings it; the history names the actor, and nobody is told, since
    no mail of ours quotes what a stranger says.
    Raises `NotAllowed` outside the organisation, `InvalidTransition` when the text can't change any more,
    `DomainError` for nothing, too much, or where there is no such paragraph, and `UnprintableText`.
    """
    page = _enter(actor, version, on_subject=paragraph is None)
    said = comment_words(words)
    there = [version.subject] if paragraph is None else paragraphs(version.body)
    number = paragraph or 0
    if not 0 <= number < len(there):
        raise DomainError(_("Version %(number)d has no such paragraph.", number=version.number))
    thread = _new(actor, page, ThreadKind.COMMENT, Change(number, there[number], ""), row_id, said_by)
    _begin(actor, thread, "comment:add", said, said_by)
    return thread


def reply(actor: Actor, thread: Thread, words: str, *, row_id: UUID | None = None, said_by: str = "") -> Comment:
    """Answer in a thread, whatever its state; ``said_by`` as with `comment`.

    Raises `NotAllowed`, `DomainError` and `UnprintableText`.
    """
    locked(thread.campaign)
    policy.require_discuss(actor, thread.campaign)
    said = comment_words(words)
    tell_history(actor, "comment:add", thread)
    return _say(actor, thread, said, row_id, said_by)


@dataclass(frozen=True)
class _Page:
    """The version that somebody read, and where each of its paragraphs stands in the latest one.

    With ``on_subject`` its subject was read, which is one paragraph and always there.
    """

    version: Version
    latest: Version
    places: Sequence[Place | None]
    on_subject: bool


def _enter(actor: Actor, version: Version, *, on_subject: bool = False) -> _Page:
    """Let one at a time change a campaign's text and what is said of it."""
    campaign = version.text.campaign
    locked(campaign)
    policy.require_discuss(actor, campaign)
    require_editable(campaign, is_translation=bool(version.translation))
    latest = queries.latest_of(version.text)
    spots = [Place(0, latest.subject)] if on_subject else places(version.body, latest.body)
    return _Page(version, latest, spots, on_subject)


def _read(version: Version, changes: Sequence[Change]) -> list[Change]:
    """The changes in canonical form, each held against the version that it starts from."""
    there = paragraphs(version.body)
    fields = fields_of(version.text.campaign.case)
    read = [change._replace(replacement=replacement_words(_filled(change, fields))) for change in changes]
    for change in read:
        if not 0 <= change.paragraph < len(there) or there[change.paragraph] != change.base:
            raise StalePage(
                _(
                    "Paragraph %(paragraph)d of version %(number)d reads otherwise. Look at it, then suggest again.",
                    paragraph=change.paragraph + 1,
                    number=version.number,
                )
            )
        if change.replacement == change.base:
            raise DomainError(_("Change the words: this is what the paragraph says already."))
    return read


def _filled(change: Change, fields: Mapping[str, str]) -> str:
    """What is wanted, with its merge fields filled in; an error says in which paragraph to look."""
    try:
        return fill(change.replacement, fields)
    except EmptyField as empty:
        told = {"paragraph": change.paragraph + 1, "name": empty.name}
        sentence = _(
            "Paragraph %(paragraph)d has the field “%(name)s”, which the case does not fill. Write out what is meant.",
            **told,
        )
        raise EmptyField(empty.name, sentence) from empty


def _sameness(thread: Thread) -> tuple[str, str, int, bool, bool]:
    """What two suggestions of one colleague have in common that are the same. Two paragraphs may read alike."""
    return thread.quoted, thread.replacement, thread.paragraph, thread.on_subject, thread.gone_since is None


def _new(actor: Actor, page: _Page, kind: ThreadKind, change: Change, row_id: UUID | None, said_by: str = "") -> Thread:
    """A thread, not yet written: where its words stand in the latest version, or as gone from it."""
    spot = page.places[change.paragraph]
    place = spot or Place(change.paragraph, change.base)
    return Thread(
        id=row_id,
        text_id=page.version.text_id,
        campaign_id=page.version.campaign_id,
        made_on_id=page.version.id,
        made_at=change.paragraph,
        quoted=change.base,
        paragraph=place.paragraph,
        on_subject=page.on_subject,
        placed_in_id=page.latest.id if spot else page.version.id,
        stood=place.words,
        gone_since=None if spot else page.latest.number,
        kind=kind,
        replacement=change.replacement,
        by_id=actor.id,
        by_label=said_by or actor.label,
        at=now(),
    )


def _begin(actor: Actor, thread: Thread, action: str, words: str, said_by: str = "") -> None:
    """Write a new thread, with the first thing said in it."""
    db.session.add(thread)
    db.session.flush()
    tell_history(actor, action, thread)
    if words:
        _say(actor, thread, words, said_by=said_by)


def _say_once(actor: Actor, thread: Thread, words: str) -> None:
    """Add to a thread what nobody has said in it."""
    if words not in {said.body for said in thread.comments}:
        tell_history(actor, "comment:add", thread)
        _say(actor, thread, words)


def _say(actor: Actor, thread: Thread, words: str, row_id: UUID | None = None, said_by: str = "") -> Comment:
    label = said_by or actor.label
    said = Comment(id=row_id, thread_id=thread.id, author_id=actor.id, author_label=label, body=words, at=now())
    db.session.add(said)
    db.session.flush()
    db.session.expire(thread, ["comments"])
    if not said_by:
        mentions.keep(said, queries.colleagues(thread.campaign))
    return said
