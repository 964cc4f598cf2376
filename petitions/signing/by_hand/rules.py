"""When something can have been given by hand, and what a note of a call must not hold. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

_DATES_AND_TIMES = re.compile(
    r"(?<![\d./:+-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./] ?\d{1,2}[./] ?\d{4}|\d{1,2}[:.]\d{2})(?![./:-]?\d)"
)
_NUMBER = re.compile(r"\d(?:[\s()./\u2010-\u2015-]{0,2}\d){6,}")


class Untimely(StrEnum):
    """Why something can't have been given at that moment."""

    TO_COME = "to_come"
    BEFORE_TEXT = "before_text"
    BEFORE_ANSWER = "before_answer"


def untimely(at: datetime, *, now: datetime, text_since: datetime, answers: Iterable[datetime]) -> Untimely | None:
    """Why a consent can't be of that moment, told to the minute; None where it can.

    Nobody agrees to a text before it is written; and what was given before its bearer declined, or took a signature
    back (``answers``), is overtaken by that.
    """
    if at > now:
        return Untimely.TO_COME
    if at < _minute(text_since):
        return Untimely.BEFORE_TEXT
    if any(at < _minute(answer) for answer in answers):
        return Untimely.BEFORE_ANSWER
    return None


def holds_number(note: str) -> bool:
    """Whether a note holds what may be a telephone number: seven digits or more that are no date and no time."""
    return _NUMBER.search(_DATES_AND_TIMES.sub(" · ", note)) is not None


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
