"""What a transaction has locked it locks no second time; what it gave up it locks anew."""

import pytest
from sqlalchemy import delete, text

from petitions.accounts.models import Organisation
from petitions.campaigns.models import Campaign
from petitions.core.db import are_locked, db, locked, transaction
from petitions.core.errors import NotFound
from tests.factories import a_campaign, a_case, an_organisation
from tests.support.cost import counted


@pytest.fixture
def campaign(app: object) -> Campaign:
    return a_campaign(a_case(an_organisation()))


def test_a_row_is_locked_and_read_once(campaign: Campaign) -> None:
    with transaction():
        locked(campaign)
        campaign.title = "Another title"
        with counted() as statements:
            locked(campaign)
        assert statements == []
        assert campaign.title == "Another title"


def test_no_lock_outlives_its_transaction(campaign: Campaign) -> None:
    with transaction():
        locked(campaign)
    assert not are_locked(campaign.id)
    with transaction(), counted() as statements:
        locked(campaign)
    assert any("campaigns" in statement for statement in statements)


def test_a_savepoint_that_is_rolled_back_gives_its_locks_up(campaign: Campaign) -> None:
    with transaction():
        with db.session.begin_nested() as savepoint:
            locked(campaign)
            db.session.execute(text("SELECT 1"))
            savepoint.rollback()
        assert not are_locked(campaign.id)


def test_what_is_gone_since_is_said_to_be_gone(app: object) -> None:
    gone = an_organisation()
    with transaction() as session:
        session.connection().execute(delete(Organisation).where(Organisation.id == gone.id))
    with transaction(), pytest.raises(NotFound):
        locked(gone)
