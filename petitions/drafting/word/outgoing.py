"""Threads of the discussion as comments of a Word file, to send out and to know again."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _

from petitions.drafting.discussion import queries
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.models import Version
from petitions.drafting.word.sayings import Beside, Identity, Outgoing, minute


def beside(version: Version) -> list[Beside]:
    """What is open on a version: on the latest all that stands in it, on another what was begun on it."""
    is_latest = queries.latest_of(version.text).id == version.id
    found = queries.open_threads(version.text) if is_latest else queries.made_on(version)
    return [
        Beside(None if row.on_subject else row.paragraph if is_latest else row.made_at, said_in(row))
        for row in found
        if row.state == ThreadState.OPEN and (row.gone_since is None or not is_latest)
    ]


def known(threads: Iterable[Thread]) -> dict[Identity, tuple[UUID, UUID]]:
    """Of everything said in these threads its thread and its own key, by what a file would say.

    A file that was made anonymous says neither who nor when.
    """
    found = {}
    for thread in threads:
        for one in said_in(thread):
            found[Identity.of(one.author, minute(one.at), one.words)] = thread.id, one.key
            found[Identity.of("", "", one.words)] = thread.id, one.key
    return found


def said_in(thread: Thread) -> list[Outgoing]:
    """What a thread says. The first of it bears the thread's id, the others those of the comments."""
    said = [Outgoing(row.id, row.author_label, row.at, row.body) for row in thread.comments]
    if thread.kind == ThreadKind.SUGGESTION:
        return [Outgoing(thread.id, thread.by_label, thread.at, _suggested(thread)), *said]
    return [one._replace(key=thread.id) if place == 0 else one for place, one in enumerate(said)]


def _suggested(thread: Thread) -> str:
    if not thread.replacement:
        return _("Suggests to take this paragraph out.")
    if thread.on_subject:
        return _("Suggests another subject:") + f"\n{thread.replacement}"
    return _("Suggests other words for this paragraph:") + f"\n{thread.replacement}"
