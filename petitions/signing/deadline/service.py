"""The verb that extends a deadline and has people told."""

from datetime import datetime

from petitions.campaigns import timing
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.signing.reminding import service as reminding


def extend(actor: Actor, campaign: Campaign, deadline: datetime, made_from: int) -> None:
    """Set a later deadline; everybody who has not answered is told by mail, once, while the text is open.

    A campaign that is closed collects again on the same version, and its signatures stay. Raises `StalePage`,
    `InvalidTransition` and `DomainError` as `campaigns.timing.extend`.
    """
    timing.extend(actor, campaign, deadline, made_from)
    reminding.tell_extension(actor, campaign)
