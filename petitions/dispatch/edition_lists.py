"""The signatories of a closed edition as a list: as they were printed, whatever has changed since."""

from collections.abc import Iterator
from functools import partial

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.dispatch import petition_editions, queries
from petitions.dispatch.models import Edition
from petitions.drafting import queries as drafting
from petitions.signing.display import on_register
from petitions.signing.entitlement import with_signatories
from petitions.signing.exporting.entries import Entry, note
from petitions.signing.exporting.listed import SignatoryList
from petitions.signing.exporting.queries import gathered, of_rows
from petitions.signing.exporting.service import Gather
from petitions.signing.naming import surnames_then


def editions(campaign: Campaign) -> list[int]:
    """The numbers of the editions that were closed and not reopened, the newest first."""
    query = select(Edition.number).where(Edition.campaign_id == campaign.id, Edition.reopened_at.is_(None))
    return list(db.session.scalars(query.order_by(Edition.number.desc())))


def of_edition(campaign: Campaign, number: int | None) -> Gather:
    """What gives the list of that edition. Raises `NotFound` where it is not closed, was reopened, or has no number."""
    query = select(Edition).where(Edition.campaign_id == campaign.id, Edition.number == number)
    query = query.where(Edition.reopened_at.is_(None)).options(selectinload(Edition.signatories))
    edition = db.session.scalars(query).first()
    if edition is None:
        raise NotFound(_("There is no such edition, or it was reopened."))
    return partial(_list, campaign, edition)


def _list(campaign: Campaign, edition: Edition, undisclosed: bool) -> SignatoryList:
    version = drafting.by_id(edition.version_id)
    if edition.size is not None:
        rows = petition_editions.listed(edition, undisclosed=undisclosed)
        return of_rows(campaign, version, rows, rows.hidden, undisclosed=undisclosed, edition=edition.number)
    entries = _entries(edition)
    return gathered(campaign, version, entries, undisclosed=undisclosed, edition=edition.number)


def _entries(edition: Edition) -> Iterator[Entry]:
    signed = queries.signatures_of(edition)
    with_signatories([signature.invitation for signature in signed.values()])
    surnames = surnames_then(list(signed.values()), {row.signature_id: row.name for row in edition.signatories})
    for row in edition.signatories:
        signature = signed[row.signature_id]
        yield Entry(
            name=row.name,
            surname=surnames[row.signature_id],
            body=row.body,
            capacity=row.capacity,
            delegation=row.delegation,
            group_code=row.group_code,
            is_printed=row.is_printed,
            note=note(signature, is_printed=row.is_printed),
            signed_at=signature.confirmed_at,
            person=on_register(signature),
        )
