"""How the discussion speaks of its threads."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.states import ThreadKind, ThreadState


def became(state: str, by: str) -> str:
    """What became of a thread, in a sentence."""
    match ThreadState(state):
        case ThreadState.OPEN:
            return _("This is open.")
        case ThreadState.SETTLED:
            return _("%(who)s settled this.", who=by)
        case ThreadState.TAKEN:
            return _("%(who)s took this suggestion.", who=by)
        case ThreadState.DECLINED:
            return _("%(who)s declined this suggestion.", who=by)


def state_name(kind: str, state: str) -> str:
    """A thread's state in a word."""
    match ThreadState(state):
        case ThreadState.OPEN:
            return _("Open")
        case ThreadState.SETTLED:
            return _("Taken back") if kind == ThreadKind.SUGGESTION else _("Settled")
        case ThreadState.TAKEN:
            return _("Taken")
        case ThreadState.DECLINED:
            return _("Declined")


TONES = {
    ThreadState.OPEN: "wait",
    ThreadState.SETTLED: "quiet",
    ThreadState.TAKEN: "done",
    ThreadState.DECLINED: "danger",
}


def why(taken: Sequence[Thread]) -> str:
    """Why a version was made of these suggestions: who suggested what, by the paragraphs of the version before."""
    places: dict[str, list[str]] = {}
    for thread in taken:
        places.setdefault(thread.by_label, []).append(str(thread.paragraph + 1))
    said = [
        ngettext(
            "%(who)s (paragraph %(where)s)",
            "%(who)s (paragraphs %(where)s)",
            len(where),
            who=who,
            where=", ".join(where),
        )
        for who, where in places.items()
    ]
    return _("Suggested by %(whom)s.", whom=", ".join(said))


def count(comments: int, suggestions: int) -> str:
    """How much is open: “3 open comments, 2 suggestions”; nothing where nothing is."""
    said = []
    if comments:
        said.append(ngettext("%(num)s open comment", "%(num)s open comments", comments))
    if suggestions:
        said.append(ngettext("%(num)s suggestion", "%(num)s suggestions", suggestions))
    return ", ".join(said)
