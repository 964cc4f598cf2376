"""What a member gives on paper or by telephone, as organisers record it. All names are invented."""

import io
from typing import Any

from PIL import Image

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing.by_hand import deciding, recording
from petitions.signing.by_hand.evidence import Evidence
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.recording import Given
from petitions.signing.models import ConsentKind, Invitation, ProvedBy, Signature
from petitions.signing.preparing import Wish
from tests.factories import acting
from tests.signing.scene import Desk

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
NOTE = "Ada Organiser called the office in Vilnius, at the number on its page. The member had read the text and agreed."
AGREED = frozenset({ConsentKind.SIGN, ConsentKind.PRINT})


def picture(kind: str = "PNG") -> bytes:
    """A small picture of a paper."""
    held = io.BytesIO()
    Image.new("L", (20, 30), 250).save(held, kind)
    return held.getvalue()


def given(invitation: Invitation, **changes: Any) -> Given:
    """What the member gave just now, on paper, but for the changes."""
    wish = {
        "version_id": changes.pop("version_id", invitation.campaign.open_version_id),
        "name": changes.pop("name", invitation.person.name),
        "agreed": changes.pop("agreed", AGREED),
        "language": "en",
    }
    values = {
        "kind": ProvedBy.PAPER,
        "at": now(),
        "taken_by": "Ada Organiser",
        "wish": Wish(**wish),
        "evidence": Evidence(file=PDF, file_name="scan.pdf"),
    }
    return Given(**{**values, **changes})


def call(invitation: Invitation, **changes: Any) -> Given:
    """What the member said by telephone."""
    return given(invitation, **{"kind": ProvedBy.TELEPHONE, "evidence": Evidence(note=NOTE), **changes})


def recorded(desk: Desk, what: Given, invitation: Invitation) -> HandConfirmation:
    """The organiser records it."""
    with transaction():
        return recording.propose(desk.actor, db.session.get_one(Invitation, invitation.id), what)


def confirmed(desk: Desk, row: HandConfirmation) -> Signature:
    """The colleague confirms it."""
    with transaction():
        return deciding.confirm(acting(desk.colleague), db.session.get_one(HandConfirmation, row.id))


def refused(desk: Desk, row: HandConfirmation, reason: str = "The paper shows another text.") -> None:
    """The colleague refuses it."""
    with transaction():
        deciding.refuse(acting(desk.colleague), db.session.get_one(HandConfirmation, row.id), reason)


def stored(row: HandConfirmation) -> HandConfirmation:
    """The recording as it is stored now."""
    db.session.expire_all()
    return db.session.get_one(HandConfirmation, row.id)


def on_paper(desk: Desk, invitation: Invitation, **changes: Any) -> Signature:
    """A signature on paper, recorded and confirmed."""
    return confirmed(desk, recorded(desk, given(invitation, **changes), invitation))


def by_telephone(desk: Desk, invitation: Invitation, **changes: Any) -> Signature:
    """A signature by telephone, recorded and confirmed."""
    return confirmed(desk, recorded(desk, call(invitation, **changes), invitation))
