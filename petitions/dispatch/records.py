"""What closings and dispatches commit to in the ledger."""

from collections.abc import Sequence
from uuid import UUID

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.models import Edition, Letter
from petitions.drafting.models import Version
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.signing.models import Signature


def closing(campaign: Campaign, version: Version, edition: Edition, signatures: Sequence[Signature]) -> UUID:
    """Record which consents, in the order of print, an edition closes over: by commitment, never by name."""
    printed = sum(row.is_printed for row in edition.signatories)
    consents = [_commitment(signature) for signature in signatures]
    return _close(campaign, version, edition, len(edition.signatories), printed, consents=consents)


def closing_petition(campaign: Campaign, version: Version, edition: Edition) -> UUID:
    """Record how many consents an edition of a petition closes over: of all that the log holds before this leaf.

    They may be a million, so that they are counted and not named one by one; which they are follows from the leaves
    before, and ``last_number`` says up to which signature.
    """
    size, printed = edition.size or 0, edition.printed or 0
    return _close(campaign, version, edition, size, printed, last_number=edition.last_number)


def _close(
    campaign: Campaign, version: Version, edition: Edition, size: int, printed: int, **which: Sequence[str] | int | None
) -> UUID:
    """``which`` tells on which consents the list rests."""
    statement = {
        "type": "close",
        "campaign": str(campaign.id),
        "version": version.sha256,
        "edition": edition.number,
        "closed_at": edition.closed_at.isoformat(timespec="seconds"),
        "printed": printed,
        "undisclosed": size - printed,
        **which,
    }
    return ledger.append(campaign.id, LeafType.CLOSE, version.sha256, edition.number, edition.id, statement)


def dispatch(campaign: Campaign, version: Version, edition: Edition, letter: Letter, addressees: Sequence[str]) -> UUID:
    """Record which PDF of which edition was let go, and to which offices."""
    statement = {
        "type": "dispatch",
        "campaign": str(campaign.id),
        "version": version.sha256,
        "edition": edition.number,
        "pdf_sha256": letter.pdf_sha256,
        "addressees": list(addressees),
        "confirmed_at": letter.frozen_at.isoformat(timespec="seconds"),
    }
    return ledger.append(campaign.id, LeafType.DISPATCH, version.sha256, edition.number, letter.id, statement)


def lodging(campaign: Campaign, version: Version, sheet: Lodging) -> UUID:
    """Record which sheet of which edition was lodged, and on which day."""
    edition = sheet.edition
    statement = {
        "type": "dispatch",
        "campaign": str(campaign.id),
        "version": version.sha256,
        "edition": edition.number,
        "pdf_sha256": sheet.pdf_sha256,
        "lodged_on": sheet.lodged_on.isoformat() if sheet.lodged_on else "",
        "recorded_at": now().isoformat(timespec="seconds"),
    }
    return ledger.append(campaign.id, LeafType.DISPATCH, version.sha256, edition.number, sheet.id, statement)


def _commitment(signature: Signature) -> str:
    leaf = db.session.get(Leaf, signature.leaf_id) if signature.leaf_id else None
    return leaf.commitment if leaf else ""
