"""How the discussion speaks of its threads."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.states import ThreadState


def became(thread: Thread) -> str:
    """What became of a thread, in a sentence."""
    if thread.taken_back:
        return _("%(who)s took this suggestion back.", who=thread.decided_by)
    return str(SENTENCES[ThreadState(thread.state)]) % {"who": thread.decided_by}


def state_name(thread: Thread) -> str:
    """A thread's state in a word."""
    return _("Taken back") if thread.taken_back else str(NAMES[ThreadState(thread.state)])


NAMES = {
    ThreadState.OPEN: _l("Open"),
    ThreadState.SETTLED: _l("Settled"),
    ThreadState.TAKEN: _l("Taken"),
    ThreadState.DECLINED: _l("Declined"),
}
SENTENCES = {
    ThreadState.OPEN: _l("This is open."),
    ThreadState.SETTLED: _l("%(who)s settled this."),
    ThreadState.TAKEN: _l("%(who)s took this suggestion."),
    ThreadState.DECLINED: _l("%(who)s declined this suggestion."),
}


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
