"""The board of one campaign: how it stands, what is missing, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from flask import current_app, render_template, url_for

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns import words
from petitions.campaigns.instruments import Instrument, load
from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import check_text
from petitions.core.actor import Actor
from petitions.desk.blueprint import desk
from petitions.desk.steps import Facts, Step, open_steps
from petitions.drafting import queries as drafting
from petitions.drafting.models import Approval, Version

SHOWN_OF_HISTORY = 8


@dataclass(frozen=True)
class Link:
    """One thing to do, as a link."""

    label: str
    href: str
    danger: bool


@dataclass(frozen=True)
class Board:
    """Everything that the board shows."""

    campaign: Campaign
    rules: Instrument
    main: Link | None
    others: list[Link]
    latest: Version | None
    open: Version | None
    verdicts: Sequence[Approval]
    unmet: list[str]
    history: list[dict[str, Any]]


@desk.get("/campaigns/<uuid:campaign_id>")
def campaign(campaign_id: UUID) -> str:
    """One campaign at a glance."""
    actor = current_actor()
    found = campaigns.get_visible(actor, campaign_id)
    return render_template("desk/campaign.html", board=_board(actor, found), words=words)


def _board(actor: Actor, campaign: Campaign) -> Board:
    latest = drafting.latest(campaign)
    steps = open_steps(_facts(actor, campaign, latest))
    links = [(step, _link(step, campaign, latest)) for step in steps if step.endpoint in current_app.view_functions]
    main = next((link for step, link in links if step.main), None)
    rules = load(campaign.instrument)
    return Board(
        campaign=campaign,
        rules=rules,
        main=main,
        others=[link for _step, link in links if link is not main],
        latest=latest,
        open=drafting.open_version(campaign),
        verdicts=drafting.verdicts(campaign),
        unmet=[words.sentence(unmet) for unmet in check_text(rules, latest.body)] if latest else [],
        history=list(islice(campaigns.history_of(campaign), SHOWN_OF_HISTORY)),
    )


def _facts(actor: Actor, campaign: Campaign, latest: Version | None) -> Facts:
    if latest is None:
        return Facts(campaign.state, actor.roles)
    return Facts(
        state=campaign.state,
        roles=actor.roles,
        has_text=True,
        wrote_it=latest.author_id == actor.id,
        judged_it=any(approval.reviewer_id == actor.id for approval in latest.approvals),
        is_approved=drafting.is_approved(latest),
    )


def _link(step: Step, campaign: Campaign, latest: Version | None) -> Link:
    values: dict[str, Any] = {"campaign_id": campaign.id}
    if step.numbered and latest is not None:
        values["number"] = latest.number
    return Link(str(step.label), url_for(step.endpoint, **values), step.danger)
