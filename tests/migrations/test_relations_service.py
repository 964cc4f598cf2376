"""What actions answer, and what thresholds bring, comes and goes with data in the tables, on both databases."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import inspect, select

from petitions.campaigns import recorded
from petitions.campaigns.models import RecordedCampaign
from petitions.campaigns.recorded_rules import RecordedFacts
from petitions.cases import parts
from petitions.cases.models import Case
from petitions.cases.rules import EventFacts
from petitions.core.actor import COMMAND_LINE
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.dispatch.models import FollowUp
from tests import factories


def an_answer(case: Case) -> RecordedCampaign:
    with transaction():
        case = db.session.get_one(Case, case.id)
        event = parts.add_event(COMMAND_LINE, case, EventFacts("Asylum is refused"))
        return recorded.add(
            COMMAND_LINE, case, RecordedFacts("mep_letter", "Look again", "Lantern", answers_event_id=event.id)
        )


def test_what_thresholds_brought_stays_as_ordinary_follow_ups(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    alembic = app.extensions["alembic"]
    with app.app_context():
        campaign = factories.a_campaign(factories.a_case(factories.an_organisation()), "collecting")
        told = {"campaign_id": campaign.id, "due_on": today(), "recorded_by": "Undersigned"}
        reached = FollowUp(task="A reply is due", threshold=1_000, reached_on=today(), **told)
        factories.saved(reached, FollowUp(task="Call", **told))
        alembic.downgrade(alembic.script_directory.get_revision("0010").down_revision)
    with app.app_context():
        alembic.upgrade()
    with app.app_context():
        rows = db.session.scalars(select(FollowUp).order_by(FollowUp.task))
        assert [(row.task, row.threshold) for row in rows] == [("A reply is due", None), ("Call", None)]


def test_answers_go_with_their_table_and_the_actions_stay(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    alembic = app.extensions["alembic"]
    with app.app_context():
        case = factories.a_case(factories.an_organisation())
        letter = an_answer(case)
        alembic.downgrade(alembic.script_directory.get_revision("0010").down_revision)
    with app.app_context():
        assert "action_relations" not in inspect(db.engine).get_table_names()
        alembic.upgrade()
    with app.app_context():
        stored = db.session.get_one(RecordedCampaign, letter.id)
        assert (stored.title, stored.relation) == ("Look again", None)
        assert an_answer(case).answers_event_id
