"""What somebody is about to answer: locked, and read in two statements with all that signing rests on."""

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
        joinedload(Person.addresses),
        joinedload(Person.mandates).joinedload(Mandate.roster).joinedload(Roster.entry),
    ),
    joinedload(Invitation.supporter),
    joinedload(Invitation.representative),
    joinedload(Invitation.registered).joinedload(RegisteredOrganisation.heads),
)
MAY_HAVE_CHANGED = (
    joinedload(Invitation.signatures),
    joinedload(Invitation.person).joinedload(Person.merges),
    joinedload(Invitation.preparation).joinedload(Preparation.delegate),
)
"""What somebody may have written for whom this transaction had to wait: who else signed, prepared, or was merged."""
# Made once: to build such a statement takes longer than the database takes to run it.
_INVITATION = select(Invitation).where(Invitation.id == bindparam("invitation_id"))
_TAKE_UP = (
    _INVITATION.join(Invitation.campaign)
    .options(*RESTS_ON)
    .with_for_update(of=(Campaign, Invitation))
    .execution_options(populate_existing=True)
)
_LOOK_AGAIN = _INVITATION.options(*MAY_HAVE_CHANGED)


def taken_up(invitation_id: UUID) -> Invitation:
    """The invitation, locked after its campaign until the transaction ends, so that signing and closing take turns.

    A statement that waits for a lock sees everything else as it was before. So a second one, which begins once the
    locks are held, reads what decides. Raises `NotFound`.
    """
    asked = {"invitation_id": invitation_id}
    invitation = db.session.scalars(_TAKE_UP, asked).unique().first()
    if invitation is None:
        raise NotFound(_("This invitation is no more. Nothing was done."))
    note_locked(invitation.campaign, invitation)
    db.session.expire(invitation, ["signatures", "preparation"])
    db.session.expire(invitation.person, ["merges"])
    db.session.scalars(_LOOK_AGAIN, asked).unique().one()
    return invitation
