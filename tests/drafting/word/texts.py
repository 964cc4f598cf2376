"""Texts of every shape that our Markdown has, and the way of a version out to Word and in again."""

from datetime import UTC, datetime
from random import Random
from uuid import UUID

from hypothesis import strategies as st

from petitions.core.errors import DomainError
from petitions.core.markdown import to_blocks
from petitions.core.text import canonical
from petitions.drafting.word.markup import tidied
from petitions.drafting.word.origin import Origin
from petitions.drafting.word.reading import Read, read
from petitions.drafting.word.returning import Returned, returned
from petitions.drafting.word.writing import Letter, write

ORIGIN = Origin(UUID(int=7), 3, "a" * 64)
LINES = (
    "We ask:|- one|- two|* three|1. first|2) second|3. third|   - nested|     1. deeper|   more of it|  two|# Head|"
    "a *b* **c**|*all **of** it*|x[^1]|[^1]: The law.|[^2]: Other[^1]|    - in a note|- z[^2] y|12. twelve|-|# |"
    '[w](https://x.example "t")|soft\\|_e_ snake_case [fill in]|<https://a.example>|**"q"**x|a\\*b|1\\. no list|'
    "[*l*](https://b.example) m"
).split("|")
TEXTS = (
    st.lists(st.sampled_from([*LINES, "", "", ""]), min_size=1, max_size=14)
    .map(lambda lines: canonical("\n".join(lines)))
    .filter(lambda text: is_text(text) and not text.startswith(" "))
)


def is_text(text: str) -> bool:
    """Whether a text says anything, and can be read."""
    try:
        return bool(tidied(to_blocks(text)))
    except DomainError:
        return False


def some_texts(seed: int, many: int) -> list[str]:
    """So many texts of every shape, always the same ones for a seed."""
    chance = Random(seed)
    found: list[str] = []
    while len(found) < many:
        lines = chance.choices([*LINES, "", "", ""], k=chance.randint(1, 14))
        text = canonical("\n".join(lines))
        found += [text] if is_text(text) and not text.startswith(" ") else []
    return found


def letter(body: str, language: str = "en", subject: str = "Let her stay") -> Letter:
    """A version of a text."""
    return Letter(subject, body, language, ORIGIN, datetime(2026, 5, 4, 9, tzinfo=UTC))


def there_and_back(body: str) -> Read:
    """What is read of the file that is written."""
    return read(write(letter(body)))


def changed(base: str, found: Read) -> Returned:
    """What a file that was read changes in a text."""
    return returned(base, found.blocks, found.hints, found.note_hints)
