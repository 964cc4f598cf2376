"""What signing does when mail has moved."""

from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.outbox.events import MessageMoved
from petitions.outbox.states import MessageState
from petitions.signing.inviting import move
from petitions.signing.mail import INVITATION, RENEWAL
from petitions.signing.models import Invitation
from petitions.signing.states import InvitationState

OUTCOMES = {
    MessageState.ACCEPTED: InvitationState.SENT,
    MessageState.REFUSED: InvitationState.BOUNCED,
    MessageState.FAILED: InvitationState.BOUNCED,
}


def on_message_moved(moved: MessageMoved) -> None:
    """Tell by the invitation whether its mail has left. News that comes after an answer changes nothing."""
    after = OUTCOMES.get(moved.state)
    if moved.kind not in {INVITATION, RENEWAL} or after is None:
        return
    invitation = db.session.get_one(Invitation, moved.ref)
    # Its bearer may be answering at this very moment; the answer must not be overwritten.
    locked(invitation)
    state = InvitationState(invitation.state)
    if state not in {InvitationState.QUEUED, InvitationState.SENT}:
        return
    move(invitation, after)
    if after == InvitationState.SENT:
        invitation.sent_at = now()
