"""When the text changes, what was said of a paragraph goes with its words."""

from collections.abc import Sequence

from petitions.drafting import queries as drafting
from petitions.drafting.discussion import queries
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.rules import Place, came, found_again, places
from petitions.drafting.events import VersionSaved
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import paragraphs


def follow_version(saved: VersionSaved) -> None:
    """Carry every open thread of the text from the version before to the new one.

    The two are aligned once, however many threads and versions there are. Words that come back as they were, such as
    by an edit undone, find their thread again.
    """
    version = drafting.by_id(saved.version_id)
    threads = queries.to_carry(version.text)
    if not threads:
        return
    before = queries.before(version).body
    spots = places(before, version.body)
    standing = came(paragraphs(before), paragraphs(version.body))
    for thread in threads:
        spot = spots[thread.paragraph] if thread.gone_since is None else _again(thread, standing)
        put(thread, spot, version)


def place_anew(thread: Thread) -> None:
    """Carry a thread that is opened again from where it stood to the latest version."""
    latest = queries.latest_of(thread.text)
    if thread.gone_since is not None:
        spot = _again(thread, paragraphs(latest.body))
    else:
        spot = places(thread.placed_in.body, latest.body)[thread.paragraph]
    put(thread, spot, latest)


def put(thread: Thread, spot: Place | None, version: Version) -> None:
    """Say where in the version the thread stands, or since which version its words are gone.

    What is said of the subject stays with it: that may change, but it is never gone.
    """
    spot = Place(0, version.subject) if thread.on_subject else spot
    if spot is not None:
        thread.paragraph, thread.stood = spot
        thread.placed_in_id, thread.gone_since = version.id, None
    elif thread.gone_since is None:
        thread.gone_since = version.number


def _again(thread: Thread, standing: Sequence[str | None]) -> Place | None:
    return found_again(standing, thread.paragraph, (thread.stood, thread.quoted))
