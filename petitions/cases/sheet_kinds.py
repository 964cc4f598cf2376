"""What may stand behind a key of a fact sheet: each kind reads a value, writes it, and says it in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.core.countries import country_code, country_name
from petitions.core.dates import UncertainDate
from petitions.core.yaml_lines import Items, Map, Node, Scalar

Say = Callable[[Node, str], None]


class Kind(Protocol):
    """One kind of value. ``read`` tells ``say`` what is wrong and then returns ``empty``."""

    @property
    def empty(self) -> Any:
        """The value that stands where a sheet leaves the key out."""

    def read(self, node: Node, say: Say) -> Any:
        """The value that the node holds."""

    def write(self, value: Any) -> Any:
        """The value as texts, lists and maps."""

    def show(self, value: Any) -> str:
        """The value in words, for a list of changes."""


@dataclass(frozen=True)
class Text:
    """Text of one line, or of several; an address has to begin with http."""

    maximum: int = 300
    several_lines: bool = False
    is_address: bool = False
    empty: str = ""

    def read(self, node: Node, say: Say) -> str:
        """The text without space around it."""
        text = scalar(node, say).strip()
        if not self.several_lines:
            text = " ".join(text.splitlines())
        sentence = self._problem(text)
        if sentence:
            say(node, sentence)
            return ""
        return text

    def write(self, value: str) -> str:
        """The text itself."""
        return value

    def show(self, value: str) -> str:
        """The text itself."""
        return value

    def _problem(self, text: str) -> str | None:
        if len(text) > self.maximum:
            return _("Shorten this to %(max)d characters or fewer.", max=self.maximum)
        if any(ord(character) < 32 and character not in "\t\n\r" for character in text):
            return _("This holds a character that cannot be printed. Type it anew.")
        if self.is_address and text and not text.startswith(("https://", "http://")):
            return _("Start the address with https://, or leave it empty.")
        return None


@dataclass(frozen=True)
class Lines:
    """A list of short texts, kept as lines of one text."""

    maximum: int = 2_000
    empty: str = ""

    def read(self, node: Node, say: Say) -> str:
        """One line for each text of the list."""
        if not isinstance(node, Items):
            return Text(self.maximum, several_lines=True).read(node, say)
        lines = (" ".join(scalar(inner, say).split()) for inner in node.nodes)
        text = "\n".join(line for line in lines if line)
        return Text(self.maximum, several_lines=True).read(Scalar(node.line, text), say)

    def write(self, value: str) -> list[str]:
        """The lines that hold anything."""
        return [line.strip() for line in value.splitlines() if line.strip()]

    def show(self, value: str) -> str:
        """The lines, side by side."""
        return "; ".join(self.write(value))


@dataclass(frozen=True)
class Country:
    """A country by its two letters or its English name."""

    empty: str = ""

    def read(self, node: Node, say: Say) -> str:
        """The two letters."""
        text = scalar(node, say).strip()
        code = country_code(text)
        if text and not code:
            say(node, _("There is no country “%(country)s”. Write its name or two letters.", country=text[:60]))
        return code

    def write(self, value: str) -> str:
        """The two letters."""
        return value

    def show(self, value: str) -> str:
        """The name."""
        return country_name(value) if value else ""


@dataclass(frozen=True)
class OneOf:
    """One word of a closed list."""

    words: Mapping[str, Any]
    empty: str = ""

    def read(self, node: Node, say: Say) -> str:
        """The word."""
        text = scalar(node, say).strip()
        if text and text not in self.words:
            say(node, _("Write one of: %(words)s.", words=", ".join(self.words)))
            return self.empty
        return text or self.empty

    def write(self, value: str) -> str:
        """The word; nothing where it says no more than its absence."""
        return "" if value == self.empty else value

    def show(self, value: str) -> str:
        """What the word is called."""
        return str(self.words.get(value, value)) if value else ""


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    empty: bool = False

    def read(self, node: Node, say: Say) -> bool:
        """Whether it says yes."""
        text = scalar(node, say).strip().lower()
        if text not in {"", "yes", "true", "no", "false"}:
            say(node, _("Write yes or no."))
        return text in {"yes", "true"}

    def write(self, value: bool) -> str:
        """Only a yes is written."""
        return "yes" if value else ""

    def show(self, value: bool) -> str:
        """The word."""
        return str(_("yes")) if value else str(_("no"))


@dataclass(frozen=True)
class Number:
    """A whole number from 1, or nothing."""

    empty: None = None

    def read(self, node: Node, say: Say) -> int | None:
        """The number."""
        text = scalar(node, say).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= 9 and int(text) > 0):
            say(node, _("Write a whole number from 1, or leave it empty."))
            return None
        return int(text)

    def write(self, value: int | None) -> str:
        """The number itself."""
        return str(value or "")

    def show(self, value: int | None) -> str:
        """The number itself."""
        return str(value or "")


@dataclass(frozen=True)
class Day:
    """One exact day, or none."""

    empty: None = None

    def read(self, node: Node, say: Say) -> date | None:
        """The day."""
        text = scalar(node, say).strip()
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            say(node, _("Write the date as year-month-day, such as 2024-03-27."))
            return None

    def write(self, value: date | None) -> str:
        """Year, month and day."""
        return value.isoformat() if value else ""

    def show(self, value: date | None) -> str:
        """The day as a person reads it."""
        return str(format_date(value, "d MMMM y")) if value else ""


def show_date(when: UncertainDate) -> str:
    """An uncertain date in words, with what it rests on."""
    return f"{when.label} ({when.basis})" if when.basis else when.label


def scalar(node: Node, say: Say) -> str:
    """The text that stands here; says so where a list or a map does."""
    if isinstance(node, Scalar):
        return node.text
    say(node, _("Write one text here, not a list and not further keys."))
    return ""


def known_keys(node: Node, keys: Iterable[str], say: Say) -> dict[str, Node]:
    """The nodes of a map, by key. Says so where this is no map, and for each key that nobody knows."""
    if not isinstance(node, Map):
        say(node, _("Write keys here, such as: %(keys)s.", keys=", ".join(keys)))
        return {}
    known = set(keys)
    for key in node.nodes.keys() - known:
        message = _("“%(key)s” is no key here. Known are: %(keys)s.", key=key[:60], keys=", ".join(keys))
        say(Scalar(node.lines[key], ""), message)
    return {key: inner for key, inner in node.nodes.items() if key in known}
