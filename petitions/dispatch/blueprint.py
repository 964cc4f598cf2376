"""The blueprint of dispatch, and what its pages share."""

from uuid import UUID

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.headers import keep_private

blueprint = Blueprint("dispatch", __name__, url_prefix="/<lang>/desk")
blueprint.before_request(keep_private)


def campaign_of(campaign_id: UUID) -> Campaign:
    """The campaign, if the signed-in user may see it."""
    return get_visible(current_actor(), campaign_id)


def trail(campaign: Campaign, *here: str) -> list[dict[str, str]]:
    """Where a page stands: under its campaign's board."""
    board = {"label": campaign.title, "href": url_for("desk.campaign", campaign_id=campaign.id)}
    return [{"label": _("Campaigns"), "href": url_for("desk.home")}, board, *({"label": label} for label in here)]


def onward(message: str, address: str) -> str:
    """Say on the next page what was done, and lead there."""
    flash(message, "done")
    return address
