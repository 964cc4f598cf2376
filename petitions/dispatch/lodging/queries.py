"""Reads of lodging: where a campaign stands, its sheets and records, and how the published list compares."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.dispatch import queries as dispatch
from petitions.dispatch.lodging import rules, sheet
from petitions.dispatch.lodging.comparing import Comparison, Name, compare
from petitions.dispatch.lodging.models import Lodging, Meant, PublishedName
from petitions.dispatch.lodging.rules import Stage
from petitions.dispatch.models import Edition, EditionSignatory
from petitions.people.bodies import country_code
from petitions.signing import queries as signing
from petitions.signing.models import Signature


@dataclass(frozen=True)
class Standing:
    """The latest edition of a campaign, its lodging where the sheet is confirmed, and the stage of both."""

    edition: Edition | None
    lodging: Lodging | None
    stage: Stage


def is_lodged(campaign: Campaign) -> bool:
    """Whether campaigns of this instrument are lodged instead of sent."""
    return load(campaign.instrument).is_lodged


def standing(campaign: Campaign) -> Standing:
    """How far the latest edition has come."""
    edition = dispatch.closed_edition(campaign)
    lodging = of_edition(edition) if edition else None
    stage = rules.stage(
        is_closed=edition is not None,
        is_confirmed=lodging is not None,
        lodged_on=lodging.lodged_on if lodging else None,
        tabled_on=lodging.tabled_on if lodging else None,
    )
    return Standing(edition, lodging, stage)


def of_edition(edition: Edition) -> Lodging | None:
    """The confirmed sheet of this edition."""
    return db.session.scalars(select(Lodging).where(Lodging.edition_id == edition.id)).first()


def lodgings(campaign: Campaign) -> Sequence[Lodging]:
    """The confirmed sheets of the editions that count, the newest first."""
    query = select(Lodging).join(Edition, Edition.id == Lodging.edition_id)
    query = query.where(Lodging.campaign_id == campaign.id, Edition.reopened_at.is_(None))
    query = query.options(selectinload(Lodging.edition), selectinload(Lodging.published))
    return db.session.scalars(query.order_by(Edition.number.desc())).all()


def get_lodging(campaign: Campaign, edition: int | None) -> Lodging:
    """The lodging of that edition; the newest without a number. Raises `NotFound` where no sheet is confirmed."""
    found = [row for row in lodgings(campaign) if edition in {None, row.edition.number}]
    if not found:
        raise NotFound(_("No lodging sheet of this edition is confirmed."))
    return found[0]


def published(campaign: Campaign) -> Lodging | None:
    """The newest lodging of which a publication is recorded."""
    return next((row for row in lodgings(campaign) if row.tabled_on is not None), None)


def get_published_name(actor: Actor, published_id: UUID) -> PublishedName:
    """A published name under a campaign of the actor's own organisation. Raises `NotFound` for every other."""
    query = select(PublishedName).join(Lodging).join(Campaign, Campaign.id == Lodging.campaign_id)
    query = query.where(PublishedName.id == published_id, Campaign.organisation_id == actor.organisation_id)
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound(_("There is no such published name. The list may have been read anew."))
    return found


def comparison(lodging: Lodging) -> Comparison:
    """The published list held against the edition, what persons chose included. Refs are rows of the database."""
    committed = [
        Name(entry.row.id, entry.printed.given_name, entry.printed.surname, entry.row.delegation)
        for entry in sheet.entries(lodging.edition)
    ]
    listed = [Name(row.id, row.given_name, row.surname, country_code(row.country) or "") for row in lodging.published]
    chosen: dict[Hashable, Hashable | None] = {
        row.id: row.signatory_id for row in lodging.published if row.meant != Meant.UNDECIDED
    }
    return compare(committed, listed, chosen)


def late_names(campaign: Campaign) -> list[Signature]:
    """Who has signed since the latest edition was closed."""
    edition = dispatch.closed_edition(campaign)
    if edition is None:
        return []
    listed = select(EditionSignatory.signature_id).where(EditionSignatory.edition_id == edition.id)
    known = set(db.session.scalars(listed))
    return [signature for signature in signing.in_force(campaign) if signature.id not in known]
