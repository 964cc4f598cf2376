"""Parts of the world that stand by themselves."""

from uuid import UUID

from petitions.accounts.models import UserInvitation
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.tokens import token_hash
from petitions.signing.clusters.models import Cluster
from tests import factories


def cluster(petition: Campaign) -> Cluster:
    """Signatures of a petition that wait for a look."""
    row = Cluster(campaign_id=petition.id, kind="domain", key="one-hand.example", found_at=now())
    row.first_at = row.last_at = now()
    row.is_moving = False
    return factories.saved(row)


def joining(organisation_id: UUID, owner_id: UUID) -> UserInvitation:
    """Somebody who is asked to join the organisation."""
    invitation = UserInvitation(
        organisation_id=organisation_id,
        name="New Colleague",
        email="new@ngo.example",
        roles=["drafter"],
        token_hash=token_hash("joining"),
        invited_by=owner_id,
        created_at=now(),
        expires_at=now(),
    )
    factories.saved(invitation)
    return invitation
