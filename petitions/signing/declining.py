"""Saying no, with nothing shown but the link, or by somebody who has shown to be the signatory."""

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import locked
from petitions.signing import links, mail, queries, rules
from petitions.signing.errors import AlreadySigned, NotOpen
from petitions.signing.inviting import move, require_unsigned
from petitions.signing.mail import Told
from petitions.signing.models import Invitation
from petitions.signing.rules import Held
from petitions.signing.states import InvitationState


def decline(actor: Actor, invitation: Invitation, reason: str = "") -> None:
    """Say no, with a reason that only the organisers read. Declining again changes the reason.

    Raises `AlreadySigned` while a signature is in force, and `NotOpen` once nothing is asked any more.
    """
    _lock(invitation)
    held, _before = queries.held(invitation)
    require_unsigned(invitation)
    if held == Held.IN_FORCE:
        raise AlreadySigned(_("You have signed this letter. Take the signature back instead."))
    if not rules.may_decline(queries.phase_of(invitation.campaign), held):
        raise NotOpen(_("Signing is over, so there is nothing to decline any more."))
    _move(actor, invitation, reason, by_link=False)


def decline_by_link(actor: Actor, invitation: Invitation, reason: str = "") -> None:
    """Say no where nothing but the link, which may have been passed on, shows who says it.

    It is recorded as that, and the registered address is told, with the way to sign nevertheless. What its owner
    answered stands, and nothing tells whether there is such an answer. Raises `NotOpen` once nothing is asked any more.
    """
    _lock(invitation)
    if not rules.may_decline(queries.phase_of(invitation.campaign), Held.NONE):
        raise NotOpen(_("Signing is over, so there is nothing to decline any more."))
    if queries.has_answered(invitation) or invitation.state == InvitationState.DECLINED:
        return
    _move(actor, invitation, reason, by_link=True)
    if queries.address(invitation):
        mail.tell(invitation, _told(invitation))


def _lock(invitation: Invitation) -> None:
    locked(invitation.campaign)
    locked(invitation)


def _move(actor: Actor, invitation: Invitation, reason: str, *, by_link: bool) -> None:
    campaign = invitation.campaign
    move(invitation, InvitationState.DECLINED, reason)
    invitation.declined_by_link = by_link
    action = "invitation:decline_by_link" if by_link else "invitation:decline"
    record(actor, action, invitation, invitation.label, case_id=campaign.case_id, campaign_id=campaign.id)


def _told(invitation: Invitation) -> Told:
    title = invitation.campaign.title
    said = [
        _("“%(title)s” was declined with the link in your invitation. No code was asked for.", title=title),
        _("If that was you, or your office for you, there is nothing to do, and no more mail comes about this letter."),
        _("If it was not, the letter is still open to you: sign it here as if nothing had happened."),
    ]
    subject = _("Declined with your link: “%(title)s”", title=title)
    return Told(subject, said, links.letter(invitation.id), _("The letter"))
