"""Who signed before signatures could wait is counted on, and looked at only as a neighbour of who signs after."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db
from petitions.signing.clusters.models import ClusterLookout
from tests.signing.clusters.crowd import DOMAIN, crowd, place, public_number, states, work
from tests.signing.supporters.petition import Petition


def test_what_was_counted_before_the_migration_is_counted_after_it(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        campaign_id = Petition().campaign.id
        before = crowd(db.session.get_one(Campaign, campaign_id), 25, domain=DOMAIN)
        place()
        db.session.rollback()
    with app.app_context():
        app.extensions["alembic"].downgrade("0030")
    with app.app_context():
        app.extensions["alembic"].upgrade()
        campaign = db.session.get_one(Campaign, campaign_id)
        assert db.session.scalars(select(ClusterLookout.position)).all() == [25]
        work()
        assert (states(before), public_number(campaign)) == ({("confirmed", "")}, 25)
        after = crowd(campaign, 1, domain=DOMAIN, since=now())
        work()
        assert (states([*before, *after]), public_number(campaign)) == ({("set_aside", "waits")}, 0)
