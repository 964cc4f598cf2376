"""Asking people to sign, and ending an invitation."""

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now, today
from petitions.core.db import db, locked
from petitions.core.errors import InvalidTransition
from petitions.people import queries as people
from petitions.people.bodies import bodies
from petitions.people.models import Mandate, Person
from petitions.signing import links, mail, queries
from petitions.signing.errors import AlreadyInvited, AlreadySigned, NoAddress, NotEntitled, NotOpen
from petitions.signing.models import Invitation
from petitions.signing.rules import Held, Phase
from petitions.signing.states import InvitationState, may_become


def invite(actor: Actor, campaign: Campaign, person: Person) -> Invitation:
    """Ask a person to sign the open text; the mail is queued with the invitation.

    Raises `NotOpen`, `NotEntitled`, `NoAddress`, or `AlreadyInvited` (told by the database).
    """
    locked(campaign)
    if queries.phase_of(campaign) != Phase.OPEN:
        raise NotOpen(_("People can be invited while the text is open for signature. It is not open now."))
    entitled_mandate(campaign, person)
    if not people.current_address(person):
        raise NoAddress(_("No address is registered for %(name)s, so no code could reach them.", name=person.name))
    invitation = Invitation(campaign_id=campaign.id, person_id=person.id, invited_by=actor.label, created_at=now())
    links.keep(invitation)
    invitation.state = InvitationState.QUEUED
    _add_once(invitation, person)
    mail.invite(invitation)
    record(actor, "invitation:queue", invitation, person.name, case_id=campaign.case_id, campaign_id=campaign.id)
    return invitation


def entitled_mandate(campaign: Campaign, person: Person) -> Mandate:
    """The mandate by which the person may sign today. Raises `NotEntitled`."""
    held = people.mandate_at(person, today(), instruments.load(campaign.instrument).bodies)
    if held.certain is None and held.holds:
        raise NotEntitled(
            _("Rosters leave open in which group %(name)s sits today. Import a newer one.", name=person.name)
        )
    if held.certain is None:
        raise NotEntitled(_("%(name)s holds no mandate in force that lets them sign this text.", name=person.name))
    return held.certain


def capacity_of(invitation: Invitation) -> str:
    """What the person's body calls its members, as it is printed under the name. Raises `NotEntitled`."""
    return bodies()[entitled_mandate(invitation.campaign, invitation.person).body].capacity


def stop(actor: Actor, invitation: Invitation) -> None:
    """End an invitation: its link leads nowhere any more. Stopping twice changes nothing.

    Raises `AlreadySigned` while a signature is in force: only its bearer may take it back.
    """
    locked(invitation.campaign)
    locked(invitation)
    if invitation.state == InvitationState.STOPPED:
        return
    name = invitation.person.name
    if queries.held(invitation)[0] == Held.IN_FORCE:
        raise AlreadySigned(_("%(name)s has signed. Only the signatory can take the signature back.", name=name))
    move(invitation, InvitationState.STOPPED)
    campaign = invitation.campaign
    record(actor, "invitation:stop", invitation, name, case_id=campaign.case_id, campaign_id=campaign.id)


def require_alive(invitation: Invitation) -> None:
    """Raises `InvalidTransition` once the invitation was ended."""
    if invitation.state == InvitationState.STOPPED:
        raise InvalidTransition(_("This invitation was ended. Nothing can be answered to it any more."))


def move(invitation: Invitation, after: InvitationState, reason: str = "") -> None:
    """Take an invitation to another state; the time and reason of a decline live as long as the decline.

    Raises `InvalidTransition` where its state does not lead there.
    """
    require_alive(invitation)
    if not may_become(invitation.state, after):
        raise InvalidTransition(
            _("An invitation that is “%(before)s” can’t become “%(after)s”.", before=invitation.state, after=after)
        )
    declined = after == InvitationState.DECLINED
    invitation.state = after
    invitation.declined_at = now() if declined else None
    invitation.decline_reason = reason if declined else ""


def _add_once(invitation: Invitation, person: Person) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(invitation)
    except IntegrityError as twice:
        raise AlreadyInvited(_("%(name)s was invited before.", name=person.name)) from twice
