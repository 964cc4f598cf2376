"""What people said beside the text of a Word file: comments and the answers to them. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from petitions.core.markdown import MAX_BYTES
from petitions.core.text import printable
from petitions.drafting.word.elements import W14, W15, Element, W
from petitions.drafting.word.file import WordFile
from petitions.drafting.word.quoting import Marked, marked
from petitions.drafting.word.sayings import one_name

MOST = 200
"""How many comments of a file are read."""

_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
_SIGNS = {f"{W}p": "\n", f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


class Spot(NamedTuple):
    """Where a comment stands: the number of its unit of the text, None where it stands on none.

    ``taken_out`` is the paragraph that its bookmark names, where all of its words are deleted; ``note`` the number of
    the note that it stands in, whose unit is the first that marks it.
    """

    unit: int | None = None
    taken_out: int | None = None
    note: int = 0
    on_subject: bool = False


class Remark(NamedTuple):
    """A comment. ``at`` is its minute as the file says it; ``answers`` the key of the comment that it answers."""

    key: str
    author: str
    at: str
    words: str
    answers: str
    is_resolved: bool
    spot: Spot
    marked: Marked


def remarks_in(file: WordFile, spots: Mapping[str, Spot]) -> list[Remark]:
    """The comments of a file, as many as a page can show; those beyond are counted.

    ``spots`` tell of each where it stands.
    """
    root = file.package.related_xml("comments")
    if root is None:
        return []
    said = dict(_bounded(file, root))
    threads = _threads(root, file.package.related_xml("commentsExtended"))
    quotes = marked(file.package.root, said.keys())
    return [
        Remark(
            key,
            one_name(comment.get(f"{W}author", "")),
            _minute(comment),
            words,
            *threads.get(key, ("", False)),
            spots.get(key, Spot()),
            quotes.get(key, Marked()),
        )
        for key, (comment, words) in said.items()
    ]


def _bounded(file: WordFile, root: Element) -> Iterator[tuple[str, tuple[Element, str]]]:
    room = MAX_BYTES
    for many, comment in enumerate(filter(_says_something, root.iterfind(f"{W}comment")), start=1):
        words = _words(comment) if many <= MOST and room >= 0 else ""
        room -= len(words)
        if words and room >= 0:
            yield comment.get(f"{W}id", ""), (comment, words)
        else:
            file.counted["comment"] += 1


def _minute(comment: Element) -> str:
    found = _MINUTE.match(comment.get(f"{W}date", ""))
    return found[0] if found else ""


def _words(comment: Element) -> str:
    """What a comment says, a paragraph a line; of one longer than all may be together no more than shows that it is."""
    words = ""
    for piece in _said(comment):
        words += piece if words else piece.lstrip()
        if len(words) > MAX_BYTES:
            # Unstripped: a comment that was cut short never passes for one that was read to its end.
            return words[: MAX_BYTES + 1]
    return printable(words.strip())


def _says_something(comment: Element) -> bool:
    return any(piece.strip() for piece in _said(comment))


def _said(comment: Element) -> Iterator[str]:
    """The words and signs of a comment as they follow each other, each once however paragraphs are nested."""
    for element in comment.iter(f"{W}t", *_SIGNS):
        yield _SIGNS.get(element.tag) or element.text or ""


def _threads(root: Element, extended: Element | None) -> dict[str, tuple[str, bool]]:
    """Of each comment which one it answers, and whether it was resolved; the file names them by their paragraphs."""
    rows = extended.iterfind(f"{W15}commentEx") if extended is not None else ()
    comments = [(comment.get(f"{W}id", ""), comment) for comment in root.iterfind(f"{W}comment")]
    owners = {key: owner for owner, comment in comments for key in _paragraphs(comment)}
    found: dict[str, tuple[str, bool]] = {}
    for row in rows:
        owner = owners.get(row.get(f"{W15}paraId", ""))
        if owner is not None:
            answers = owners.get(row.get(f"{W15}paraIdParent", ""), "")
            found[owner] = answers, row.get(f"{W15}done") in {"1", "true"}
    return found


def _paragraphs(comment: Element) -> Iterator[str]:
    return (key for paragraph in comment.iter(f"{W}p") if (key := paragraph.get(f"{W14}paraId")))
