"""The link that stops mail: it carries the invitation and a token that is good for nothing else."""

from uuid import UUID

from petitions.core.addresses import external
from petitions.core.db import db
from petitions.core.tokens import derived_link_token, same
from petitions.signing.models import Invitation

PURPOSE = "unsubscribe"


def link(invitation_id: UUID) -> str:
    """Where the header of a mail and the line at its end lead."""
    return external("signing.unsubscribe", invitation_id=invitation_id, token=token(invitation_id))


def token(invitation_id: UUID) -> str:
    """The token of an invitation's link, derived, so that it is kept nowhere."""
    return derived_link_token(PURPOSE, str(invitation_id))


def invitation_of(invitation_id: UUID, shown: str) -> Invitation | None:
    """The invitation whose mail such a link ends; None where the token is another's."""
    return db.session.get(Invitation, invitation_id) if same(token(invitation_id), shown) else None
