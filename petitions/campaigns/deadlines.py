"""Deadlines, and other moments, as people give and read them: a day, a time and the place whose clocks count."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.core.errors import DomainError

ZONE = "Europe/Brussels"
END_OF_DAY = "23:59"
ZONES = {
    "Europe/Brussels": _l("Brussels, Paris, Warsaw"),
    "Europe/London": _l("London, Dublin"),
    "Europe/Vilnius": _l("Vilnius, Helsinki, Kyiv"),
    "Europe/Istanbul": _l("Istanbul"),
    "Asia/Almaty": _l("Almaty, Astana"),
    "UTC": _l("UTC"),
}
CLOCKS = {
    "Europe/Brussels": _l("Brussels time"),
    "Europe/London": _l("London time"),
    "Europe/Vilnius": _l("Vilnius time"),
    "Europe/Istanbul": _l("Istanbul time"),
    "Asia/Almaty": _l("Almaty time"),
    "UTC": _l("UTC"),
}


class Typed(NamedTuple):
    """A deadline as typed: ISO day, 24-hour time, zone."""

    day: str
    time: str
    zone: str


def read(typed: Typed) -> datetime | None:
    """The moment that was meant, in UTC; None where no day is given; the end of the day where no time is.

    Raises `DomainError` for what is no date, no time, no known zone, or a time that a change of clocks skips.
    """
    if not typed.day.strip():
        if typed.time.strip() and typed.time.strip() != END_OF_DAY:
            raise DomainError(_("Enter the day too, or leave both empty."))
        return None
    if typed.zone not in ZONES:
        raise DomainError(_("Choose whose clocks count."))
    try:
        day = date.fromisoformat(typed.day.strip())
        clock = time.fromisoformat(typed.time.strip() or END_OF_DAY)
    except ValueError as error:
        raise DomainError(_("Write it like 2026-11-30 and 18:00.")) from error
    local = datetime.combine(day, clock.replace(tzinfo=None), ZoneInfo(typed.zone))
    moment = _in_utc(local)
    if moment.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise DomainError(_("The clocks change that night and skip this time. Choose another."))
    return moment


def typed(deadline: datetime | None, zone: str = ZONE) -> Typed:
    """The deadline as it would be typed."""
    if deadline is None:
        return Typed("", END_OF_DAY, zone)
    local = deadline.astimezone(ZoneInfo(zone))
    return Typed(local.date().isoformat(), f"{local:%H:%M}", zone)


def label(deadline: datetime, zone: str = ZONE) -> str:
    """The deadline for readers, by the clocks of its zone, which is named."""
    local = deadline.astimezone(ZoneInfo(zone))
    day = format_date(local.date(), "d MMMM y")
    return _("%(day)s, %(time)s (%(clock)s)", day=day, time=f"{local:%H:%M}", clock=CLOCKS[zone])


def has_passed(deadline: datetime | None, at: datetime) -> bool:
    """Whether signing has ended by itself: from the very moment of the deadline on nobody signs."""
    return deadline is not None and deadline <= at


def at_hour(day: date, hour: time, zone: str) -> datetime:
    """The moment, in UTC, at which the clocks of the zone show this hour of the day."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def day_of(deadline: datetime, zone: str) -> date:
    """The day of the deadline by the clocks of its zone."""
    return deadline.astimezone(ZoneInfo(zone)).date()


def _in_utc(local: datetime) -> datetime:
    try:
        return local.astimezone(UTC)
    except OverflowError as error:
        raise DomainError(_("Write it like 2026-11-30 and 18:00.")) from error
