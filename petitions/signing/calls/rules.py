"""Whom a call is for, when a name is long enough to look for, and when a request is forgotten. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from petitions.people.organisations.models import OrganisationKind
from petitions.people.organisations.rules import HEAD
from petitions.signing.supporters.rules import ANYONE

FEWEST_LETTERS = 3
MOST_NAMES = 10
FORGOTTEN_AFTER = timedelta(days=7)
"""An unconfirmed request is kept as long as that of a member of the public (`supporters.rules`)."""

ORGANISATIONS = frozenset(OrganisationKind)


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom a call speaks: members of these bodies, organisations or not, and their heads or not."""

    officials: frozenset[str]
    organisations: bool
    heads: bool = False

    def __bool__(self) -> bool:
        return bool(self.officials) or self.asked_for

    @property
    def asked_for(self) -> bool:
        """Whether somebody may ask, to be admitted by an organiser: an organisation, or the head of one."""
        return self.organisations or self.heads


def audience(bodies: Collection[str]) -> Audience:
    """To whom a call can speak under an instrument that lets these sign."""
    allowed = frozenset(bodies)
    return Audience(allowed - ORGANISATIONS - {HEAD, ANYONE}, bool(allowed & ORGANISATIONS), HEAD in allowed)


def is_enough(name: str) -> bool:
    """Whether this is enough of a name to look for: a list of all members is not to be had letter by letter."""
    return sum(character.isalpha() for character in name) >= FEWEST_LETTERS
