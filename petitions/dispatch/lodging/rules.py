"""What is to be done next with a text that is lodged, and which records can't be right. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import format_date
from flask_babel import gettext as _


class Stage(StrEnum):
    """How far the latest edition has come."""

    NONE = "none"
    CLOSED = "closed"
    READY = "ready"
    LODGED = "lodged"
    PUBLISHED = "published"


def stage(*, is_closed: bool, is_confirmed: bool, lodged_on: date | None, tabled_on: date | None) -> Stage:
    """The stage of an edition: closed, its sheet confirmed and ready to lodge, lodged, and published."""
    if tabled_on is not None:
        return Stage.PUBLISHED
    if lodged_on is not None:
        return Stage.LODGED
    if is_confirmed:
        return Stage.READY
    return Stage.CLOSED if is_closed else Stage.NONE


@dataclass(frozen=True)
class Lodged:
    """What is recorded of the lodging: the day, who handed the sheet in, where, and what shows it."""

    lodged_on: date
    handed_in_by: str
    table_office: str
    evidence: str


@dataclass(frozen=True)
class Published:
    """What is recorded of the publication; ``address`` is that of the page, empty where none is known."""

    number: str
    document: str
    tabled_on: date
    title: str
    address: str = ""


def fault_of_lodging(facts: Lodged, *, frozen_on: date, tabled_on: date | None, today: date) -> str:
    """Why the lodging can't have been like this; empty when it can."""
    if facts.lodged_on > today:
        return _("The day of the lodging lies ahead. Record it once the sheet was handed in.")
    if facts.lodged_on < frozen_on:
        return _("The sheet was confirmed on %(day)s; it can’t have been lodged before.", day=_day(frozen_on))
    if tabled_on is not None and facts.lodged_on > tabled_on:
        return _("It was tabled on %(day)s, so it was lodged by then.", day=_day(tabled_on))
    return ""


def fault_of_publication(facts: Published, *, lodged_on: date | None, today: date) -> str:
    """Why the publication can't have been like this; empty when it can."""
    if lodged_on is None:
        return _("Record the lodging first: nothing is tabled that was not lodged.")
    if facts.tabled_on > today:
        return _("The day of tabling lies ahead. Record it once the Assembly has published the text.")
    if facts.address and not is_web_address(facts.address):
        return _("Write the whole address, beginning with https://.")
    if facts.tabled_on < lodged_on:
        return _("It was lodged on %(day)s; it can’t have been tabled before.", day=_day(lodged_on))
    return ""


def is_web_address(address: str) -> bool:
    """Whether a reader can follow it as a link, and nothing else happens."""
    return address.startswith(("https://", "http://"))


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y"))
