"""Late names: each closing after the lodging makes the next edition of the same version, and none is lost."""

from flask_babel import gettext as _

from petitions.campaigns.events import CampaignMoved
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.dispatch import policy
from petitions.dispatch import queries as dispatch
from petitions.dispatch.editions import accepted, new_edition, refuse_unmet
from petitions.dispatch.lodging import queries
from petitions.dispatch.lodging.rules import Stage
from petitions.dispatch.models import Edition
from petitions.signing import queries as signing

LODGED = frozenset({Stage.LODGED, Stage.PUBLISHED})


def close_late(actor: Actor, campaign: Campaign, *, as_of_signing: bool = False) -> Edition:
    """Close the names that came after the last closing, with all before them, as the next edition.

    Also once the list has closed: what was signed in time is never lost. Raises `InvalidTransition` before the text
    is lodged or while an edition waits, `DomainError` when nobody has signed since, `Refused` while anything is unmet.
    """
    policy.require_close(actor)
    locked(campaign)
    _require_lodged(campaign)
    if queries.standing(campaign).stage not in LODGED:
        raise InvalidTransition(_("The edition closed before is not lodged yet. Record that first, or reopen it."))
    if not queries.late_names(campaign):
        raise DomainError(_("Nobody has signed since the last edition was closed."))
    refuse_unmet(dispatch.unmet_for_closing(campaign, as_of_signing=as_of_signing))
    edition = new_edition(campaign, closed_by_id=actor.id, closed_by=actor.label)
    campaign.edition = edition.number + 1
    reason = accepted(signing.in_force(campaign))
    _record(actor, "edition:close", campaign, edition, {"reason": reason} if reason else {})
    return edition


def reopen_late(actor: Actor, campaign: Campaign, reason: str) -> None:
    """Take back a late edition that is not lodged: its names stay, and go into the next.

    Raises `InvalidTransition` where the latest edition is lodged, `DomainError` without a reason.
    """
    policy.require_close(actor)
    if not reason:
        raise DomainError(_("Say why the edition is reopened."))
    locked(campaign)
    _require_lodged(campaign)
    standing = queries.standing(campaign)
    if standing.edition is None or standing.stage in LODGED:
        raise InvalidTransition(_("The latest edition is lodged, so it can’t be reopened."))
    standing.edition.reopened_at = now()
    _record(actor, "edition:reopen", campaign, standing.edition, {"reason": reason})


def may_close(campaign: Campaign) -> bool:
    """Whether late names wait for an edition, and the one before is lodged."""
    if not queries.is_lodged(campaign) or campaign.state != CampaignState.DISPATCHED:
        return False
    return queries.standing(campaign).stage in LODGED and bool(queries.late_names(campaign))


def keep_late_names(event: CampaignMoved) -> None:
    """Refuse to conclude a lodged campaign while a name that was given in time stands in no lodged edition."""
    if event.after != CampaignState.CONCLUDED:
        return
    campaign = db.session.get_one(Campaign, event.campaign_id)
    if not queries.is_lodged(campaign):
        return
    if queries.standing(campaign).stage not in LODGED:
        raise DomainError(_("The latest edition is not lodged yet. Record its lodging first, or reopen it."))
    if queries.late_names(campaign):
        raise DomainError(_("Late names wait for the next edition. Close and lodge it first, so that none is lost."))


def _require_lodged(campaign: Campaign) -> None:
    if not queries.is_lodged(campaign) or campaign.state != CampaignState.DISPATCHED:
        raise InvalidTransition(_("Late names are closed once the text is lodged."))


def _record(actor: Actor, action: str, campaign: Campaign, edition: Edition, details: dict[str, str]) -> None:
    record(
        actor,
        action,
        edition,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"edition": edition.number, **details},
    )
    db.session.flush()
