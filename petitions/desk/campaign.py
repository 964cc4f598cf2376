"""The page of one campaign, where every verb on it begins."""

from uuid import UUID

from flask import render_template

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries, words
from petitions.desk import board
from petitions.desk.blueprint import desk


@desk.get("/campaigns/<uuid:campaign_id>")
def campaign(campaign_id: UUID) -> str:
    """One campaign at a glance."""
    actor = current_actor()
    found = queries.get_visible(actor, campaign_id)
    return render_template("desk/campaign.html", board=board.board(actor, found), words=words)
