"""Committees and seats in words; what is not known is shown as it is printed."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from flask_babel import lazy_gettext as _l

from petitions.people.committees.models import Seat

_SEATS = {
    Seat.MEMBER: _l("member"),
    Seat.SUBSTITUTE: _l("substitute"),
    Seat.VICE_CHAIR: _l("vice-chair"),
    Seat.CHAIR: _l("chair"),
}


def committee_name(code: str, body: str = "") -> str:
    """The committee's name, of whichever body where none is said; its code where nobody has named it."""
    known = [committees(body)] if body else _names().values()
    return next((names[code] for names in known if code in names), code)


def seat_name(role: str) -> str:
    """As what somebody sits there, in a word."""
    return str(_SEATS[Seat(role)]) if role in _SEATS else role


def committees(body: str = "european_parliament") -> Mapping[str, str]:
    """The committees of a body whose names are known, by code."""
    return _names().get(body, {})


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[str, str]]:
    names: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "committees.yaml").read_text(encoding="utf-8")
    )
    return names
