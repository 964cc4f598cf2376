"""Rules of accounts, over plain data."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit
from uuid import UUID

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from petitions.accounts.models import Role

ROLE_NAMES: Mapping[str, LazyString] = {
    Role.OWNER: _l("Owner"),
    Role.DRAFTER: _l("Drafter"),
    Role.REVIEWER: _l("Reviewer"),
    Role.DISPATCHER: _l("Dispatcher"),
}
ROLE_MEANINGS: Mapping[str, LazyString] = {
    Role.OWNER: _l("may do everything, and decides who is in the team"),
    Role.DRAFTER: _l("writes texts, invites signatories, closes campaigns"),
    Role.REVIEWER: _l("approves or refuses texts"),
    Role.DISPATCHER: _l("confirms that a letter is sent"),
}


def typed_code(typed: str) -> str:
    """The digits of a code without the spaces, dashes and full stops among which people copy them."""
    return "".join(filter(str.isalnum, typed))


def local_path(target: str | None) -> str:
    """The target if it is a path on this server, otherwise nothing.

    Browsers read a backslash as a slash and skip control characters, so both are refused wherever they stand.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return ""
    if "\\" in target or any(ord(character) <= 32 or ord(character) == 127 for character in target):
        return ""
    parts = urlsplit(target)
    return "" if parts.scheme or parts.netloc else target


def in_order(roles: Collection[str]) -> list[str]:
    """Roles without repetition, in the order in which they are always listed. Unknown words are dropped."""
    return [role for role in Role if role in roles]


def leaves_no_owner(owners: Collection[UUID], user_id: UUID, roles: Collection[str]) -> bool:
    """Whether nobody would own the organisation once the user holds only these roles."""
    return Role.OWNER not in roles and set(owners) <= {user_id}
