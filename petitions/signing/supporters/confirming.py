"""A member of the public confirms: the same signature as everybody's, with what only they are asked besides."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core import rows
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, one_at_a_time
from petitions.core.errors import NotFound
from petitions.core.sealed import keyring
from petitions.people.organisations.rules import parted
from petitions.signing.confirming import lock, sign
from petitions.signing.models import Invitation, Signature, Supporter
from petitions.signing.preparing import Wish
from petitions.signing.proofs import Proof
from petitions.signing.supporters.models import Subscription
from petitions.signing.wordings import newsletter, wording_sha256


@dataclass(frozen=True)
class Told:
    """What a member of the public tells besides the name: the country, and what nobody has to."""

    country: str
    wants_newsletter: bool = False


def sign_as_supporter(actor: Actor, invitation: Invitation, wish: Wish, proof: Proof, told: Told) -> Signature | None:
    """Sign as a member of the public; None and refusals as with `signing.confirming.sign`.

    A newsletter is a consent of its own to the organisation, kept with its wording. Once given it is not taken back by
    a form on which its box stands empty again.
    """
    supporter = invitation.supporter
    if supporter is None:
        raise NotFound(_("There is no such invitation."))
    lock(invitation)
    rows.amend(supporter, country=told.country)
    signature = sign(actor, invitation, wish, proof)
    if signature is None:
        return None
    given_name, surname = parted(signature.name)
    rows.amend(supporter, confirmed_at=signature.confirmed_at)
    rows.amend(invitation.person, given_name=given_name, surname=surname)
    if told.wants_newsletter:
        _subscribe(supporter, wish.language)
    db.session.flush()
    return signature


def _subscribe(supporter: Supporter, language: str) -> None:
    campaign = supporter.invitation.campaign
    index = keyring().index(supporter.email)
    one_at_a_time(f"newsletter {campaign.organisation_id} {index}")
    of_address = select(Subscription).where(
        Subscription.organisation_id == campaign.organisation_id, Subscription.email_index == index
    )
    subscription = db.session.scalars(of_address).first()
    if subscription is not None and subscription.ended_at is None:
        return
    words = newsletter(campaign)
    subscription = subscription or Subscription(organisation_id=campaign.organisation_id, email=supporter.email)
    subscription.campaign_id, subscription.language = campaign.id, language
    subscription.wording, subscription.wording_sha256 = words, wording_sha256(words)
    subscription.at, subscription.ended_at = now(), None
    db.session.add(subscription)
