"""The verb that makes one new version of the suggestions that were chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.drafting.discussion import policy, queries, words
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.rules import reason_words
from petitions.drafting.discussion.settling import decide
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Applied, Change, applied
from petitions.drafting.service import Draft, require_editable, save_version
from petitions.drafting.translations.service import reword


@dataclass(frozen=True)
class Taken:
    """A version made of suggestions, those that it took, and those of the chosen that stay open.

    What stays open touches the same words as another that was taken, or as a change made since it was suggested.
    """

    version: Version
    taken: list[Thread]
    left: list[Thread]


def take(actor: Actor, version: Version, threads: Sequence[Thread], note: str = "") -> Taken:
    """Make one new version of the latest one with those of the suggestions that go together, in the text's order.

    ``note`` is added to why the version was made, which names who suggested what. A repeat gives what it gave before.
    Raises `NotAllowed` to who doesn't write the text, `NotFound` for a thread of another campaign, `StalePage` when
    this is not the latest version any more, `DomainError` when nothing is chosen or nothing can be taken, and for a
    thread of another language, `InvalidTransition` for what is not open or can't change any more, and what
    `save_version` raises. A version of a translation goes on following what it followed.
    """
    campaign = version.text.campaign
    locked(campaign)
    policy.require_decide(actor, campaign)
    chosen = _as_they_are(version, threads)
    if not chosen:
        raise DomainError(_("Tick the suggestions that you take."))
    if (before := _taken_before(actor, version, chosen)) is not None:
        return before
    require_editable(campaign, is_translation=bool(version.translation))
    _require_latest(version)
    for thread in chosen:
        _require_open(thread)
    here = [thread for thread in chosen if thread.gone_since is None]
    on_subject, on_text = ([thread for thread in here if thread.on_subject == kind] for kind in (True, False))
    titled, done = applied(version.subject, _changes(on_subject)), applied(version.body, _changes(on_text))
    taken = [*(on_subject[place] for place in titled.taken), *(on_text[place] for place in done.taken)]
    if not taken:
        raise DomainError(_("None of these can be taken: the words that they change were changed since, or are gone."))
    why = " ".join(filter(None, (words.why(taken), reason_words(note))))
    made = _save(actor, version, titled.body, done, why)
    for thread in taken:
        _took(actor, thread, made)
    return Taken(made, taken, [thread for thread in chosen if thread not in taken])


def _as_they_are(version: Version, threads: Sequence[Thread]) -> list[Thread]:
    """The threads of the version's text as the database has them now, each once, in the order of the text."""
    found = {thread.id: thread for thread in threads}.values()
    for thread in found:
        queries.require_of(version.text.campaign, thread)
        if thread.text_id != version.text_id:
            raise DomainError(_("This is a suggestion for the text in another language. Open it there."))
        locked(thread)
    return sorted(found, key=lambda thread: (not thread.on_subject, thread.paragraph, thread.at, thread.id))


def _taken_before(actor: Actor, version: Version, chosen: Sequence[Thread]) -> Taken | None:
    """What the same page did when the same hands sent it before: all that is taken of these came of this very version.

    Words that stood in the text already made no new version.
    """
    taken = [thread for thread in chosen if thread.state == ThreadState.TAKEN]
    made = {(thread.taken_in, thread.decided_by_id) for thread in taken}
    only, by_id = made.pop() if len(made) == 1 else (None, None)
    if only is None or by_id != actor.id or only.number not in (version.number, version.number + 1):
        return None
    return Taken(only, taken, [thread for thread in chosen if thread not in taken])


def _require_latest(version: Version) -> None:
    latest = queries.latest_of(version.text)
    if latest.id != version.id:
        raise StalePage(
            _(
                "Version %(number)d was saved meanwhile. What you ticked and is still open stays ticked: look at it"
                " in the newer text, then take it.",
                number=latest.number,
            )
        )


def _require_open(thread: Thread) -> None:
    if thread.kind != ThreadKind.SUGGESTION:
        raise DomainError(_("Only suggestions can be taken."))
    if thread.state != ThreadState.OPEN:
        raise InvalidTransition(words.became(thread))


def _changes(threads: Sequence[Thread]) -> list[Change]:
    return [Change(row.paragraph, row.quoted, row.replacement) for row in threads]


def _save(actor: Actor, version: Version, subject: str, done: Applied, why: str) -> Version:
    text = version.text
    draft = Draft(subject, done.body, why, made_from=version.number, language=text.language)
    return save_version(actor, text.campaign, draft) if text.is_authoritative else reword(actor, version, draft, done)


def _took(actor: Actor, thread: Thread, made: Version) -> None:
    thread.taken_in_id, thread.gone_since = made.id, None
    decide(actor, thread, ThreadState.TAKEN)
    db.session.flush()
    db.session.expire(thread, ["taken_in"])
