"""Writing a correction: the signature, what stood before it, the leaf and the history, together."""

from dataclasses import dataclass

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db
from petitions.drafting import queries as drafting
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.signing import queries as signing
from petitions.signing.correcting import queries, rules
from petitions.signing.correcting.models import CapacityWish, Correction
from petitions.signing.correcting.rules import Printed
from petitions.signing.models import Signature


@dataclass(frozen=True, slots=True)
class Lines:
    """How a signature is printed: the name, what it is sorted by, and the line below it."""

    name: str
    surname: str
    capacity: str


def correct(actor: Actor, signature: Signature, after: Lines, wish: CapacityWish | None = None) -> Correction:
    """Have a signature printed so from the next list on. Callers hold the lock of the campaign."""
    campaign, moment = signature.invitation.campaign, now()
    version = drafting.by_id(signature.version_id)
    edition = rules.edition_of_correction(campaign.state, campaign.edition)
    lines = {"name": after.name, "capacity": after.capacity}
    before = _latest_commitment(signature)
    statement = rules.statement_of_correction(campaign.id, version.sha256, edition, corrects=before, at=moment, **lines)
    leaf_id = ledger.append(campaign.id, LeafType.CORRECT, version.sha256, edition, signature.id, statement)
    correction = Correction(
        signature_id=signature.id,
        wish_id=wish.id if wish else None,
        leaf_id=leaf_id,
        edition=edition,
        name_before=signature.name,
        capacity_before=signature.capacity,
        at=moment,
        **lines,
    )
    db.session.add(correction)
    signature.name, signature.surname, signature.capacity = after.name, after.surname, after.capacity
    record(actor, "signature:correct", signature, signature.label, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()
    return correction


def printed_in(signature: Signature) -> Printed:
    """Which edition prints what is corrected today."""
    campaign = signature.invitation.campaign
    return rules.printed_in(campaign.state, signing.phase_of(campaign))


def _latest_commitment(signature: Signature) -> str:
    earlier = queries.corrections(signature)
    return earlier[-1].leaf.commitment if earlier else db.session.get_one(Leaf, signature.leaf_id).commitment
