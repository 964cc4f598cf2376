"""How a signature is shown: the one answer for every page, letter, list and file that names signatories."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.campaigns.instruments import Display, Instrument, load
from petitions.campaigns.words import standing_name
from petitions.core.i18n import current_language
from petitions.people.bodies import bodies
from petitions.people.models import Person
from petitions.people.organisations.rules import HEAD
from petitions.signing.errors import DisplayRefused
from petitions.signing.initials import initials
from petitions.signing.models import ConsentKind, Invitation, Signature

NAMING = frozenset({ConsentKind.PRINT, ConsentKind.PUBLISH, ConsentKind.SHOW_INVITED})
"""The consents by which a signatory is named somewhere."""

WAYS = {
    Display.PUBLIC: _l("by name"),
    Display.INITIALS: _l("by initials"),
    Display.UNDISCLOSED: _l("not by name but counted"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A signatory as readers may know one: the name, what it is sorted by, and the line below it."""

    name: str
    surname: str
    capacity: str


class Chosen(Protocol):
    """What was signed, and how its bearer chose to be shown."""

    @property
    def name(self) -> str:
        """The whole name."""

    @property
    def surname(self) -> str:
        """What it is sorted by."""

    @property
    def body(self) -> str:
        """The capacity as rules count it."""

    @property
    def capacity(self) -> str:
        """The capacity as it is printed."""

    @property
    def display(self) -> str:
        """The way of being shown."""


def shown_as(signature: Signature, to: ConsentKind) -> Shown | None:
    """How a signature is shown where this consent is needed: in print, to the public, to those invited.

    None where its bearer is counted only. By initials the capacity stays as far as it names nobody: that of a member
    of a body does, the office of a head of one organisation does not. Words are in the language in force.
    """
    return as_chosen(signature, agreed=signature.agreed_to(to))


def as_chosen(row: Chosen, *, agreed: bool) -> Shown | None:
    """The same of a row that holds what was signed and chosen, where it is known whether the consent was given.

    Initials are sorted by those of the surname, so that their place on a list tells no more.
    """
    if row.display == Display.UNDISCLOSED or not agreed:
        return None
    if row.display != Display.INITIALS:
        return Shown(row.name, row.surname, row.capacity)
    kept = _("Head of an organisation") if row.body == HEAD else row.capacity if row.body in bodies() else ""
    return Shown(initials(row.name, row.surname), initials(row.surname, row.surname), kept)


def on_register(signature: Signature) -> Person | None:
    """The signatory on the register, from which parts of a printed line are read; None where it would tell the name."""
    return None if signature.display == Display.INITIALS else signature.invitation.person


def offered(invitation: Invitation) -> list[Display]:
    """The ways from which the invited may choose. An organisation has no initials."""
    displays = load(invitation.campaign.instrument).displays
    if invitation.organisation is not None:
        displays -= {Display.INITIALS}
    return [display for display in Display if display in displays]


def contradicts(display: Display, agreed: Collection[ConsentKind]) -> bool:
    """Whether somebody asks not to be named and agrees to be."""
    return display == Display.UNDISCLOSED and not NAMING.isdisjoint(agreed)


def require_sound(invitation: Invitation, display: Display, agreed: Collection[ConsentKind]) -> None:
    """Raises `DisplayRefused` for a way that is not offered, and for naming somebody who asks not to be named."""
    if display not in offered(invitation):
        raise DisplayRefused(_("This text can’t be signed in this way of being shown. Choose one of those offered."))
    if contradicts(display, agreed):
        raise DisplayRefused(
            _(
                "You chose to be counted only, and agreed to be named as well. Choose another way of being shown, or "
                "leave the boxes empty that show your name."
            )
        )


def marked(signature: Signature) -> str:
    """What organisers, who see every name, read beside one that readers see otherwise; empty where they see it too."""
    if signature.display == Display.INITIALS:
        return _("initials only: %(initials)s", initials=initials(signature.name, signature.surname))
    return _("counted only, not to be named") if signature.display == Display.UNDISCLOSED else ""


def told(signature: Signature) -> str:
    """How a signature is shown, for its bearer; empty where there was nothing to choose."""
    if len(offered(signature.invitation)) == 1:
        return ""
    way = str(WAYS[Display(signature.display)])
    if signature.display != Display.INITIALS:
        return way
    return _("%(way)s: %(initials)s", way=way, initials=initials(signature.name, signature.surname))


def in_words(rules: Instrument) -> str:
    """How signatories may choose to be shown, with the standing of that rule."""
    ways = [str(way) for display, way in WAYS.items() if display in rules.displays]
    listed = format_list(ways, style="or", locale=current_language())
    return _("%(ways)s (%(standing)s)", ways=listed, standing=standing_name(rules, "displays"))
