"""What signing does when mail has moved."""

from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.sealed import normalised
from petitions.outbox.events import MessageBounced, MessageMoved
from petitions.outbox.states import MessageState
from petitions.signing.inviting import move
from petitions.signing.mail import EXTENDED, INVITATION, REMINDER, RENEWAL
from petitions.signing.models import Invitation
from petitions.signing.queries import address
from petitions.signing.reminding.models import Reminded
from petitions.signing.states import InvitationState

# Mails to the signatory; whether others came back says nothing of the address.
_ASKS, _REMINDS = frozenset({INVITATION, RENEWAL}), frozenset({REMINDER, EXTENDED})
OUTCOMES = {
    MessageState.ACCEPTED: InvitationState.SENT,
    MessageState.REFUSED: InvitationState.BOUNCED,
    MessageState.FAILED: InvitationState.BOUNCED,
}


def on_message_moved(moved: MessageMoved) -> None:
    """Tell by the invitation whether its mail has left. News that comes after an answer changes nothing."""
    after = OUTCOMES.get(moved.state)
    if moved.kind not in _ASKS or after is None:
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


def on_message_bounced(bounced: MessageBounced) -> None:
    """Tell by the invitation that its address takes no mail. An answer, or another address since, outweighs that."""
    if bounced.kind in _ASKS:
        invitation = db.session.get_one(Invitation, bounced.ref)
    elif bounced.kind in _REMINDS:
        invitation = db.session.get_one(Reminded, bounced.ref).invitation
    else:
        return
    locked(invitation)
    if invitation.state == InvitationState.SENT and normalised(address(invitation)) == normalised(bounced.recipient):
        move(invitation, InvitationState.BOUNCED)
