"""Verbs of coalitions: who joins, who leaves, and who was entered by mistake."""

from datetime import date

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import DomainError
from petitions.people.organisations import policy
from petitions.people.organisations.models import CoalitionMember, RegisteredOrganisation
from petitions.people.organisations.rules import name_key


class NoMember(DomainError):
    """This can't be a member of that coalition."""


def add_member(
    actor: Actor,
    coalition: RegisteredOrganisation,
    member: RegisteredOrganisation | str,
    since: date | None = None,
) -> CoalitionMember:
    """Let an organisation of the register, or one known by name only, be a member of the coalition.

    Raises `NoMember` where it is one already, where the coalition is none, or would become a member of itself.
    """
    policy.require_own(actor, coalition)
    locked(coalition)
    if not coalition.is_coalition:
        raise NoMember(_("%(name)s is no coalition.", name=coalition.title))
    joining = _named(coalition, member) if isinstance(member, str) else _registered(coalition, member)
    joining.since = since
    db.session.add(joining)
    db.session.flush()
    label = member if isinstance(member, str) else member.title
    record(actor, "coalition_member:add", coalition, label, details={"coalition": coalition.title})
    return joining


def end_membership(actor: Actor, member: CoalitionMember, last_day: date) -> None:
    """End the membership after this day. Raises `NoMember` before its first day."""
    policy.require_own(actor, member.coalition)
    locked(member)
    if member.since is not None and last_day < member.since:
        raise NoMember(_("The membership began after this day."))
    member.until = last_day
    _record(actor, "coalition_member:end", member)


def remove_member(actor: Actor, member: CoalitionMember) -> None:
    """Take off a member that was entered by mistake and never was one."""
    policy.require_own(actor, member.coalition)
    _record(actor, "coalition_member:remove", member)
    db.session.delete(member)
    db.session.flush()


def _registered(coalition: RegisteredOrganisation, member: RegisteredOrganisation) -> CoalitionMember:
    if any(other.member_id == member.id and other.until is None for other in coalition.members):
        raise NoMember(_("%(name)s is a member already.", name=member.title))
    if coalition.id in _all_below(member):
        raise NoMember(_("%(name)s can't be a member of itself.", name=coalition.title))
    return CoalitionMember(coalition=coalition, member=member)


def _named(coalition: RegisteredOrganisation, name: str) -> CoalitionMember:
    key = name_key(name)
    if not key:
        raise NoMember(_("Enter a name with letters or digits."))
    there = next((row for row in coalition.members if name_key(row.label) == key and row.until is None), None)
    if there is not None:
        raise NoMember(_("%(name)s is a member already.", name=there.label))
    return CoalitionMember(coalition=coalition, name=name, name_key=key)


def _all_below(organisation: RegisteredOrganisation) -> set[object]:
    """The organisation and every member of it, of its members, and so on."""
    seen: dict[object, None] = {}
    ahead = [organisation]
    while ahead:
        one = ahead.pop()
        if one.id not in seen:
            seen[one.id] = None
            ahead.extend(member.member for member in one.members if member.member is not None)
    return set(seen)


def _record(actor: Actor, action: str, member: CoalitionMember) -> None:
    record(actor, action, member.coalition, member.label, details={"coalition": member.coalition.title})
