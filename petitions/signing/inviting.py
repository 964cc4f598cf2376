"""Asking people to sign, and ending an invitation."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.models import Campaign
from petitions.core import rows
from petitions.core.actor import Actor
from petitions.core.audit import record, record_all
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import InvalidTransition
from petitions.core.events import emit
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.models import Person
from petitions.signing import links, mail, queries
from petitions.signing.batches.messages import own_language
from petitions.signing.entitlement import mandate_of
from petitions.signing.errors import AlreadyInvited, AlreadySigned, Disputed, NoAddress, NotOpen
from petitions.signing.events import InvitationMoved
from petitions.signing.models import Invitation
from petitions.signing.rules import Held, Phase
from petitions.signing.states import InvitationState, may_become


def invite(actor: Actor, campaign: Campaign, person: Person) -> Invitation:
    """Ask a person to sign the open text; the mail is queued with the invitation.

    Who was merged is asked once, as the one that is kept. Raises `NotOpen`, `NotEntitled`, `NoAddress`, or
    `AlreadyInvited` (told by the database).
    """
    require_open(campaign)
    person = merges.kept(person)
    if earlier := queries.invited_as(campaign, person):
        raise AlreadyInvited(_("%(name)s was invited before.", name=earlier.person.name))
    mandate_of(campaign, person)
    if not people.current_address(person):
        raise NoAddress(_("No address is registered for %(name)s, so no code could reach them.", name=person.name))
    return ask(actor, Invitation(campaign=campaign, person=person))


def require_open(campaign: Campaign) -> None:
    """Lock the campaign. Raises `NotOpen` unless its text is open for signature."""
    locked(campaign)
    if queries.phase_of(campaign) != Phase.OPEN:
        raise NotOpen(_("People can be invited while the text is open for signature. It is not open now."))


def ask(actor: Actor, invitation: Invitation) -> Invitation:
    """Write an invitation of somebody who may sign, and queue its mail. Raises `AlreadyInvited`."""
    campaign = invitation.campaign
    _prepare(actor, invitation, invitation.language or own_language(campaign))
    _add_once(invitation)
    mail.invite(invitation)
    name = invitation.label
    record(actor, "invitation:queue", invitation, name, case_id=campaign.case_id, campaign_id=campaign.id)
    return invitation


def ask_all(actor: Actor, campaign: Campaign, invitations: Sequence[Invitation], addresses: Mapping[UUID, str]) -> None:
    """Write many invitations of people who may sign and were not asked before, each with its mail and its event.

    The campaign is locked. ``addresses`` are by invitation; it takes as many statements for many as for a few.
    """
    for invitation in invitations:
        _prepare(actor, invitation, invitation.language)
    db.session.add_all(invitations)
    db.session.flush()
    mail.invite_all(invitations, addresses)
    told = [(invitation, invitation.label) for invitation in invitations]
    record_all(actor, "invitation:queue", told, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()


def _prepare(actor: Actor, invitation: Invitation, language: str) -> None:
    invitation.invited_by, invitation.created_at = actor.label, now()
    invitation.state, invitation.language = InvitationState.QUEUED, language
    links.keep(invitation)


def stop(actor: Actor, invitation: Invitation) -> None:
    """End an invitation: its link leads nowhere any more. Stopping twice changes nothing.

    Raises `AlreadySigned` while a signature is in force: only its bearer may take it back.
    """
    locked(invitation.campaign)
    locked(invitation)
    if invitation.state == InvitationState.STOPPED:
        return
    name = invitation.signatory
    if queries.held(invitation)[0] in {Held.IN_FORCE, Held.SET_ASIDE}:
        raise AlreadySigned(_("%(name)s has signed. Only the signatory can take the signature back.", name=name))
    move(invitation, InvitationState.STOPPED)
    campaign = invitation.campaign
    record(actor, "invitation:stop", invitation, name, case_id=campaign.case_id, campaign_id=campaign.id)


def require_alive(invitation: Invitation) -> None:
    """Raises `InvalidTransition` once the invitation was ended."""
    if invitation.state == InvitationState.STOPPED:
        raise InvalidTransition(_("This invitation was ended. Nothing can be answered to it any more."))


def require_unsigned(invitation: Invitation) -> None:
    """Raises `AlreadySigned` where the same person signed this version on another invitation; `Disputed`."""
    if queries.held(invitation)[0] == Held.SET_ASIDE:
        raise Disputed(
            _("It was said that the signature in your name is not yours. The organisers have to decide on that first.")
        )
    if other := queries.signed_as_another(invitation):
        raise AlreadySigned(_("You have signed this text already, as %(name)s. One signature counts.", name=other.name))


def move(invitation: Invitation, after: InvitationState, reason: str = "") -> None:
    """Take an invitation to another state; the time and reason of a decline live as long as the decline.

    Raises `InvalidTransition` where its state does not lead there.
    """
    for column, value in _moved(invitation, after, reason).items():
        setattr(invitation, column, value)
    emit(InvitationMoved(invitation.campaign_id, invitation.id, after))


def answered(invitation: Invitation) -> None:
    """The same of one whose signature has just been written: at once."""
    rows.amend(invitation, **_moved(invitation, InvitationState.ANSWERED))
    emit(InvitationMoved(invitation.campaign_id, invitation.id, InvitationState.ANSWERED))


def _moved(invitation: Invitation, after: InvitationState, reason: str = "") -> dict[str, Any]:
    require_alive(invitation)
    if not may_become(invitation.state, after):
        raise InvalidTransition(
            _("An invitation that is “%(before)s” can’t become “%(after)s”.", before=invitation.state, after=after)
        )
    declined = after == InvitationState.DECLINED
    sealed = Invitation.decline_reason.columns(invitation.id, reason if declined else "")
    return {"state": after, "declined_at": now() if declined else None, **sealed}


def _add_once(invitation: Invitation) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(invitation)
    except IntegrityError as twice:
        raise AlreadyInvited(_("%(name)s was invited before.", name=invitation.signatory)) from twice
