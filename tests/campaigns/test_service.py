"""Starting, changing, withdrawing and concluding a campaign."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns import service
from petitions.campaigns.models import Campaign, CampaignStep
from petitions.campaigns.service import Plan
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import AuditEvent, history
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.ledger.models import Log
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation

PLAN = Plan(title="Let Aru Example stay", place="Brussels")


def an_actor_and_a_campaign(state: str = CampaignState.DRAFTING) -> tuple[Actor, Campaign]:
    organisation = an_organisation()
    return acting(a_user(organisation)), a_campaign(a_case(organisation), state)


def start(plan: Plan = PLAN, instrument: str = "mep_letter") -> Campaign:
    organisation = an_organisation()
    actor, case = acting(a_user(organisation)), a_case(organisation)
    with transaction():
        return service.create(actor, case, instrument, plan)


def edit(actor: Actor, campaign: Campaign, made_from: int = 1, **changed: object) -> None:
    plan = {"title": campaign.title, "place": campaign.place, "is_public": campaign.is_public, **changed}
    with transaction():
        service.edit(actor, campaign, Plan(**plan), made_from)  # type: ignore[arg-type]


def test_a_new_campaign_is_being_drafted_in_the_organisation_of_its_case(app: Flask) -> None:
    campaign = start()
    assert campaign.state == CampaignState.DRAFTING
    assert campaign.organisation_id == campaign.case.organisation_id
    assert campaign.slug == "let-aru-example-stay"


def test_a_new_campaign_has_its_log_its_first_step_and_a_line_of_history(app: Flask) -> None:
    campaign = start()
    assert db.session.scalars(select(Log).where(Log.campaign_id == campaign.id)).one().size == 0
    first = db.session.scalars(select(CampaignStep)).one()
    assert (first.before, first.after) == (None, CampaignState.DRAFTING)
    assert db.session.scalars(history(campaign_id=campaign.id)).one().action == "campaign:create"


def test_two_campaigns_of_one_title_have_two_addresses(app: Flask) -> None:
    assert [start().slug, start().slug] == ["let-aru-example-stay", "let-aru-example-stay-2"]


def test_an_unknown_instrument_is_refused(app: Flask) -> None:
    with pytest.raises(DomainError, match="Choose what kind"):
        start(instrument="manifesto")


def test_a_deadline_in_the_past_is_refused(app: Flask) -> None:
    with pytest.raises(DomainError, match="in the past"):
        start(Plan(title="Too late", deadline=now() - timedelta(minutes=1)))


def test_a_campaign_may_follow_an_earlier_one_of_the_organisation(app: Flask) -> None:
    actor, earlier = an_actor_and_a_campaign()
    with transaction():
        campaign = service.create(actor, earlier.case, "mep_letter", Plan(title="Again", follows_id=earlier.id))
    assert campaign.follows_id == earlier.id


def test_a_campaign_follows_none_of_another_organisation(app: Flask) -> None:
    _actor, foreign = an_actor_and_a_campaign()
    with pytest.raises(DomainError, match="earlier campaign of your organisation"):
        start(Plan(title="Again", follows_id=foreign.id))


def test_a_campaign_never_follows_itself_or_a_later_one(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign()
    with transaction():
        later = service.create(actor, campaign.case, "mep_letter", Plan(title="Later", follows_id=campaign.id))
    for follows in (campaign.id, later.id):
        with pytest.raises(DomainError, match="earlier campaign"):
            edit(actor, campaign, follows_id=follows)


def test_an_edit_changes_the_plan_and_tells_what_changed(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign()
    edit(actor, campaign, title="Let her stay with us")
    assert (campaign.title, campaign.revision) == ("Let her stay with us", 2)
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.details) == ("campaign:edit", {"changed": ["title"]})


def test_an_edit_that_changes_nothing_writes_nothing(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign()
    edit(actor, campaign)
    assert campaign.revision == 1
    assert db.session.scalars(select(AuditEvent)).all() == []


def test_an_edit_from_a_stale_page_is_refused(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign()
    edit(actor, campaign, title="First")
    with pytest.raises(StalePage):
        edit(actor, campaign, title="Second")
    assert db.session.get_one(Campaign, campaign.id).title == "First"


def test_a_deadline_that_has_passed_may_stay_as_it_is(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign()
    past = now() - timedelta(days=1)
    with transaction():
        campaign.deadline = past
    edit(actor, campaign, title="Still here", deadline=past)
    assert campaign.title == "Still here"


def test_a_deadline_that_people_were_told_is_not_edited_away(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign(CampaignState.COLLECTING)
    told = now() + timedelta(days=3)
    edit(actor, campaign, deadline=told)
    for other in ({"deadline": told + timedelta(days=1)}, {"deadline": None}, {"deadline_zone": "UTC"}):
        with pytest.raises(InvalidTransition, match="People were told this deadline"):
            edit(actor, campaign, made_from=2, **{"deadline": told, **other})
    assert campaign.deadline == told
    assert campaign.deadline_by_id == actor.id


@pytest.mark.parametrize("state", [CampaignState.DISPATCHED, CampaignState.CONCLUDED, CampaignState.WITHDRAWN])
def test_after_its_end_only_whether_a_campaign_is_public_may_change(app: Flask, state: CampaignState) -> None:
    actor, campaign = an_actor_and_a_campaign(state)
    edit(actor, campaign, is_public=False)
    assert not campaign.is_public
    with pytest.raises(InvalidTransition, match="only whether its page is public"):
        edit(actor, campaign, made_from=2, title="Another")


@pytest.mark.parametrize("state", ["drafting", "review", "collecting", "closed"])
def test_a_campaign_is_withdrawn_with_its_reason_until_it_is_sent(app: Flask, state: str) -> None:
    actor, campaign = an_actor_and_a_campaign(state)
    with transaction():
        service.withdraw(actor, campaign, " She asked us to. ")
    assert campaign.state == CampaignState.WITHDRAWN
    assert db.session.scalars(select(CampaignStep)).one().reason == "She asked us to."


def test_a_sent_campaign_is_not_withdrawn(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign(CampaignState.DISPATCHED)
    with pytest.raises(InvalidTransition), transaction():
        service.withdraw(actor, campaign, "Too late")


def test_withdrawing_takes_a_reason(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign()
    with pytest.raises(DomainError, match="Say why"), transaction():
        service.withdraw(actor, campaign, " ")


def test_a_sent_campaign_is_concluded_with_what_came_of_it(app: Flask) -> None:
    actor, campaign = an_actor_and_a_campaign(CampaignState.DISPATCHED)
    with transaction():
        service.conclude(actor, campaign, "She may stay.")
    assert (campaign.state, campaign.outcome) == (CampaignState.CONCLUDED, "She may stay.")


@pytest.mark.parametrize("state", ["drafting", "review", "collecting", "closed", "withdrawn"])
def test_a_campaign_that_was_not_sent_is_not_concluded(app: Flask, state: str) -> None:
    actor, campaign = an_actor_and_a_campaign(state)
    with pytest.raises(InvalidTransition), transaction():
        service.conclude(actor, campaign, "Nothing")
    assert db.session.get_one(Campaign, campaign.id).outcome == ""
