"""Opening and ending a call."""

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import is_embargoed
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.signing import policy
from petitions.signing.calls import queries
from petitions.signing.calls.errors import NoCall
from petitions.signing.calls.models import OpenCall
from petitions.signing.queries import phase_of
from petitions.signing.rules import Phase


def open_call(actor: Actor, campaign: Campaign) -> OpenCall:
    """Let members and organisations come by themselves. Opening what is open changes nothing.

    Raises `NotAllowed`, and `NoCall` unless the text is open, its page is public and somebody could follow the call.
    """
    policy.require_collecting(actor)
    locked(campaign)
    if before := queries.in_force(campaign):
        return before
    if why_not := why_not_opened(campaign):
        raise NoCall(why_not)
    call = OpenCall(campaign_id=campaign.id, opened_at=now(), opened_by=actor.label)
    db.session.add(call)
    db.session.flush()
    record(actor, "call:open", campaign, campaign.title, case_id=campaign.case_id, campaign_id=campaign.id)
    return call


def end_call(actor: Actor, campaign: Campaign) -> None:
    """Let nobody come by themselves any more; what was asked before stays. Ending twice changes nothing."""
    policy.require_collecting(actor)
    locked(campaign)
    call = queries.in_force(campaign)
    if call is None:
        return
    call.ended_at, call.ended_by = now(), actor.label
    db.session.flush()
    record(actor, "call:end", campaign, campaign.title, case_id=campaign.case_id, campaign_id=campaign.id)


def why_not_opened(campaign: Campaign) -> str:
    """Why no call can be opened now, in a sentence; empty where one can."""
    if not queries.audience_of(campaign):
        return _(
            "This kind of text is signed by neither members of a body nor organisations, so a call reaches nobody."
        )
    if phase_of(campaign) != Phase.OPEN:
        return _("A call is made while the text is open for signature. It is not open now.")
    if is_embargoed(campaign):
        return _(
            "A call stands on the campaign’s public page, which is under embargo. Open the call once it has ended."
        )
    if not queries.is_public(campaign):
        return _("A call stands on the campaign’s public page. It is not shown now: switch it on in the plan.")
    return ""
