"""The verbs of a recipient who wants no more mail about a letter, and the gate that keeps to it."""

from collections.abc import Callable
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.signing.models import Invitation

Verb = Callable[[Actor, Invitation], None]


def unsubscribe(actor: Actor, invitation: Invitation) -> None:
    """Send no more invitations, renewals and reminders of this letter. Codes and receipts that are asked for still go.

    The invitation stays what it is: its link opens the letter, and the letter can be signed. Twice changes nothing.
    """
    _lock(invitation)
    if invitation.wants_mail:
        invitation.unsubscribed_at = now()
        _note(actor, invitation, "invitation:unsubscribe")


def resubscribe(actor: Actor, invitation: Invitation) -> None:
    """Take that back: what is written to everybody is written to this recipient again. Twice changes nothing."""
    _lock(invitation)
    if not invitation.wants_mail:
        invitation.unsubscribed_at = None
        _note(actor, invitation, "invitation:resubscribe")


def may_send(invitation_id: UUID) -> str | None:
    """Why a mail that nobody asked for must not leave; None where it may (for the table of gates in wiring.py)."""
    invitation = db.session.get_one(Invitation, invitation_id)
    return None if invitation.wants_mail else _("Not sent: its recipient wants no more mail about this letter.")


def _lock(invitation: Invitation) -> None:
    locked(invitation.campaign)
    locked(invitation)


def _note(actor: Actor, invitation: Invitation, action: str) -> None:
    campaign = invitation.campaign
    record(actor, action, invitation, invitation.label, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()
