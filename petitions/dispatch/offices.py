"""Verbs of addressees: keep the offices, and choose to which of them a campaign's letter goes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import EDITABLE
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.core.revision import next_revision
from petitions.dispatch import policy, queries
from petitions.dispatch.models import Addressee, CampaignAddressee


@dataclass(frozen=True)
class OfficeData:
    """An office as it is typed; ``lines`` are the lines of its postal address below its name."""

    name: str
    lines: str
    country: str
    language: str
    salutation: str
    email: str
    valid_from: date | None = None
    valid_to: date | None = None


def add(actor: Actor, data: OfficeData, new_id: UUID | None = None) -> Addressee:
    """Add an office to the organisation's list; with a ``new_id`` once, however often it is asked to."""
    _check(actor, data)
    office = Addressee(id=new_id, organisation_id=actor.organisation_id, **asdict(data))
    db.session.add(office)
    db.session.flush()
    record(actor, "addressee:add", office, office.name)
    return office


def edit(actor: Actor, office: Addressee, data: OfficeData, made_from: int) -> None:
    """Change an office. Raises `StalePage` when it has changed since revision ``made_from``."""
    _check(actor, data)
    next_revision(office, made_from)
    for name, value in asdict(data).items():
        setattr(office, name, value)
    record(actor, "addressee:edit", office, office.name)


def choose(actor: Actor, campaign: Campaign, chosen: Sequence[UUID]) -> None:
    """Let the campaign's letter go to these offices, in this order. Raises `InvalidTransition` once it was sent."""
    policy.require_prepare(actor)
    locked(campaign)
    if campaign.state not in EDITABLE:
        raise InvalidTransition(_("The letter has left or the campaign was withdrawn, so its addressees stay."))
    names = [queries.get_addressee(actor, office_id).name for office_id in chosen]
    db.session.execute(delete(CampaignAddressee).where(CampaignAddressee.campaign_id == campaign.id))
    for position, office_id in enumerate(chosen, start=1):
        db.session.add(CampaignAddressee(campaign_id=campaign.id, addressee_id=office_id, position=position))
    db.session.flush()
    record(
        actor,
        "addressee:choose",
        campaign,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"offices": names},
    )


def _check(actor: Actor, data: OfficeData) -> None:
    policy.require_prepare(actor)
    if data.valid_from and data.valid_to and data.valid_to < data.valid_from:
        raise DomainError(_("The last day of the office is before its first."))
