"""Where pages on approvals are, and the links that people outside get: bound to one need and one version."""

from typing import Any

from petitions.core.actor import Actor, ActorKind
from petitions.core.addresses import external
from petitions.core.tokens import derived_link_token, token_hash
from petitions.drafting.approvals.models import NeedRequest
from petitions.drafting.models import Version

PURPOSE = "approval"


def place(version: Version) -> dict[str, Any]:
    """The values that lead to the pages of a version: with its language where that is not the authoritative one."""
    return {"campaign_id": version.campaign_id, "number": version.number, "language": version.translation}


def token(request: NeedRequest) -> str:
    """The token of the link: of one request, so of one need and one version, and good for nothing else."""
    return derived_link_token(PURPOSE, str(request.id))


def keep(request: NeedRequest) -> None:
    """Keep the hash of the link as it is mailed now."""
    request.token_hash = token_hash(token(request))


def to_page(request: NeedRequest) -> str:
    """Where the mail leads: the page that shows the text. Opening it decides nothing."""
    return external("approvals.arrive", token=token(request))


def who(request: NeedRequest) -> Actor:
    """Whoever was asked, as the actor of a verb."""
    need = request.need
    return Actor(ActorKind.SIGNATORY, need.person, need.id, need.campaign.organisation_id)
