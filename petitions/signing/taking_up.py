"""What somebody is about to answer: locked by one statement, and read by another with all that signing rests on."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from petitions.campaigns.models import Campaign
from petitions.core.db import db, note_locked
from petitions.core.errors import NotFound
from petitions.drafting.models import Version
from petitions.people.models import Person
from petitions.people.organisations.models import RegisteredOrganisation
from petitions.signing.models import Invitation, Supporter
from petitions.signing.offices.models import Preparation

# Made once: to build such a statement takes longer than the database takes to run it.
_IT = Invitation.id == bindparam("invitation_id")
_LOCK = (
    select(Invitation.registered_id, Supporter.id)
    .join(Invitation.campaign)
    .outerjoin(Invitation.supporter)
    .where(_IT)
    .with_for_update(of=(Campaign, Invitation))
)
_IN_ANY_CASE = (
    joinedload(Invitation.campaign),
    joinedload(Invitation.open_version).joinedload(Version.text),
    joinedload(Invitation.signatures),
    joinedload(Invitation.supporter),
    joinedload(Invitation.person).options(joinedload(Person.merges), joinedload(Person.addresses)),
)
_PREPARED = joinedload(Invitation.preparation).joinedload(Preparation.delegate)
_READ = select(Invitation).where(_IT).options(*_IN_ANY_CASE).execution_options(populate_existing=True)
# Of each kind only what matters to it: to make ready for a table more takes longer than to read it.
_BY_MANDATE = _READ.options(joinedload(Invitation.person).joinedload(Person.mandates), _PREPARED)
_FOR_ORGANISATION = _READ.options(
    joinedload(Invitation.representative),
    joinedload(Invitation.registered).joinedload(RegisteredOrganisation.heads),
    _PREPARED,
)
_OF_PUBLIC = _READ.options(joinedload(Invitation.campaign).joinedload(Campaign.organisation))


def taken_up(invitation_id: UUID) -> Invitation:
    """The invitation, locked after its campaign until the transaction ends, so that signing and closing take turns.

    A statement that waits for a lock sees everything else as it was before. So it is another one, which begins once
    the locks are held, that reads. Raises `NotFound`.
    """
    asked = {"invitation_id": invitation_id}
    of = db.session.execute(_LOCK, asked).one_or_none()
    if of is None:
        raise NotFound(_("This invitation is no more. Nothing was done."))
    invitation: Invitation = db.session.scalars(_rests_on(*of), asked).unique().one()
    note_locked(invitation.campaign, invitation)
    return invitation


def _rests_on(registered_id: UUID | None, supporter_id: UUID | None) -> Select[Any]:
    if supporter_id is not None:
        return _OF_PUBLIC
    return _BY_MANDATE if registered_id is None else _FOR_ORGANISATION
