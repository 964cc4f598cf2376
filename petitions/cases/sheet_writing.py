"""Writes a fact sheet: as YAML for people, and in the one canonical form of which a release keeps the hash."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import rfc8785
import yaml

from petitions.cases.sheet import Entry, Section, Sheet, Slot
from petitions.cases.sheet_reading import FORMAT, FORMAT_KEY
from petitions.cases.sheet_sections import PROFILE

_LONG = 90


def plain(sheet: Sheet, sections: Sequence[Section]) -> dict[str, Any]:
    """The sheet as texts, lists and maps; what is empty is left out."""
    entries = {section.name: [_entry(entry, section) for entry in sheet.of(section.name)] for section in sections}
    filled = {name: rows for name, rows in entries.items() if rows}
    return {FORMAT_KEY: FORMAT, "profile": _fields(sheet.profile, PROFILE), **filled}


def canonical(sheet: Sheet, sections: Sequence[Section]) -> bytes:
    """The sheet as canonical JSON (RFC 8785), which is YAML too: equal sheets have equal bytes."""
    return rfc8785.dumps(plain(sheet, sections))


def digest(snapshot: bytes) -> str:
    """The SHA-256 of a canonical sheet, in lower-case hexadecimal."""
    return sha256(snapshot).hexdigest()


def write(sheet: Sheet, sections: Sequence[Section]) -> str:
    """The sheet as YAML that people read and mend."""
    return yaml.dump(plain(sheet, sections), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=118)


class _Dumper(yaml.SafeDumper):
    """Long texts are folded over several lines, lists stand under their key, and a date needs no quotes."""

    # Only what would be read as nothing is quoted: a sheet is read as text, whatever YAML would make of it.
    yaml_implicit_resolvers: dict[str, list[Any]] = {  # noqa: RUF012  # as PyYAML has it
        letter: [pair for pair in pairs if pair[0].endswith((":null", ":merge", ":value"))]
        for letter, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Set the dashes of a list in from the key above them."""
        return super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    words = text.split(" ")
    foldable = len(text) > _LONG and text.isprintable() and all(words)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=">" if foldable else None)


_Dumper.add_representer(str, _text)


def _entry(entry: Entry, section: Section) -> dict[str, Any]:
    refers = {ref.key: entry.refers[ref.name] for ref in section.references if entry.refers.get(ref.name)}
    return {"key": entry.key, **_fields(entry.facts, section.fields), **refers}


def _fields(facts: Any, fields: Sequence[Slot]) -> dict[str, Any]:
    written = {field.key: field.kind.write(getattr(facts, field.name)) for field in fields}
    return {key: value for key, value in written.items() if value not in ("", [], {})}
