"""Sending an invitation again: where the mail came back, is stuck, or was not answered."""

from datetime import timedelta

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError
from petitions.drafting import queries as drafting
from petitions.outbox import queries as outbox
from petitions.outbox import service as outbox_service
from petitions.outbox.models import Message
from petitions.outbox.queries import WAITING
from petitions.outbox.states import MessageState
from petitions.signing import links, mail, queries
from petitions.signing.entitlement import entitled
from petitions.signing.errors import AlreadySigned, NoAddress
from petitions.signing.inviting import move, require_alive, require_open
from petitions.signing.models import Invitation
from petitions.signing.rules import Held
from petitions.signing.states import InvitationState

UNANSWERED = frozenset({InvitationState.QUEUED, InvitationState.SENT, InvitationState.BOUNCED})
PAUSE = timedelta(hours=1)
"""House rule: a mail to the same address is given so long to be read before it is sent once more."""


class NotNow(DomainError):
    """The invitation was answered, its mail is not wanted, or it is too soon."""


def send_again(actor: Actor, invitation: Invitation) -> None:
    """Mail the invitation, or the question to renew, to the address registered today, with the same link.

    A mail that still waits for an older address is called back. Raises `NotOpen`, `InvalidTransition`, `AlreadySigned`,
    `NotEntitled`, `NoAddress`, and `NotNow` where it was answered, is not wanted, is on its way or left just now.
    """
    require_open(invitation.campaign)
    locked(invitation)
    require_sendable(invitation)
    before = last_mail(invitation)
    if before is not None and before.state in WAITING:
        outbox_service.call_back(before, _("Called back: it was sent again to another address."))
    links.keep(invitation)
    move(invitation, InvitationState.QUEUED)
    _post(invitation)
    campaign, name = invitation.campaign, invitation.signatory
    record(actor, "invitation:send_again", invitation, name, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()


def require_sendable(invitation: Invitation) -> None:
    """Raises what `send_again` raises, as far as one invitation can tell."""
    require_alive(invitation)
    name = invitation.signatory
    if queries.held(invitation)[0] == Held.IN_FORCE or queries.signed_as_another(invitation):
        raise AlreadySigned(_("%(name)s has signed.", name=name))
    if invitation.state not in UNANSWERED:
        raise NotNow(_("%(name)s has answered. Whoever answered is not asked again.", name=name))
    if not invitation.wants_mail:
        raise NotNow(_("%(name)s wants no more mail about this letter.", name=name))
    entitled(invitation)
    _require_mail_fit(invitation)


def last_mail(invitation: Invitation) -> Message | None:
    """The newest mail that asked, or asked again, and was not asked for."""
    return outbox.latest_of([invitation.id], mail.UNASKED).get(invitation.id)


def _require_mail_fit(invitation: Invitation) -> None:
    address, before = queries.address(invitation), last_mail(invitation)
    if not address:
        raise NoAddress(_("No address is registered for %(name)s any more.", name=invitation.signatory))
    if before is None or before.recipient != address or invitation.state == InvitationState.BOUNCED:
        return
    if before.state in {*WAITING, MessageState.SENDING}:
        raise NotNow(_("The mail is still on its way to this address, and is tried again by itself."))
    if now() - before.created_at < PAUSE and before.state == MessageState.ACCEPTED:
        raise NotNow(_("A mail left for this address less than an hour ago. Give it time to be read."))


def _post(invitation: Invitation) -> None:
    _held, signature = queries.held(invitation)
    opened = drafting.open_version(invitation.campaign)
    if signature is None or opened is None:
        mail.invite(invitation)
    else:
        mail.ask_again(invitation, signature.version, opened)
