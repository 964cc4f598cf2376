"""Every step between the states of a campaign, and every step that there is not."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns.models import Campaign, CampaignStep
from petitions.campaigns.service import move
from petitions.campaigns.states import STEPS, CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition
from petitions.drafting.models import Version
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation

STATES = list(CampaignState)
PAIRS = [(before, after) for before in STATES for after in STATES if before != after]
LEGAL = [pair for pair in PAIRS if pair[1] in STEPS[pair[0]]]
ILLEGAL = [pair for pair in PAIRS if pair[1] not in STEPS[pair[0]]]
DESIGNED = {
    ("drafting", "review"): "campaign:submit",
    ("drafting", "withdrawn"): "campaign:withdraw",
    ("review", "drafting"): "campaign:take_back",
    ("review", "collecting"): "campaign:open",
    ("review", "withdrawn"): "campaign:withdraw",
    ("collecting", "closed"): "campaign:close",
    ("collecting", "review"): "campaign:pause",
    ("collecting", "withdrawn"): "campaign:withdraw",
    ("closed", "collecting"): "campaign:reopen",
    ("closed", "review"): "campaign:pause",
    ("closed", "dispatched"): "dispatch:confirm",
    ("closed", "withdrawn"): "campaign:withdraw",
    ("dispatched", "concluded"): "campaign:conclude",
}


def in_state(state: str) -> tuple[Actor, Campaign]:
    organisation = an_organisation()
    return acting(a_user(organisation)), a_campaign(a_case(organisation), state)


def take(actor: Actor, campaign: Campaign, after: CampaignState) -> None:
    """Take the step; where it opens the text, with the version to open."""
    version = db.session.scalars(select(Version).where(Version.campaign_id == campaign.id)).one()
    with transaction():
        move(actor, campaign, after, "because", open_version_id=version.id if after == "collecting" else None)


def test_the_table_is_the_designed_one() -> None:
    assert set(LEGAL) == set(DESIGNED)


@pytest.mark.parametrize(("before", "after"), LEGAL)
def test_each_step_is_taken_and_written_down(app: Flask, before: CampaignState, after: CampaignState) -> None:
    actor, campaign = in_state(before)
    take(actor, campaign, after)
    assert campaign.state == after
    written = db.session.scalars(select(CampaignStep)).one()
    assert (written.before, written.after, written.actor_label, written.reason) == (
        before,
        after,
        actor.label,
        "because",
    )
    event = db.session.scalars(select(AuditEvent)).one()
    assert event.action == DESIGNED[before, after]


@pytest.mark.parametrize(("before", "after"), ILLEGAL)
def test_each_other_step_is_refused_in_words(app: Flask, before: CampaignState, after: CampaignState) -> None:
    actor, campaign = in_state(before)
    with pytest.raises(InvalidTransition, match="can’t become"):
        take(actor, campaign, after)
    assert db.session.get_one(Campaign, campaign.id).state == before
    assert db.session.scalars(select(CampaignStep)).all() == []


@pytest.mark.parametrize("state", STATES)
def test_to_be_where_it_already_is_changes_nothing(app: Flask, state: CampaignState) -> None:
    actor, campaign = in_state(state)
    take(actor, campaign, state)
    assert db.session.scalars(select(CampaignStep)).all() == []
    assert db.session.scalars(select(AuditEvent)).all() == []


def test_a_reopened_campaign_keeps_the_version_that_was_signed(app: Flask) -> None:
    actor, campaign = in_state("closed")
    opened = campaign.open_version_id
    with transaction():
        move(actor, campaign, CampaignState.COLLECTING)
    assert campaign.open_version_id == opened
