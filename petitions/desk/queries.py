"""Reads of the organisers' pages that mix slices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import EDITABLE
from petitions.cases.models import Case
from petitions.core.actor import Actor
from petitions.core.db import db


@dataclass(frozen=True)
class Home:
    """What an organiser sees first: campaigns that still ask for work, those that are over, and the cases."""

    going: list[Campaign]
    over: list[Campaign]
    cases: Sequence[Case]


def home(actor: Actor) -> Home:
    """Everything of the actor's organisation; campaigns with the nearest deadline first."""
    every = campaigns.of_organisation(actor)
    going = [campaign for campaign in every if campaign.state in EDITABLE]
    cases = db.session.scalars(
        select(Case).where(Case.organisation_id == actor.organisation_id).order_by(Case.name)
    ).all()
    return Home(
        going=sorted(going, key=lambda row: (row.deadline is None, row.deadline)),
        over=[campaign for campaign in every if campaign.state not in EDITABLE],
        cases=cases,
    )
