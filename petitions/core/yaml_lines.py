"""YAML as people write it, read with the line of everything, so that whatever is wrong can be pointed at.

Only what a sheet of facts needs: maps, lists and text. Aliases, tags and a second document are refused, so that no
small file grows into a large one and nothing but text comes out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from flask_babel import gettext as _

MOST_BYTES = 512 * 1024
DEEPEST = 8
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# The reader written in C is there in every wheel and some twenty times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Fault:
    """Something that is wrong: on which line (counted from 1), under which key, and what to do, in a sentence."""

    line: int
    key: str
    message: str


class Faulty(Exception):
    """The text can't be taken; ``faults`` holds all that is wrong with it, by line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.line}: {fault.message}" for fault in faults))
        self.faults = sorted(faults, key=lambda fault: fault.line)


@dataclass(frozen=True)
class Scalar:
    """Text as it was written, whatever YAML would make of it; empty where nothing, ``~`` or ``null`` stands."""

    line: int
    text: str


@dataclass(frozen=True)
class Items:
    """A list."""

    line: int
    nodes: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Map:
    """A map; each key once, with the line on which it stands."""

    line: int
    nodes: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Map


def parse(text: str, most: int = MOST_BYTES) -> Map:
    """Read a text of so many bytes at most that is one map. Raises `Faulty`."""
    if len(text.encode("utf-8", "replace")) > most:
        raise Faulty([Fault(1, "", _("The sheet is longer than %(most)d kilobytes.", most=most // 1024))])
    if unprintable := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, unprintable.start()) + 1
        raise Faulty([Fault(line, "", _("This holds a character that cannot be printed. Type it anew."))])
    try:
        node = _document(_Events(text))
    except yaml.YAMLError as error:
        raise Faulty([_unreadable(error)]) from error
    if not isinstance(node, Map):
        raise Faulty([Fault(1, "", _("This is no fact sheet: it has to begin with keys, such as “profile:”."))])
    return node


class _Events:
    """The events of a YAML text, none of which may be an alias, carry a tag, or lie too deep."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))
        self.depth = 0

    def next(self) -> yaml.Event:
        event = next(self._events)
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Faulty([Fault(line, "", _("References (“&” and “*”) are not read here. Write the text out."))])
        if getattr(event, "tag", None):
            raise Faulty([Fault(line, "", _("Tags (“!”) are not read here. Write the text in quotes."))])
        return event


def _document(events: _Events) -> Node | None:
    node: Node | None = None
    while not isinstance(event := events.next(), yaml.StreamEndEvent):
        if isinstance(event, yaml.DocumentStartEvent):
            if node is not None:
                raise Faulty([Fault(_line(event), "", _("One sheet holds one case. Remove the rest."))])
            node = _node(events, events.next(), 0)
    return node


def _node(events: _Events, event: yaml.Event, depth: int) -> Node:
    line = _line(event)
    if depth > DEEPEST:
        raise Faulty([Fault(line, "", _("This lies deeper than anything in a fact sheet. Look at the indentation."))])
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0] and event.value in {"", "~", "null", "Null", "NULL"}
        return Scalar(line, "" if plain else event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items = Items(line)
        while not isinstance(inner := events.next(), yaml.SequenceEndEvent):
            items.nodes.append(_node(events, inner, depth + 1))
        return items
    return _map(events, line, depth)


def _map(events: _Events, line: int, depth: int) -> Map:
    found = Map(line)
    while not isinstance(event := events.next(), yaml.MappingEndEvent):
        at = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise Faulty([Fault(at, "", _("A key has to be a word."))])
        if event.value in found.nodes:
            raise Faulty([Fault(at, event.value, _("This key stands here twice. Remove one."))])
        found.nodes[event.value] = _node(events, events.next(), depth + 1)
        found.lines[event.value] = at
    return found


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _unreadable(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    line = mark.line + 1 if mark else 1
    return Fault(line, "", _("The sheet can’t be read from here on (%(problem)s). Look at it.", problem=problem))
