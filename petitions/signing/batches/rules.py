"""What organisers may write to those whom they invite, and by what a preview is known. Pure."""

import re
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

LONGEST_MESSAGE = 3_000
_MARKUP = re.compile(r"<\s*[A-Za-z/!]|&(?:#\d+|[A-Za-z]+);|\]\s*\(|\]\s*:\s*\S+://")


def hides_a_link(text: str) -> bool:
    """Whether the text is more than plain: HTML, or a link behind other words, of which a reader sees no address."""
    return _MARKUP.search(text) is not None


def paragraphs(text: str) -> list[list[str]]:
    """The text as paragraphs of lines."""
    return [block.splitlines() for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]


def seal(persons: Iterable[UUID], *shown: object) -> str:
    """The mark of what a preview showed: whom, and what they would be written (SHA-256, hex)."""
    told = [sorted(map(str, persons)), *map(str, shown)]
    return sha256(repr(told).encode()).hexdigest()
