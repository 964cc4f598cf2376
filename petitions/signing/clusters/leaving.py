"""A signature leaves the queue by its bearer's own word: taken back, or denied."""

from sqlalchemy import update

from petitions.core.clock import now
from petitions.core.db import db
from petitions.drafting import queries as drafting
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.signing.clusters.models import ClusteredSignature
from petitions.signing.clusters.states import MemberState
from petitions.signing.disputing.rules import statement_of_restoring
from petitions.signing.models import Signature
from petitions.signing.states import Look, SignatureState


def hand_over(signature: Signature) -> None:
    """Let a signature that waits be set aside for another reason; it stays as it is, and no cluster moves it.

    Callers hold the locks of campaign and invitation.
    """
    signature.look = Look.NONE
    left = update(ClusteredSignature).where(ClusteredSignature.signature_id == signature.id)
    db.session.execute(left.values(state=MemberState.LEFT))
    db.session.flush()


def let_go(signature: Signature) -> None:
    """Restore a signature that waits, so that its bearer can take it back: nobody waits for that. Locks as above."""
    hand_over(signature)
    version, consent = drafting.by_id(signature.version_id), db.session.get_one(Leaf, signature.leaf_id)
    statement = statement_of_restoring(
        signature.campaign_id, version.sha256, consent.edition, consent.commitment, now()
    )
    ledger.append(signature.campaign_id, LeafType.RESTORE, version.sha256, consent.edition, signature.id, statement)
    signature.state = SignatureState.CONFIRMED
    db.session.flush()
