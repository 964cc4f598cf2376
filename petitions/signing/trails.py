"""Where the organisers' pages of signing stand: under their campaign's board."""

from flask import url_for
from flask_babel import gettext as _

from petitions.campaigns.models import Campaign


def trail(campaign: Campaign, *here: str | dict[str, str]) -> list[dict[str, str]]:
    """The way to a page: all campaigns, the board, then pages in between with their address, last the page itself."""
    board = {"label": campaign.title, "href": url_for("desk.campaign", campaign_id=campaign.id)}
    pages = [{"label": one} if isinstance(one, str) else one for one in here]
    return [{"label": _("Campaigns"), "href": url_for("desk.home")}, board, *pages]
