"""How bodies, groups and rosters are named on pages and in the terminal."""

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.people import hand_queries
from petitions.people.bodies import bodies
from petitions.people.models import Roster, RosterDraft


def body_name(code: str) -> str:
    """The body's own name."""
    return bodies()[code].name if code in bodies() else code


def group_name(body: str, code: str, on: date | None = None) -> str:
    """The group's label on that day, its newest where no day is given; the code when it has none."""
    groups = bodies()[body].groups if body in bodies() else ()
    labels = [group.label for group in groups if group.code == code and (on is None or group.existed(on))]
    return labels[0] if labels else code


def provenance(roster: Roster | RosterDraft) -> str:
    """Where a mandate or an address is known from: a roster, or two organisers and their source."""
    if isinstance(roster, Roster) and roster.is_by_hand and roster.entry is not None:
        return hand_queries.basis(roster.entry)
    day = format_date(roster.as_of, "d MMMM y")
    return _("%(body)s, as of %(day)s", body=body_name(roster.body), day=day)
