"""Invitations that came back, and what an organiser can do about each."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.signing import policy
from petitions.signing.batches.bounce_queries import Bounced, bounced, still_asks


@dataclass(frozen=True, slots=True)
class Row:
    """One that came back: whose, what the server said, and the pages on which it is mended and sent again.

    ``mend`` is where a person's address is registered anew; it is empty where that stands on the server's own register,
    whose operator imports a newer roster. An organisation is asked ``through`` somebody, or through somebody else.
    """

    name: str
    address: str
    said: str
    at: datetime
    corrected: bool
    about: str
    mend: str
    again: str
    through: str


def bounces(actor: Actor, campaign: Campaign) -> list[Row]:
    """Those of the campaign while it still asks; nothing can be done for them afterwards."""
    return [_row(actor, one) for one in bounced(campaign)] if still_asks(campaign) else []


def _row(actor: Actor, one: Bounced) -> Row:
    invitation, may = one.invitation, policy.may_collect(actor)
    again = url_for("signing.send_again", campaign_id=invitation.campaign_id, invitation_id=invitation.id)
    return Row(
        name=one.name,
        # A line may break before the domain, not inside the mask.
        address=one.address.replace("…", "…\u2060"),
        said=one.said,
        at=one.at,
        corrected=one.corrected,
        about=_about(one),
        mend=_mend(one) if may else "",
        again=again if may else "",
        through=invitation.representative.name if invitation.representative else "",
    )


def _about(one: Bounced) -> str:
    """The page of whoever was asked."""
    if one.invitation.registered_id is not None:
        return url_for("organisations.show", registered_id=one.invitation.registered_id)
    return url_for("desk.person", person_id=one.invitation.person_id)


def _mend(one: Bounced) -> str:
    """Where another address is registered, to be confirmed by a second organiser."""
    if one.invitation.representative_id is not None or one.invitation.person.organisation_id is None:
        return ""
    return url_for("people.register_address", person_id=one.invitation.person_id)
