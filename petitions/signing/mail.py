"""What signing writes to people. Every mail goes to the registered address and comes from the organising NGO."""

from datetime import datetime
from typing import Any

from petitions.accounts.codes import in_groups
from petitions.accounts.models import Code, Organisation
from petitions.campaigns.instruments import load
from petitions.core.db import db
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.ledger.models import Leaf
from petitions.outbox.mail import Envelope, post
from petitions.signing import links, queries
from petitions.signing.models import Invitation, Signature
from petitions.signing.unsubscribing import links as unsubscribing
from petitions.signing.wordings import wordings_of

INVITATION = "invitation"
RENEWAL = "renewal"
UNASKED = frozenset({INVITATION, RENEWAL})
"""Mails that are no direct answer to something done: whoever wants no more of them gets none."""


def invite(invitation: Invitation) -> None:
    """Ask to sign, with the link to the letter."""
    version = drafting.open_version(invitation.campaign)
    _post(INVITATION, invitation, version=version, link=links.letter(invitation.id))


def ask_again(invitation: Invitation, signed: Version, opened: Version) -> None:
    """Ask somebody who signed an older version to look at what has changed."""
    _post(RENEWAL, invitation, signed=signed, version=opened, link=links.letter(invitation.id))


def code(invitation: Invitation, issued: Code, digits: str, *, template: str) -> None:
    """Mail a code; it is not worth sending once it is no longer valid."""
    shown = {"digits": in_groups(digits), "is_long": issued.is_long}
    _post(template, invitation, expires_at=issued.expires_at, **shown)


def receipt(signature: Signature, *, version: Version, leaf: Leaf, may_withdraw: bool) -> None:
    """Confirm a signature: what was signed, under which hash and commitment, and how to take it back."""
    _post(
        "receipt",
        signature.invitation,
        signature=signature,
        version=version,
        leaf=leaf,
        consents=wordings_of(signature, given=True),
        link=links.letter(signature.invitation_id),
        undo=links.undo(signature.invitation_id) if may_withdraw else "",
    )


def withdrawn(signature: Signature) -> None:
    """Confirm that a signature was taken back."""
    _post("withdrawal", signature.invitation, signature=signature, link=links.letter(signature.invitation_id))


def _post(template: str, invitation: Invitation, *, expires_at: datetime | None = None, **context: Any) -> None:
    if template in UNASKED and not invitation.wants_mail:
        return
    campaign = invitation.campaign
    unsubscribe = unsubscribing.link(invitation.id) if template in UNASKED else ""
    organisation = db.session.get_one(Organisation, campaign.organisation_id)
    envelope = Envelope(
        kind=template,
        ref=invitation.id,
        to=queries.address(invitation),
        organisation_id=organisation.id,
        from_name=organisation.name,
        reply_to=organisation.contact,
        unsubscribe=unsubscribe,
        secret=True,
        expires_at=expires_at,
    )
    post(
        template,
        envelope,
        campaign=campaign,
        organisation=organisation,
        person=invitation.person,
        unsubscribe=unsubscribe,
        whom=invitation.registered.name if invitation.registered else "",
        in_person=invitation.organisation is None,
        is_lodged=load(campaign.instrument).is_lodged,
        **context,
    )
