"""The words of a campaign as data: canonical form, hash, length, and what changed between two versions."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple, TypeVar

from flask_babel import gettext as _
from rapidfuzz.distance import Indel

from petitions.core.errors import DomainError
from petitions.core.markdown import plain_text

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_SHOWN = {ord(character): f"\u27e8U+{ord(character):04X}\u27e9" for character in BIDI_CONTROLS}
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
_TOKENS = re.compile(r"""\n+|[^\S\n]+|[.,;:!?…()\[\]"“”„«»]|[^\s.,;:!?…()\[\]"“”„«»]+""")
# Two texts that share less than this read more plainly as one removed and one added than word by word.
_RELATED = 0.35


class UnprintableText(DomainError, ValueError):
    """The text holds a character that no reader can see and no letter can print."""

    def __init__(self, character: str, line: int) -> None:
        self.character = f"U+{ord(character):04X}"
        self.line = line
        super().__init__(
            _(
                "Line %(line)s holds a character that cannot be printed (%(character)s). Delete it.",
                line=line,
                character=self.character,
            )
        )


class Part(NamedTuple):
    """A stretch of a comparison; same and removed parts make the old text, same and added the new one."""

    op: Literal["same", "added", "removed"]
    text: str


class BidiControl(NamedTuple):
    """A character that changes the direction of the text around it, and the line it stands on."""

    character: str
    name: str
    line: int


def canonical(text: str) -> str:
    """Return the one form of a text that is hashed and signed.

    NFC; LF between lines; no spaces or tabs at the end of a line; no empty lines at either end; one final newline.
    Raises UnprintableText for control characters other than newline and tab, surrogates and noncharacters.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))
    for number, line in enumerate(text.split("\n"), start=1):
        for character in line:
            if _is_unprintable(character):
                raise UnprintableText(character, number)
    return _TRAILING.sub("", text).strip("\n") + "\n"


def printable(text: str) -> str:
    """The text with a sign in place of each character that `canonical` refuses."""
    return "".join("\ufffd" if _is_unprintable(character) and character != "\n" else character for character in text)


def canonical_bytes(text: str) -> bytes:
    """Return the canonical form in UTF-8."""
    return canonical(text).encode()


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of the canonical bytes, in lower-case hexadecimal."""
    return hashlib.sha256(canonical_bytes(text)).hexdigest()


def bidi_controls(text: str) -> list[BidiControl]:
    """List the direction controls of a text: right in Arabic or Hebrew, in other letters a way to deceive the eye."""
    return [
        BidiControl(f"U+{ord(character):04X}", unicodedata.name(character), number)
        for number, line in enumerate(text.split("\n"), start=1)
        for character in line
        if character in BIDI_CONTROLS
    ]


T = TypeVar("T", bound=str)


def visible(text: T) -> T:
    """The text with its direction controls written out, such as ⟨U+202E⟩, so that they turn nothing any more."""
    return type(text)(str(text).translate(_SHOWN))


def word_count(text: str, *, notes: bool = True) -> int:
    """Count words as a reader would: markup, list numbers, link addresses and bare dashes are none."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(text, notes=notes).split())


def difference(old: str, new: str) -> list[Part]:
    """Return what changed, in whole words and, where a paragraph shares little with the old one, whole paragraphs."""
    paragraphs = _aligned(_PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new))
    return list(_merged(part for same, removed, added in paragraphs for part in _paragraph(same, removed, added)))


def tokens(text: str) -> list[str]:
    """The pieces that a difference is told in: words, marks, spaces and line ends; joined, they are the text."""
    return _TOKENS.findall(text)


def alikeness(old: str, new: str) -> float:
    """How much of their words two texts share: 0 for none, 1 for all in the same order."""
    return Indel.normalized_similarity(_words(tokens(old)), _words(tokens(new)))


class _Change(NamedTuple):
    """A stretch of same tokens, followed by what was taken out and put in behind it."""

    same: str
    removed: str
    added: str


def _is_unprintable(character: str) -> bool:
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return noncharacter or (character != "\t" and unicodedata.category(character) in {"Cc", "Cs"})


def _aligned(old: list[str], new: list[str]) -> list[_Change]:
    changes: list[_Change] = []
    same = removed = added = ""
    for step in Indel.opcodes(old, new):
        before, after = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        if step.tag == "equal":
            changes.append(_Change(same, removed, added))
            same, removed, added = "".join(before), "", ""
        else:
            removed += "".join(before)
            added += "".join(after)
    return [*changes, _Change(same, removed, added)]


def _paragraph(same: str, removed: str, added: str) -> Iterator[Part]:
    yield Part("same", same)
    old, new = tokens(removed), tokens(added)
    if Indel.normalized_similarity(_words(old), _words(new)) < _RELATED:
        yield Part("removed", removed)
        yield Part("added", added)
        return
    for change in _readable(_aligned(old, new)):
        yield Part("same", change.same)
        yield Part("removed", change.removed)
        yield Part("added", change.added)


def _readable(changes: list[_Change]) -> list[_Change]:
    """Take a lone space, comma or short word between two changes into them: a phrase reads better than crumbs."""
    result = changes[:1]
    for change in changes[1:]:
        last = result[-1]
        if _size(last) and _size(change) and _is_crumb(change.same, min(_size(last), _size(change))):
            removed, added = change.same + change.removed, change.same + change.added
            result[-1] = _Change(last.same, last.removed + removed, last.added + added)
        else:
            result.append(change)
    return result


def _size(change: _Change) -> int:
    return max(len(_words(tokens(change.removed))), len(_words(tokens(change.added))))


def _is_crumb(same: str, around: int) -> bool:
    letters = sum(map(len, _words(tokens(same))))
    return "\n" not in same and (not letters or (letters <= 3 and around >= 3))


def _words(tokens: list[str]) -> list[str]:
    return [token for token in tokens if any(map(str.isalnum, token))]


def _merged(parts: Iterable[Part]) -> Iterator[Part]:
    for op, group in groupby((part for part in parts if part.text), key=lambda part: part.op):
        yield Part(op, "".join(part.text for part in group))
