"""Says on which day a mandate was last seen, where it is known only from an old or partial roster."""

from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.people.models import Mandate

OLD = timedelta(days=183)
"""Half a year: by then a parliament has changed enough that somebody should look (a house rule)."""


def last_seen(mandate: Mandate, on: date) -> str:
    """“last seen on 14 July 2023” where no whole roster of the half year before that day shows it; or empty."""
    if mandate.until is not None or (mandate.roster.is_whole and on - mandate.last_seen <= OLD):
        return ""
    return _("last seen on %(day)s", day=format_date(mandate.last_seen, "d MMMM y"))
