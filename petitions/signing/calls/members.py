"""A member picks their own name; the code goes to the registered address, and every name is answered alike."""

from uuid import UUID

from flask_babel import gettext as _

from petitions.accounts import codes
from petitions.accounts.codes import WrongCode
from petitions.campaigns.models import Campaign
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.models import Person
from petitions.signing import links, mail
from petitions.signing import queries as signing
from petitions.signing.batches.messages import own_language
from petitions.signing.calls import queries
from petitions.signing.calls.errors import NoCall
from petitions.signing.entitlement import mandate_of
from petitions.signing.inviting import require_alive
from petitions.signing.models import Invitation
from petitions.signing.proofs import code_to_sign, issue_in_public
from petitions.signing.states import InvitationState


def ask(campaign: Campaign, person_id: UUID, browser: str) -> None:
    """Mail a code that signs in this browser to the registered address of the name, and nowhere else.

    It gives nothing back, whatever it found: only the mailbox tells whether the name has an address, an invitation, a
    signature. Nothing is mailed where one of those forbids it. Raises `NoCall` where no call is in force.
    """
    if not queries.takes(campaign) or not queries.audience_of(campaign).officials:
        raise NoCall(_("This text can’t be signed in this way at the moment."))
    try:
        invitation = _invitation(campaign, person_id)
    except DomainError:
        return
    locked(invitation)
    issued = issue_in_public(invitation, browser)
    if issued is not None:
        mail.code(invitation, *issued, template="call_code")
        record(queries.anybody(campaign), "code:request", invitation, invitation.signatory, campaign_id=campaign.id)


def check(campaign: Campaign, person_id: UUID, browser: str, digits: str) -> Invitation | None:
    """The invitation of the name, where these digits were mailed for this browser; they are not used up.

    None for every other reason, without a difference. A wrong try is counted, and must be committed.
    """
    person = db.session.get(Person, person_id)
    invitation = signing.invited_as(campaign, merges.kept(person)) if person is not None else None
    if invitation is None or invitation.state == InvitationState.STOPPED:
        return None
    try:
        return invitation if codes.check(code_to_sign(invitation, browser), digits) else None
    except WrongCode:
        return None


def _invitation(campaign: Campaign, person_id: UUID) -> Invitation:
    """The invitation that the name has or gets. Raises `DomainError` where nothing may be mailed to it."""
    person = merges.kept(people.get_visible(queries.anybody(campaign), person_id))
    mandate_of(campaign, person)
    if not people.current_address(person):
        raise NoCall(_("No address is registered."))
    locked(campaign)
    earlier = signing.invited_as(campaign, person)
    if earlier is None:
        return _enter(campaign, person)
    require_alive(earlier)
    return earlier


def _enter(campaign: Campaign, person: Person) -> Invitation:
    """An invitation that nobody mailed: its code says all that it would have said."""
    moment = now()
    invitation = Invitation(
        campaign=campaign,
        person=person,
        state=InvitationState.SENT,
        language=own_language(campaign),
        invited_by=_("open call"),
        created_at=moment,
        sent_at=moment,
    )
    links.keep(invitation)
    db.session.add(invitation)
    db.session.flush()
    actor, name = queries.anybody(campaign), invitation.signatory
    record(actor, "invitation:queue", invitation, name, case_id=campaign.case_id, campaign_id=campaign.id)
    return invitation
