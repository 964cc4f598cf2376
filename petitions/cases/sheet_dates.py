"""Uncertain dates in a fact sheet: as short as they are exact, and never more exact than they are known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from petitions.cases.sheet_kinds import Say, known_keys, scalar, show_date
from petitions.core.dates import UNKNOWN_DATE, Precision, UncertainDate
from petitions.core.typed_date import PARTS, MistypedDate, parts_of, read
from petitions.core.yaml_lines import Map, Node

NOT_STATED = "not stated"
_BY_LENGTH = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}
# The keys that say how a date is meant; the first one names the date, the second one its other end.
_FORMS = {
    "date": None,
    "early in month": Precision.EARLY_IN_MONTH,
    "late in month": Precision.END_OF_MONTH,
    "early in year": Precision.EARLY_IN_YEAR,
    "from": Precision.RANGE,
    "between": Precision.WINDOW,
}
_ENDS = {"from": "to", "between": "and"}
_DATE = re.compile(r"[0-9]{4}(-[0-9]{1,2}){0,2}")
_KEYS = (*_FORMS, *_ENDS.values(), "basis", "words")


@dataclass(frozen=True)
class When:
    """A date: `2024-05-03`, `2024-05` or `2024`; `not stated`; or keys that say what kind of date it is."""

    empty: UncertainDate = UNKNOWN_DATE

    def read(self, node: Node, say: Say) -> UncertainDate:
        """The date with its precision."""
        try:
            if isinstance(node, Map):
                typed = _typed(known_keys(node, _KEYS, say), node, say)
            else:
                typed = _single(scalar(node, say).strip())
            return read(typed) if typed else UNKNOWN_DATE
        except MistypedDate as mistyped:
            say(node, mistyped.message)
            return UNKNOWN_DATE

    def write(self, value: UncertainDate) -> Any:
        """The shortest form that says it all."""
        parts = parts_of(value)
        more = {key: parts[name] for key, name in (("basis", "basis"), ("words", "wording")) if parts.get(name)}
        if value.precision == Precision.UNKNOWN:
            return {"date": NOT_STATED, **more} if more else ""
        form = next((key for key, precision in _FORMS.items() if precision == value.precision), "date")
        first = _joined(parts, "")
        if form in _ENDS:
            return {form: first, _ENDS[form]: _joined(parts, "last_"), **more}
        return first if form == "date" and not more else {form: first, **more}

    def show(self, value: UncertainDate) -> str:
        """The date as it is printed."""
        return show_date(value)


def _typed(nodes: Mapping[str, Node], whole: Node, say: Say) -> dict[str, str]:
    """The parts of a date that keys spell out, as they would be typed into a form."""
    forms = [key for key in _FORMS if key in nodes]
    ends = [key for key in _ENDS.values() if key in nodes]
    if len(forms) != 1 or ends != [_ENDS[form] for form in forms if form in _ENDS]:
        say(whole, _("Write one of: date; early in month; late in month; early in year; from and to; between and and."))
        return {}
    text = {key: scalar(node, say).strip() for key, node in nodes.items()}
    more = {"basis": text.get("basis", ""), "wording": text.get("words", "")}
    if len(more["basis"]) > 300 or len(more["wording"]) > 120:
        say(whole, _("Shorten “basis” to 300 characters or fewer, and “words” to 120."))
    form = forms[0]
    if form == "date":
        return {**_single(text["date"]), **more}
    typed = {"precision": str(_FORMS[form]), **_parts(text[form], ""), **more}
    return {**typed, **_parts(text[_ENDS[form]], "last_")} if form in _ENDS else typed


def _single(text: str) -> dict[str, str]:
    if text in {"", NOT_STATED}:
        return {"precision": Precision.UNKNOWN}
    parts = _parts(text, "")
    return {"precision": _BY_LENGTH[len(parts)], **parts}


def _parts(text: str, prefix: str) -> dict[str, str]:
    if not _DATE.fullmatch(text):
        message = _("Write the date as 2024-03-27, 2024-03 or 2024, or “not stated”.")
        raise MistypedDate("year", message)
    return {prefix + part: piece.strip() for part, piece in zip(PARTS, text.split("-", 2), strict=False)}


def _joined(parts: Mapping[str, str], prefix: str) -> str:
    numbers = [parts[prefix + part] for part in PARTS if parts.get(prefix + part)]
    return "-".join(number.zfill(2) for number in numbers)
