"""What signing writes to people. Every mail goes to the registered address and comes from the organising NGO."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from petitions.accounts.codes import in_groups
from petitions.accounts.models import Code, Organisation
from petitions.accounts.queries import working_for
from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.i18n import speaking
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.ledger.models import Leaf
from petitions.outbox.mail import Envelope, post
from petitions.signing import links, queries
from petitions.signing.models import Invitation, Signature
from petitions.signing.policy import DECIDERS
from petitions.signing.wordings import wordings_of

INVITATION = "invitation"
RENEWAL = "renewal"
CONFIRM = "supporter_reminder"
ALERT = "signature_alert"


@dataclass(frozen=True)
class Told:
    """A short mail about a signature: its subject, its sentences, and the page that it leads to."""

    subject: str
    sentences: Sequence[str]
    link: str
    label: str


def invite(invitation: Invitation) -> None:
    """Ask to sign, with the link to the letter."""
    version = drafting.open_version(invitation.campaign)
    _post(INVITATION, invitation, version=version, link=links.letter(invitation.id))


def ask_again(invitation: Invitation, signed: Version, opened: Version) -> None:
    """Ask somebody who signed an older version to look at what has changed."""
    _post(RENEWAL, invitation, signed=signed, version=opened, link=links.letter(invitation.id))


def code(invitation: Invitation, issued: Code, digits: str, *, template: str, **shown: Any) -> None:
    """Mail a code; it is not worth sending once it is no longer valid."""
    about = {"digits": in_groups(digits), "is_long": issued.is_long, **shown}
    _post(template, invitation, expires_at=issued.expires_at, **about)


def remind_to_confirm(invitation: Invitation) -> None:
    """Tell whoever reads a mailbox that somebody asked to sign with its address, and how to confirm that."""
    version = drafting.open_version(invitation.campaign)
    _post(CONFIRM, invitation, version=version, link=links.letter(invitation.id))


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
        dispute=links.dispute(signature.id),
    )


def withdrawn(signature: Signature) -> None:
    """Confirm that a signature was taken back."""
    _post("withdrawal", signature.invitation, signature=signature, link=links.letter(signature.invitation_id))


def tell(invitation: Invitation, told: Told) -> None:
    """Tell a signatory what became of the signature."""
    _post("about_signature", invitation, told=told, link=told.link or links.letter(invitation.id))


def alert(campaign: Campaign, compose: Callable[[], Told]) -> None:
    """Tell those who look after signatures what a signatory says, each in their own language."""
    for user in working_for(campaign.organisation_id, *DECIDERS):
        with speaking(user.language):
            told = compose()
            envelope = Envelope(
                kind=ALERT,
                ref=campaign.id,
                to=user.email,
                organisation_id=campaign.organisation_id,
                from_name=campaign.organisation.name,
            )
            post(ALERT, envelope, told=told, reader=user.name, campaign=campaign)


def _post(template: str, invitation: Invitation, *, expires_at: datetime | None = None, **context: Any) -> None:
    campaign = invitation.campaign
    organisation = db.session.get_one(Organisation, campaign.organisation_id)
    envelope = Envelope(
        kind=template,
        ref=invitation.id,
        to=queries.address(invitation),
        organisation_id=organisation.id,
        from_name=organisation.name,
        reply_to=organisation.contact,
        secret=True,
        expires_at=expires_at,
    )
    post(
        template,
        envelope,
        campaign=campaign,
        organisation=organisation,
        person=invitation.person,
        whom=invitation.registered.name if invitation.registered else "",
        of_public=invitation.supporter is not None,
        in_person=invitation.organisation is None,
        is_lodged=load(campaign.instrument).is_lodged,
        **context,
    )
