"""Reads of corrections and wishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.signing.correcting.models import CapacityWish, Correction
from petitions.signing.correcting.states import WishState
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import SignatureState


@dataclass(frozen=True, slots=True)
class Before:
    """How a signature was printed before it was corrected."""

    name: str
    capacity: str


def corrections(signature: Signature) -> Sequence[Correction]:
    """How the signature was corrected, first to last."""
    query = select(Correction).where(Correction.signature_id == signature.id).options(joinedload(Correction.leaf))
    return db.session.scalars(query.order_by(Correction.at, Correction.id)).all()


def wishes(signature: Signature) -> Sequence[CapacityWish]:
    """What was wished for the line below the name, first to last."""
    query = select(CapacityWish).where(CapacityWish.signature_id == signature.id)
    return db.session.scalars(query.order_by(CapacityWish.asked_at, CapacityWish.id)).all()


def agreed_line(invitation: Invitation, line: str) -> str:
    """The line below the name as it was agreed under an earlier version; as it is where nothing was agreed on it.

    What was agreed replaces a line that is still on file. Where the file says something else since, that is printed.
    """
    if not invitation.signatures:
        return line
    query = select(Correction).join(Correction.signature).where(Signature.invitation_id == invitation.id)
    for correction in db.session.scalars(query.order_by(Correction.at, Correction.id)):
        if correction.capacity_before == line:
            line = correction.capacity
    return line


def get_wish(actor: Actor, campaign: Campaign, wish_id: UUID) -> CapacityWish:
    """A wish under a campaign of the actor's own organisation. Raises `NotFound` for every other."""
    found = db.session.get(CapacityWish, wish_id)
    own = campaign.organisation_id == actor.organisation_id
    if found is None or found.signature.campaign_id != campaign.id or not own:
        raise NotFound(_("There is no such wish."))
    return found


def open_wishes(organisation_id: UUID | None, only: UUID | None = None) -> Sequence[tuple[Campaign, CapacityWish]]:
    """Wishes that wait for an organiser, under signatures whose bearers stand by them, the oldest first; of one
    campaign, or of all.
    """
    query = select(Campaign, CapacityWish).join(Signature, CapacityWish.signature_id == Signature.id)
    query = query.join(Campaign, Campaign.id == Signature.campaign_id).options(joinedload(CapacityWish.signature))
    query = query.where(Campaign.organisation_id == organisation_id, CapacityWish.state == WishState.OPEN)
    query = query.where(Signature.state == SignatureState.CONFIRMED)
    if only is not None:
        query = query.where(Campaign.id == only)
    return [(campaign, wish) for campaign, wish in db.session.execute(query.order_by(CapacityWish.asked_at))]


def count_corrected_since(campaign: Campaign, edition: int) -> int:
    """How many signatures in force were corrected after this edition was closed, so that it prints them otherwise."""
    query = select(func.count(Signature.id.distinct())).join(Correction, Correction.signature_id == Signature.id)
    query = query.where(Signature.campaign_id == campaign.id, Signature.version_id == campaign.open_version_id)
    query = query.where(Signature.state == SignatureState.CONFIRMED, Correction.edition > edition)
    return db.session.scalar(query) or 0


def lines_before(campaign: Campaign, edition: int) -> dict[UUID, Before]:
    """By signature how this edition prints it, of those only that were corrected after it was closed."""
    query = select(Correction).join(Signature, Correction.signature_id == Signature.id)
    query = query.where(Signature.campaign_id == campaign.id, Correction.edition > edition)
    latest_first = db.session.scalars(query.order_by(Correction.at.desc(), Correction.id.desc()))
    return {one.signature_id: Before(one.name_before, one.capacity_before) for one in latest_first}
