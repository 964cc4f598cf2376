"""Reads of dispatch: what is unmet, editions, letters, deliveries, addressees, replies and follow-ups."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.dispatch import gate, standing
from petitions.dispatch.models import (
    Addressee,
    CampaignAddressee,
    Delivery,
    Edition,
    EditionSignatory,
    FollowUp,
    Letter,
    Reply,
)
from petitions.outbox.models import Attempt, Message
from petitions.signing.models import Signature


def unmet_for_closing(campaign: Campaign, *, as_of_signing: bool = False) -> list[str]:
    """What is unmet for closing, one sentence each. ``as_of_signing`` knowingly accepts ended mandates."""
    known = standing.of(campaign, valid_addressees(campaign), as_of_signing=as_of_signing)
    return gate.unmet(known, as_of_signing=as_of_signing)


def unmet_for_dispatch(campaign: Campaign, *, as_of_signing: bool = False) -> list[str]:
    """What is unmet for sending the closed edition, one sentence each."""
    edition = closed_edition(campaign)
    if edition is None:
        return [_("Close the campaign first.")]
    known = standing.since(edition, campaign, valid_addressees(campaign), as_of_signing=as_of_signing)
    return gate.unmet_after_closing(known, as_of_signing=as_of_signing)


def closed_edition(campaign: Campaign) -> Edition | None:
    """The campaign's last closing, unless it was reopened."""
    query = select(Edition).where(Edition.campaign_id == campaign.id, Edition.reopened_at.is_(None))
    query = query.options(selectinload(Edition.signatories)).order_by(Edition.number.desc())
    return db.session.scalars(query).first()


def letter_of(campaign: Campaign) -> Letter | None:
    """The last letter that was frozen; its PDF is read from the database only when it is asked for."""
    query = select(Letter).where(Letter.campaign_id == campaign.id).order_by(Letter.frozen_at.desc())
    return db.session.scalars(query).first()


def signatures_of(edition: Edition) -> dict[UUID, Signature]:
    """The signatures of an edition's signatories, by id, with their consents."""
    query = select(Signature).join(EditionSignatory, EditionSignatory.signature_id == Signature.id)
    query = query.where(EditionSignatory.edition_id == edition.id)
    query = query.options(selectinload(Signature.consents), joinedload(Signature.invitation))
    return {signature.id: signature for signature in db.session.scalars(query)}


def get_addressee(actor: Actor, addressee_id: UUID) -> Addressee:
    """An office of the actor's own organisation. Raises `NotFound` for every other."""
    found = db.session.get(Addressee, addressee_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NotFound(_("There is no such addressee."))
    return found


def addressees(actor: Actor) -> Sequence[Addressee]:
    """All offices of the actor's organisation, by name."""
    query = select(Addressee).where(Addressee.organisation_id == actor.organisation_id)
    return db.session.scalars(query.order_by(Addressee.name, Addressee.id)).all()


def chosen_addressees(campaign: Campaign) -> Sequence[Addressee]:
    """The offices that the campaign's letter is meant for, in their order."""
    query = select(Addressee).join(CampaignAddressee, CampaignAddressee.addressee_id == Addressee.id)
    query = query.where(CampaignAddressee.campaign_id == campaign.id)
    return db.session.scalars(query.order_by(CampaignAddressee.position)).all()


def valid_addressees(campaign: Campaign, on: date | None = None) -> list[Addressee]:
    """Those of the chosen offices that exist on that day; today when none is given."""
    day = on or today()
    return [office for office in chosen_addressees(campaign) if is_valid(office, day)]


def is_valid(office: Addressee, on: date) -> bool:
    """Whether the office exists on that day, its first and last day included."""
    return (office.valid_from or on) <= on <= (office.valid_to or on)


def get_delivery(actor: Actor, delivery_id: UUID) -> Delivery:
    """A delivery of the actor's own organisation. Raises `NotFound` for every other."""
    query = select(Delivery).join(Letter, Letter.id == Delivery.letter_id)
    query = query.join(Campaign, Campaign.id == Letter.campaign_id)
    query = query.where(Delivery.id == delivery_id, Campaign.organisation_id == actor.organisation_id)
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound(_("There is no such delivery."))
    return found


def deliveries(campaign: Campaign) -> Sequence[Delivery]:
    """Every delivery of the campaign's letters, in the order of the addressees."""
    query = select(Delivery).join(Letter, Letter.id == Delivery.letter_id).where(Letter.campaign_id == campaign.id)
    return db.session.scalars(query.order_by(Letter.frozen_at, Delivery.position)).all()


def message_of(delivery: Delivery) -> Message | None:
    """The mail that carries, or carried, the letter."""
    return db.session.get(Message, delivery.message_id) if delivery.message_id else None


def attempts(delivery: Delivery) -> Sequence[Attempt]:
    """Every try to hand the letter to the office's mail server, first to last."""
    query = select(Attempt).where(Attempt.message_id == delivery.message_id).order_by(Attempt.number)
    return db.session.scalars(query).all()


def replies(campaign: Campaign) -> Sequence[Reply]:
    """What came back, oldest first."""
    query = select(Reply).where(Reply.campaign_id == campaign.id)
    return db.session.scalars(query.order_by(Reply.received_on, Reply.recorded_at)).all()


def follow_ups(campaign: Campaign) -> Sequence[FollowUp]:
    """What is to be done or was done, by due day."""
    query = select(FollowUp).where(FollowUp.campaign_id == campaign.id)
    return db.session.scalars(query.order_by(FollowUp.due_on, FollowUp.id)).all()


def get_follow_up(actor: Actor, follow_up_id: UUID) -> FollowUp:
    """A follow-up of the actor's own organisation. Raises `NotFound` for every other."""
    query = select(FollowUp).join(Campaign, Campaign.id == FollowUp.campaign_id)
    query = query.where(FollowUp.id == follow_up_id, Campaign.organisation_id == actor.organisation_id)
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound(_("There is no such follow-up."))
    return found
