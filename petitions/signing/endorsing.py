"""Asking organisations and coalitions to sign through a representative, and heads of organisations in person."""

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import locked
from petitions.people.organisations.models import Representative
from petitions.people.organisations.rules import HEAD
from petitions.people.organisations.speaking import person_of
from petitions.signing.entitlement import head_of, require_speaker
from petitions.signing.inviting import ask, require_open
from petitions.signing.models import Invitation


def invite_organisation(actor: Actor, campaign: Campaign, representative: Representative) -> Invitation:
    """Ask an organisation or coalition to sign the open text through somebody with authority to sign for it.

    Raises `NotOpen`, `NotEntitled`, or `AlreadyInvited` where it was asked before, whoever was to sign for it.
    """
    return _invite(actor, campaign, representative, representative.organisation.kind)


def invite_head(actor: Actor, campaign: Campaign, representative: Representative) -> Invitation:
    """Ask the head of an organisation to sign in person, at the address on file for the same person's authority.

    Raises `NotOpen`, `NotEntitled`, or `AlreadyInvited`.
    """
    return _invite(actor, campaign, representative, HEAD)


def _invite(actor: Actor, campaign: Campaign, representative: Representative, body: str) -> Invitation:
    require_open(campaign)
    locked(representative)
    require_speaker(campaign, representative, body)
    registered = representative.organisation
    head = head_of(representative) if body == HEAD else None
    person = person_of(head or representative, registered)
    invitation = Invitation(
        campaign=campaign, person=person, body=body, registered=registered, representative=representative
    )
    return ask(actor, invitation)
