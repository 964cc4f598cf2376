"""The files of the sample, and the dates in them."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from petitions.core.dates import UNKNOWN_DATE, Precision, UncertainDate, bounds

HERE = Path(__file__).parent
NOT_STATED = "not stated"
_EXACTNESS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


def read(name: str) -> Any:
    """One YAML file of the sample; its keys are explained at its top."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def stated(value: Any) -> Any:
    """The value, or nothing where the file says "not stated"."""
    return "" if value in (None, NOT_STATED) else value


def when_of(entry: Any) -> UncertainDate:
    """A date of the sample. Its label is kept only where our own wording of the date would be another one."""
    if entry == NOT_STATED:
        return UNKNOWN_DATE
    when = _dated(entry)
    return when if when.label == entry["label"] else UncertainDate(**{**vars(when), "wording": entry["label"]})


def _dated(entry: dict[str, Any]) -> UncertainDate:
    precision, window = entry["precision"], entry["window"]
    if precision == Precision.UNKNOWN:
        return UNKNOWN_DATE
    if window:
        return UncertainDate(Precision.WINDOW, _first(window["from"]), _last(window["to"]), window["basis"])
    if entry["end"]:
        return UncertainDate(Precision.RANGE, _first(entry["date"]), _last(entry["end"]))
    return UncertainDate(precision, *bounds(precision, *_parts(entry["date"])))


def _first(text: str) -> date:
    return bounds(_EXACTNESS[len(_parts(text))], *_parts(text))[0]


def _last(text: str) -> date:
    return bounds(_EXACTNESS[len(_parts(text))], *_parts(text))[1]


def _parts(text: str) -> list[int]:
    return [int(part) for part in text.split("-")]
