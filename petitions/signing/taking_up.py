"""What somebody is about to answer: locked, and read in one statement with nearly all that signing rests on."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from petitions.campaigns.models import Campaign
from petitions.core.db import db, note_locked
from petitions.core.errors import NotFound
from petitions.drafting.models import Version
from petitions.people.models import Mandate, Person, Roster
from petitions.people.organisations.models import RegisteredOrganisation
from petitions.signing.models import Invitation
from petitions.signing.offices.models import Preparation

RESTS_ON = (
    contains_eager(Invitation.campaign).joinedload(Campaign.organisation),
    joinedload(Invitation.open_version).joinedload(Version.text),
    joinedload(Invitation.person).options(
        joinedload(Person.merges),
        joinedload(Person.addresses),
        joinedload(Person.mandates).joinedload(Mandate.roster).joinedload(Roster.entry),
    ),
    joinedload(Invitation.supporter),
    joinedload(Invitation.representative),
    joinedload(Invitation.registered).joinedload(RegisteredOrganisation.heads),
    joinedload(Invitation.preparation).joinedload(Preparation.delegate),
)
# Made once: to build such a statement takes longer than the database takes to run it.
_TAKE_UP = (
    select(Invitation)
    .join(Invitation.campaign)
    .where(Invitation.id == bindparam("invitation_id"))
    .options(*RESTS_ON)
    .with_for_update(of=(Campaign, Invitation))
    .execution_options(populate_existing=True)
)


def taken_up(invitation_id: UUID) -> Invitation:
    """The invitation, locked after its campaign until the transaction ends, so that signing and closing take turns.

    Its signatures are not among what is read: one for which this transaction had to wait is found only by a statement
    that begins once the locks are held. Raises `NotFound`.
    """
    invitation = db.session.scalars(_TAKE_UP, {"invitation_id": invitation_id}).unique().first()
    if invitation is None:
        raise NotFound(_("This invitation is no more. Nothing was done."))
    db.session.expire(invitation, ["signatures"])
    note_locked(invitation.campaign, invitation)
    return invitation
