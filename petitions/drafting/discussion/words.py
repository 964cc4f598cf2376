"""How the discussion speaks of its threads."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.states import ThreadState


def spot(paragraph: int, *, on_subject: bool) -> str:
    """What of a version is meant: “paragraph 2” of those counted from 0, or “subject”."""
    return _("subject") if on_subject else _("paragraph %(number)d", number=paragraph + 1)


def heading(thread: Thread) -> str:
    """What a suggestion is called in a list of them: “Paragraph 2, by Ada Organiser”."""
    if thread.on_subject:
        return _("Subject, by %(who)s", who=thread.by_label)
    return _("Paragraph %(number)d, by %(who)s", number=thread.paragraph + 1, who=thread.by_label)


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
    makers: dict[str, list[Thread]] = {}
    for thread in taken:
        makers.setdefault(thread.by_label, []).append(thread)
    said = [_("%(who)s (%(where)s)", who=who, where=_spots(theirs)) for who, theirs in makers.items()]
    return _("Suggested by %(whom)s.", whom=", ".join(said))


def count(comments: int, suggestions: int) -> str:
    """How much is open: “3 open comments, 2 suggestions”; nothing where nothing is."""
    said = []
    if comments:
        said.append(ngettext("%(num)s open comment", "%(num)s open comments", comments))
    if suggestions:
        said.append(ngettext("%(num)s suggestion", "%(num)s suggestions", suggestions))
    return ", ".join(said)


def _spots(threads: Sequence[Thread]) -> str:
    """“subject, paragraphs 2, 5”."""
    numbers = [str(thread.paragraph + 1) for thread in threads if not thread.on_subject]
    said = [_("subject")] if len(numbers) < len(threads) else []
    if numbers:
        said.append(ngettext("paragraph %(where)s", "paragraphs %(where)s", len(numbers), where=", ".join(numbers)))
    return ", ".join(said)
