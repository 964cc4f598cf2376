"""How a signatory's own name is printed: the rule of signing, and of correcting later what was signed."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.instruments import Display
from petitions.people import merge_queries as merges
from petitions.people.models import Person
from petitions.people.organisations.rules import parted
from petitions.people.spelling import bears
from petitions.signing import rules
from petitions.signing.errors import NameUnusable
from petitions.signing.lines import name_parts
from petitions.signing.models import Invitation, Signature
from petitions.signing.printing import Printed
from petitions.signing.rules import UnusableName


def printed_name(typed: str, invitation: Invitation) -> str:
    """The name as it will be printed: spelt as its bearer likes, and never somebody else's. Raises `NameUnusable`.

    Whoever was invited by name keeps the surname on file; a member of the public was invited by nobody.
    """
    try:
        name = rules.printed_name(typed)
    except UnusableName as unusable:
        raise NameUnusable(
            _("Type your name as it is to be printed, in at most 120 letters. Leave out signs that nobody can see.")
        ) from unusable
    person = invitation.person
    if invitation.supporter is None and not _surname_in(name, person):
        raise NameUnusable(
            _(
                "The letter was sent to %(name)s, so the printed name has to hold that surname. Spell it as you like; "
                "if the name itself is wrong, write to the organisation that invited you.",
                name=person.name,
            )
        )
    return name


def surname_of(invitation: Invitation, name: str, lines: Printed) -> str:
    """What the signature is sorted by: the surname as on file where the name printed is the person's own."""
    return own_surname(invitation, name) if lines.name == name else lines.surname


def own_surname(invitation: Invitation, name: str) -> str:
    """The surname in a person's own name as it is printed; of a member of the public as well as it can be told."""
    return parted(name)[1] if invitation.supporter is not None else _surname_in(name, invitation.person)


def surnames_then(signed: Sequence[Signature], printed: Mapping[UUID, str]) -> dict[UUID, str]:
    """By signature the surname in the name as a list printed it, even where its bearer has corrected it since.

    Initials hold none. The other entries of those concerned are read in a few statements, however many they are.
    """
    corrected = {
        one.id: one.invitation.person
        for one in signed
        if one.display != Display.INITIALS and not name_parts(printed[one.id], one.surname)
    }
    entries = merges.selves_of(corrected.values())
    borne = {
        ref: next((entry.surname for entry in entries[person.id] if bears(printed[ref], entry.surname)), "")
        for ref, person in corrected.items()
    }
    return {one.id: borne.get(one.id) or one.surname for one in signed}


def _surname_in(name: str, person: Person) -> str:
    """The surname on the register that the printed name holds, of any entry that is this person; empty where none."""
    return next((entry.surname for entry in merges.selves(person) if bears(name, entry.surname)), "")
