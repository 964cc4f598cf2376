"""Threads as pages show them: what was said, what a suggestion would change, and what keeps it from being taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from petitions.core.actor import Actor
from petitions.core.text import Part, difference, visible
from petitions.drafting.approvals.links import place
from petitions.drafting.discussion import policy, queries, words
from petitions.drafting.discussion.history import label_of
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.rendering import rendered
from petitions.drafting.discussion.rules import shortened
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.paragraphs import merged


@dataclass(frozen=True)
class Said:
    """One comment, with what could turn its direction written out."""

    who: str
    at: datetime
    words: str


@dataclass(frozen=True)
class Shown:
    """One thread. ``parts`` is what its suggestion would change; ``bar`` says why it can't be taken as it is.

    ``settles`` is what settling it is called for this actor, nothing where they may not.
    """

    thread: Thread
    name: str
    heading: str
    where: str
    summary: str
    state: str
    tone: str
    said: list[Said]
    parts: list[Part]
    bar: str
    settles: str

    @classmethod
    def to(cls, actor: Actor, thread: Thread) -> "Shown":
        """A thread as this actor sees it."""
        is_suggestion = thread.kind == ThreadKind.SUGGESTION
        return cls(
            thread,
            name=_("Suggestion") if is_suggestion else _("Comment"),
            heading=words.heading(thread),
            where=label_of(thread),
            summary=visible(shortened(_summary(thread), 120)),
            state=words.state_name(thread),
            tone=words.TONES[ThreadState(thread.state)],
            said=[Said(one.author_label, one.at, visible(one.body)) for one in thread.comments],
            parts=_parts(thread) if is_suggestion else [],
            bar=_bar(thread) if is_suggestion and thread.state == ThreadState.OPEN else "",
            settles=_settles(actor, thread),
        )

    @property
    def on(self) -> str:
        """The words that it is about, as it last stood beside them; cut short."""
        return visible(shortened(self.thread.stood))

    @property
    def is_suggestion(self) -> bool:
        """Whether it suggests other wording."""
        return self.thread.kind == ThreadKind.SUGGESTION

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.thread.state == ThreadState.OPEN

    @property
    def takes_out(self) -> bool:
        """Whether it would take the paragraph out."""
        return self.is_suggestion and not self.thread.replacement


@dataclass(frozen=True)
class Row:
    """One paragraph of a version, numbered from 1, with what is said of it."""

    number: int
    html: Markup
    threads: list[Shown]

    @classmethod
    def of(cls, actor: Actor, version: Version, threads: Iterable[Thread], *, is_latest: bool) -> list["Row"]:
        """The paragraphs of a version with their threads: where each stands now, or was begun."""
        beside: dict[int, list[Shown]] = {}
        for thread in threads:
            beside.setdefault(thread.paragraph if is_latest else thread.made_at, []).append(Shown.to(actor, thread))
        return [cls(number + 1, html, beside.get(number, [])) for number, html in enumerate(rendered(version.body))]


def of_subject(version: Version) -> Markup:
    """The subject of a version, with what could turn its direction written out."""
    return Markup("<p>{}</p>").format(visible(version.subject))


def compared(old: str, new: str) -> list[Part]:
    """What differs between two wordings, with what could turn their direction written out."""
    return difference(visible(old), visible(new))


def anchor(paragraph: int, *, on_subject: bool) -> str:
    """Where on the page of a version a paragraph, counted from 0, or the subject stands."""
    return "subject" if on_subject else f"paragraph-{paragraph + 1}"


def reading(text: CampaignText, anchor: str = "") -> str:
    """Where the latest version of a text is discussed."""
    return url_for("drafting.discuss", **place(queries.latest_of(text)), _anchor=anchor or None)


def named(threads: Sequence[Thread]) -> str:
    """Some suggestions by who made them and where they stand, the first eight of them."""
    said = [
        _("%(who)s (%(where)s)", who=row.by_label[:60], where=words.spot(row.paragraph, on_subject=row.on_subject))
        for row in threads[:8]
    ]
    return ", ".join(said) + (" …" if len(threads) > len(said) else "")


def _summary(thread: Thread) -> str:
    """What is said first or, where a suggestion speaks for itself, what it wants."""
    if thread.opening or thread.replacement or thread.kind == ThreadKind.COMMENT:
        return thread.opening or thread.replacement or thread.quoted
    return _("Take out: %(words)s", words=thread.quoted)


def _settles(actor: Actor, thread: Thread) -> str:
    if thread.state != ThreadState.OPEN or not policy.may_settle(actor, thread):
        return ""
    return _("Take it back") if thread.kind == ThreadKind.SUGGESTION and thread.by_id == actor.id else _("Settle")


def _parts(thread: Thread) -> list[Part]:
    """What taking it would change now; of one that is over or can't be taken, what its maker changed."""
    if thread.state == ThreadState.OPEN and thread.gone_since is None:
        wanted = merged(thread.quoted, thread.stood, thread.replacement)
        if wanted is not None and wanted != thread.stood:
            return compared(thread.stood, wanted)
    return compared(thread.quoted, thread.replacement)


def _bar(thread: Thread) -> str:
    if thread.gone_since is not None:
        return _("The words that it changes are gone. What is still wanted of it has to be written by hand.")
    if merged(thread.quoted, thread.stood, thread.replacement) is None:
        return _("The same words were changed since. What is still wanted of it has to be written by hand.")
    return ""
