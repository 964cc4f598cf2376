"""Threads of the discussion as comments of a Word file, to send out and to know again."""

from collections import defaultdict
from collections.abc import Iterable

from flask_babel import gettext as _

from petitions.drafting.discussion import queries
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.models import Version
from petitions.drafting.word.sayings import SUBJECT, Beside, Identity, Outgoing, Said, minute


def beside(version: Version) -> list[Beside]:
    """What is open on a version: on the latest all that stands in it, on another what was begun on it."""
    is_latest = queries.latest_of(version.text).id == version.id
    found = queries.open_threads(version.text) if is_latest else queries.made_on(version)
    return [
        Beside(None if row.on_subject else row.paragraph if is_latest else row.made_at, said_in(row))
        for row in found
        if row.state == ThreadState.OPEN and (row.gone_since is None or not is_latest)
    ]


def known(threads: Iterable[Thread], version: Version) -> dict[Identity, list[Said]]:
    """Everything said in these threads in the order of the text, by what a file made from the version would say.

    A file that was made anonymous says neither who nor when. Several things may be said alike, as “Source?” twice.
    """
    found: dict[Identity, list[Said]] = defaultdict(list)
    for thread in sorted(threads, key=lambda row: (_place(row, version), row.at, row.id)):
        for one in said_in(thread):
            told = Said(thread.id, one.key, _place(thread, version))
            found[Identity.of(one.author, minute(one.at), one.words)].append(told)
            found[Identity.of("", "", one.words)].append(told)
    return found


def _place(thread: Thread, version: Version) -> int:
    """Where a thread stands in a version, as far as it is known: where it began, or where it stands now."""
    if thread.on_subject:
        return SUBJECT
    return thread.made_at if thread.made_on_id == version.id else thread.paragraph


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
