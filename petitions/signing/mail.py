"""What signing writes to people. Every mail goes to the registered address and comes from the organising NGO."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from petitions.accounts.codes import in_groups
from petitions.accounts.models import Code
from petitions.accounts.queries import working_for
from petitions.campaigns import deadline_words
from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import closing
from petitions.core.db import db
from petitions.core.i18n import speaking
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.ledger.models import Leaf
from petitions.outbox.mail import Envelope, Mail, Rendered, post, put, render
from petitions.signing import links, queries, rules
from petitions.signing.batches.messages import Messages
from petitions.signing.display import told as shown_as_told
from petitions.signing.models import Invitation, Signature
from petitions.signing.policy import DECIDERS
from petitions.signing.rules import Held
from petitions.signing.unsubscribing import links as unsubscribing
from petitions.signing.wordings import wordings_of

INVITATION = "invitation"
RENEWAL = "renewal"
REMINDER = "reminder"
EXTENDED = "deadline_extended"
CONFIRM = "supporter_reminder"
UNASKED = frozenset({INVITATION, RENEWAL, REMINDER, EXTENDED, CONFIRM})
"""Mails that are no direct answer to something done: they go in the language chosen for the person, and can be stopped
in one click; whoever wants no more of them gets none."""
ALERT = "signature_alert"
RECEIPT = "receipt"


@dataclass(frozen=True)
class Told:
    """A short mail about a signature: its subject, its sentences, and the page that it leads to."""

    subject: str
    sentences: Sequence[str]
    link: str
    label: str


def invite(invitation: Invitation) -> None:
    """Ask to sign, with the link to the letter and the organisers' own words."""
    invite_all([invitation], {invitation.id: queries.address(invitation)})
    db.session.flush()


def invite_all(invitations: Sequence[Invitation], addresses: Mapping[UUID, str]) -> None:
    """Ask many to sign one campaign's text; the caller's flush writes all the mails at once."""
    if invitations:
        said, version = Messages(invitations[0].campaign), drafting.open_version(invitations[0].campaign)
        for one in invitations:
            _post(INVITATION, one, to=addresses[one.id], version=version, **said.to(one))


def preview(invitation: Invitation, *, link: str, unsubscribe: str) -> Rendered:
    """How the mail of an invitation that is not written yet will look, with words in the place of its links."""
    said = Messages(invitation.campaign)
    version = drafting.open_version(invitation.campaign) or drafting.latest(invitation.campaign)
    shown: dict[str, Any] = {"version": version, "link": link, "unsubscribe": unsubscribe}
    with speaking(invitation.language):
        return render(INVITATION, **_context(invitation), **shown, **said.to(invitation))


def ask_again(invitation: Invitation, signed: Version, opened: Version) -> None:
    """Ask somebody who signed an older version to look at what has changed."""
    _post(RENEWAL, invitation, signed=signed, version=opened)
    db.session.flush()


def remind(template: str, invitation: Invitation, ref: UUID) -> None:
    """Write once more to somebody who has not answered. ``ref`` is the row that says so, once."""
    again = queries.held(invitation)[1] is not None
    version = drafting.open_version(invitation.campaign)
    _post(template, invitation, ref=ref, version=version, again=again)
    db.session.flush()


def code(invitation: Invitation, issued: Code, digits: str, *, template: str, **shown: Any) -> None:
    """Mail a code; it is not worth sending once it is no longer valid."""
    about: dict[str, Any] = {"digits": in_groups(digits), "is_long": issued.is_long, **shown}
    _post(template, invitation, expires_at=issued.expires_at, **about)
    db.session.flush()


def remind_to_confirm(invitation: Invitation) -> None:
    """Tell whoever reads a mailbox that somebody asked to sign with its address, and how to confirm that."""
    version = drafting.open_version(invitation.campaign)
    _post(CONFIRM, invitation, version=version)
    db.session.flush()


def receipt(signature: Signature, template: str = RECEIPT, **more: Any) -> Mail:
    """What confirms a signature: what was signed, under which hash and commitment, and how to take it back.

    Another template says ``more``, of a signature that was given otherwise.
    """
    campaign = signature.invitation.campaign
    may_withdraw = rules.may_withdraw(campaign.state, Held.IN_FORCE, load(campaign.instrument))
    return _written(
        template,
        signature.invitation,
        to=queries.address_signed_from(signature),
        ref=signature.id,
        signature=signature,
        version=signature.version,
        leaf=db.session.get_one(Leaf, signature.leaf_id),
        consents=wordings_of(signature, given=True),
        shown=shown_as_told(signature),
        undo=links.undo(signature.invitation_id) if may_withdraw else "",
        seen=links.receipt(signature.invitation_id),
        dispute=links.dispute(signature.id),
        **more,
    )


def withdrawn(signature: Signature) -> None:
    """Confirm that a signature was taken back."""
    _post("withdrawal", signature.invitation, signature=signature)
    db.session.flush()


def tell(invitation: Invitation, told: Told) -> None:
    """Tell a signatory what became of the signature."""
    _post("about_signature", invitation, told=told, lead=told.link or links.letter(invitation.id))
    db.session.flush()


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


def _post(template: str, invitation: Invitation, **context: Any) -> None:
    if template not in UNASKED or invitation.wants_mail:
        put(_written(template, invitation, **context))


def _written(
    template: str,
    invitation: Invitation,
    *,
    to: str = "",
    ref: UUID | None = None,
    expires_at: datetime | None = None,
    **context: Any,
) -> Mail:
    unasked = template in UNASKED
    told = _context(invitation)
    organisation = told["organisation"]
    # A direct answer speaks the language of the page on which it was asked for.
    with speaking(_language(invitation)) if unasked else nullcontext():
        unsubscribe = unsubscribing.link(invitation.id) if unasked else ""
        envelope = Envelope(
            kind=template,
            ref=ref or invitation.id,
            to=to or queries.address(invitation),
            organisation_id=organisation.id,
            from_name=organisation.name,
            reply_to=organisation.contact,
            unsubscribe=unsubscribe,
            secret=True,
            expires_at=expires_at,
        )
        links_in_it = {"link": links.letter(invitation.id), "unsubscribe": unsubscribe}
        return Mail(envelope, render(template, **links_in_it, **told, **context))


def _language(invitation: Invitation) -> str:
    """The language chosen for the person, or by a member of the public; empty where none was."""
    return invitation.supporter.language if invitation.supporter else invitation.language


def _context(invitation: Invitation) -> dict[str, Any]:
    """What every mail to a signatory tells from."""
    campaign = invitation.campaign
    return {
        "campaign": campaign,
        "answer_by": deadline_words.answer_by(campaign),
        "embargo": deadline_words.embargo(campaign),
        "closes": closing(campaign),
        "closed_before": deadline_words.deadline_before(campaign),
        "organisation": campaign.organisation,
        "person": invitation.person,
        "whom": invitation.registered.name if invitation.registered else "",
        "of_public": invitation.supporter is not None,
        "in_person": invitation.organisation is None,
        "is_lodged": load(campaign.instrument).is_lodged,
    }
