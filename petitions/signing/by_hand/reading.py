"""What the pages of signatures by hand show, as plain data."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.instruments import Display
from petitions.campaigns.models import Campaign
from petitions.core.countries import country_name
from petitions.core.errors import DomainError, NotFound
from petitions.core.i18n import speaking
from petitions.signing import queries, reading
from petitions.signing.by_hand import queries as by_hand_queries
from petitions.signing.by_hand import words
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.recording import require_signable
from petitions.signing.display import WAYS
from petitions.signing.entitlement import entitled
from petitions.signing.errors import NotEntitled
from petitions.signing.initials import initials
from petitions.signing.models import ConsentKind, Invitation
from petitions.signing.printing import printed
from petitions.signing.reading import Name
from petitions.signing.wordings import wordings


@dataclass(frozen=True)
class Row:
    """One recording in a list: where it stands, what was recorded, and what became of it."""

    id: UUID
    word: str
    tone: str
    said: str


@dataclass(frozen=True)
class Listed:
    """The last recording of one signatory: its page, and the words for what waits there."""

    id: UUID
    waits: str
    is_confirmed: bool


def begun(invitation: Invitation, taken_by: str) -> dict[str, Any]:
    """What the page of recording begins with: the name as signed before, else as on the roster."""
    signed = queries.held(invitation)[1]
    of_person = signed if invitation.organisation is None else None
    name = of_person.name if of_person else invitation.person.name
    begun = {"name": name, "display": signed.display if signed else Display.PUBLIC}
    return {**begun, "version": str(invitation.campaign.open_version_id), "taken_by": taken_by}


def why_not(invitation: Invitation) -> str:
    """Why nothing can be recorded for the signatory now; empty where something can."""
    try:
        require_signable(invitation)
        entitled(invitation)
    except DomainError as refused:
        return refused.message
    return ""


def name_hint(invitation: Invitation) -> str:
    """What the name is printed beside; empty where the signatory may not sign today."""
    try:
        lines = printed(invitation, invitation.person.name, entitled(invitation).body)
    except NotEntitled:
        return ""
    if invitation.organisation is not None:
        return _("The person’s own. Printed is: %(name)s, %(through)s.", name=lines.name, through=lines.capacity)
    return _("Spelt as on the paper, or as agreed. It is followed by: %(capacity)s.", capacity=lines.capacity)


def display_hints(invitation: Invitation) -> dict[str, str]:
    """What each way of being shown comes to, for the organiser who records what was agreed to."""
    short = initials(invitation.person.name, invitation.person.surname)
    return {
        Display.PUBLIC: _("Where it was agreed to, below."),
        Display.INITIALS: _("Where it was agreed to, below: %(initials)s", initials=short),
        Display.UNDISCLOSED: _("Only organisers see who signed. No box that shows the name is ticked."),
    }


def row(recorded: HandConfirmation) -> Row:
    """A recording as lists show it."""
    word, tone = words.state(recorded)
    told = {"kind": words.kind(recorded), "number": recorded.version.number, "who": recorded.recorded_by}
    said = _("%(kind)s, version %(number)d, recorded by %(who)s.", **told)
    return Row(recorded.id, word, tone, " ".join(filter(None, [said, words.decided(recorded)])))


def listed(campaign: Campaign) -> dict[UUID, Listed]:
    """By invitation what was recorded last, as the list of invitations shows it."""
    return {
        invitation_id: Listed(recorded.id, words.waits(recorded) if recorded.is_open else "", recorded.is_confirmed)
        for invitation_id, recorded in by_hand_queries.latest(campaign).items()
    }


def shown(recorded: HandConfirmation) -> dict[str, Any]:
    """What the second organiser compares with the evidence."""
    with speaking(recorded.language):
        said = wordings(recorded.invitation, Display(recorded.display))
    return {
        "row": row(recorded),
        "kind": words.kind(recorded),
        "shown": WAYS[Display(recorded.display)] if recorded.display != Display.PUBLIC else "",
        "decided": words.decided(recorded),
        "why_not": why_not(recorded.invitation) if recorded.is_open else "",
        "lines": [_as_name(recorded)],
        "given": [worded for kind, worded in said.items() if kind in recorded.agreed],
        "withheld": [worded for kind, worded in said.items() if kind not in recorded.agreed],
        "prints": ConsentKind.PRINT in recorded.agreed,
    }


def scan(recorded: HandConfirmation) -> bytes:
    """The scan as it was uploaded. Raises `NotFound` where there is none, or it is not the one whose hash was kept."""
    data = recorded.file
    if not data or sha256(data).hexdigest() != recorded.file_sha256:
        raise NotFound(_("There is no file, or it is no longer the one that was uploaded."))
    return data


def _as_name(recorded: HandConfirmation) -> Name:
    """The name as it is signed with, else as it would be printed today."""
    if recorded.signature is not None:
        return reading.as_name(recorded.signature)
    note = words.how(recorded.kind)
    try:
        found = entitled(recorded.invitation)
        lines = printed(recorded.invitation, recorded.name, found.body)
    except NotEntitled:
        return Name(recorded.name, "", "", "", note)
    country = country_name(found.country) if found.country else ""
    return Name(lines.name, lines.capacity, found.group, country, note)
