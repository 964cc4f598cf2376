"""The page of groups and delegations: what the product knows of each body, read only."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import format_date
from flask_babel import gettext as _

from petitions.core.clock import today
from petitions.core.i18n import current_language
from petitions.people.bodies import Body, Delegation, Group, bodies, country_name

blueprint = Blueprint("bodies", __name__, url_prefix="/<lang>/desk/people/bodies")


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A political group in words."""

    code: str
    label: str
    aliases: str
    first: str
    last: str
    note: str


@dataclass(frozen=True, slots=True)
class StateLine:
    """A member state in words."""

    name: str
    code: str
    first: str
    last: str
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """A body with its groups of today, its earlier ones, and its delegations."""

    body: Body
    groups: list[GroupLine]
    earlier: list[GroupLine]
    states: list[StateLine]


@blueprint.get("/")
def index() -> str:
    """Each body with its political groups and national delegations."""
    return render_template("people/bodies.html", sections=[_section(body) for body in bodies().values()])


def _section(body: Body) -> Section:
    existing = [group for group in body.groups if group.existed(today())]
    return Section(
        body=body,
        groups=[_group(group) for group in existing],
        earlier=[_group(group) for group in body.groups if group not in existing],
        states=sorted((_state(delegation) for delegation in body.delegations), key=lambda line: line.name),
    )


def _group(group: Group) -> GroupLine:
    known = bool(group.first_day)
    return GroupLine(
        code=group.code,
        label=group.label,
        aliases=" · ".join(group.aliases),
        first=format_date(group.first_day, "d MMMM y") if group.first_day else _("not known"),
        last=_last(group, known),
        note=group.note,
    )


def _last(group: Group, known: bool) -> str:
    """A group of which not even the first day is known may have ended without our knowing."""
    if group.last_day:
        return str(format_date(group.last_day, "d MMMM y"))
    return "" if known and not group.note else _("not known")


def _state(delegation: Delegation) -> StateLine:
    first, last = delegation.first_day, delegation.last_day
    return StateLine(
        name=country_name(delegation.state, current_language()),
        code=delegation.state,
        first=format_date(first, "d MMMM y") if first else _("not known"),
        last=format_date(last, "d MMMM y") if last else "",
        note="" if delegation.verified else delegation.note or _("not verified"),
    )
