"""How bodies, groups and rosters are named on pages and in the terminal."""

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.people.bodies import bodies
from petitions.people.models import Roster, RosterDraft


def body_name(code: str) -> str:
    """The body's own name."""
    return bodies()[code].name if code in bodies() else code


def group_name(body: str, code: str) -> str:
    """The group's label as it was spelt when it existed; the code when it has none."""
    groups = bodies()[body].groups if body in bodies() else ()
    return next((group.label for group in groups if group.code == code), code)


def provenance(roster: Roster | RosterDraft) -> str:
    """Where a mandate or an address is known from."""
    day = format_date(roster.as_of, "d MMMM y")
    return _("%(body)s, as of %(day)s", body=body_name(roster.body), day=day)
