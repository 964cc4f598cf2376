"""Receipts: promised when a consent gets its place in the log, written when they are sent.

A place is given once, in the transaction that promises the receipt, so whoever signs gets one, and nobody two; and no
signatory waits until a mail is written.
"""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.i18n import speaking
from petitions.ledger.events import LeavesPlaced
from petitions.ledger.models import LeafType
from petitions.outbox.mail import Mail, promise
from petitions.people.name_tables import batches
from petitions.signing import mail, queries
from petitions.signing.by_hand.models import BY_HAND
from petitions.signing.models import Signature
from petitions.signing.states import SignatureState


def follow_leaves(placed: LeavesPlaced) -> None:
    """Promise a receipt for each consent that was placed, but for those given by hand, which have one of their own."""
    given = {leaf.ref: leaf.recorded_at for leaf in placed.leaves if leaf.type == LeafType.CONSENT}
    campaign = db.session.get(Campaign, placed.campaign_id)
    query = select(Signature.id).where(Signature.proved_by.not_in(BY_HAND)).order_by(Signature.number)
    for some in batches(list(given)):
        for signature_id in db.session.scalars(query.where(Signature.id.in_(some))):
            promise(mail.RECEIPT, signature_id, campaign.organisation_id if campaign else None, given[signature_id])
    db.session.flush()


def may_leave(signature_id: UUID) -> str | None:
    """Why a receipt must not leave; None where it may (for the table of gates in wiring.py)."""
    signature = db.session.get_one(Signature, signature_id)
    if signature.state == SignatureState.WITHDRAWN:
        return _("Not sent: the signature was taken back before.")
    return None if queries.address_signed_from(signature) else _("Not sent: no address is registered any more.")


def written(signature_id: UUID) -> Mail:
    """The receipt in words, in the language of the page on which was signed (for the table in wiring.py)."""
    signature = db.session.get_one(Signature, signature_id)
    with speaking(signature.language):
        return mail.receipt(signature)
