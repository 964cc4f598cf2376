"""A member of the public asks to sign: the address gets a code, and nothing is signed before the code came back."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.accounts import codes
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked, one_at_a_time
from petitions.core.i18n import speaking
from petitions.core.sealed import keyring
from petitions.people.models import Person
from petitions.people.organisations.rules import parted
from petitions.signing import links, mail, queries
from petitions.signing.entitlement import require_public
from petitions.signing.errors import NotOpen
from petitions.signing.models import Invitation, Supporter
from petitions.signing.proofs import code_to_sign, issue_in_public
from petitions.signing.rules import Phase
from petitions.signing.states import InvitationState
from petitions.signing.supporters.rules import ANYONE, canonical


@dataclass(frozen=True)
class Asking:
    """What the public form says, and from which network it came (`core.limits`)."""

    name: str
    email: str
    country: str
    language: str
    network: str = ""


def ask(campaign: Campaign, asking: Asking, browser: str) -> bool:
    """Mail a code that signs the open text in this browser to the address; it may have been asked for before.

    What happens is the same whether or not the address has signed: its owner alone learns that, by the code. False
    where enough was mailed. Raises `NotOpen`, and `NotEntitled` where the public does not sign this kind of text.
    """
    require_public(campaign)
    if queries.phase_of(campaign) != Phase.OPEN:
        raise NotOpen(_("This text can’t be signed at the moment."))
    one_at_a_time(f"supporter {campaign.id} {keyring().index(asking.email)}")
    supporter = known(campaign, asking.email) or _enter(campaign, asking)
    # Signing, reminding and forgetting take this lock first too, so that none of them waits for another in a circle.
    locked(supporter.invitation)
    if supporter.confirmed_at is None:
        supporter.country = asking.country
        supporter.invitation.person.given_name, supporter.invitation.person.surname = parted(asking.name)
    issued = issue_in_public(supporter.invitation, browser)
    if issued is None:
        return False
    with speaking(supporter.language):
        mail.code(supporter.invitation, *issued, template="supporter_code")
    record(actor(supporter), "code:request", supporter.invitation, "", campaign_id=campaign.id)
    return True


def known(campaign: Campaign, email: str) -> Supporter | None:
    """Who asked under this address before."""
    found = select(Supporter).where(
        Supporter.campaign_id == campaign.id, Supporter.email_index == keyring().index(email)
    )
    return db.session.scalars(found).first()


def check(campaign: Campaign, email: str, browser: str, digits: str) -> Invitation | None:
    """The invitation of the address, where these digits were mailed to it for this browser; they are not used up.

    None where the digits are wrong: the try is counted, and must be committed. Raises `WrongCode`.
    """
    supporter = known(campaign, email)
    if supporter is None or not codes.check(code_to_sign(supporter.invitation, browser), digits):
        return None
    return supporter.invitation


def actor(supporter: Supporter) -> Actor:
    """Who acts, without a name: the history outlives a request that nobody confirms."""
    invitation = supporter.invitation
    label = _("A member of the public")
    return Actor(ActorKind.SIGNATORY, label, invitation.person_id, invitation.campaign.organisation_id)


def _enter(campaign: Campaign, asking: Asking) -> Supporter:
    given_name, surname = parted(asking.name)
    person = Person(
        organisation_id=campaign.organisation_id, given_name=given_name, surname=surname, of_public=True, filed_as=""
    )
    moment = now()
    invitation = Invitation(
        campaign=campaign,
        person=person,
        body=ANYONE,
        state=InvitationState.SENT,
        language=asking.language,
        invited_by=_("the public page"),
        created_at=moment,
        sent_at=moment,
    )
    links.keep(invitation)
    supporter = Supporter(
        campaign_id=campaign.id,
        invitation=invitation,
        email=asking.email,
        canonical_index=keyring().index(canonical(asking.email)),
        country=asking.country,
        language=asking.language,
        asked_at=moment,
        network=asking.network,
        domain=asking.email.rpartition("@")[2],
    )
    db.session.add(supporter)
    db.session.flush()
    return supporter
