"""The sample's declaration: gathered, lodged and published by the product's own verbs."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import queries as part_sessions
from petitions.core.clock import today
from petitions.core.db import db
from petitions.dispatch.lodging import queries
from petitions.people.models import Address, Mandate
from tests.factories import sign_in
from tests.ops.test_sample_campaigns import words, words_of

TITLE = "Telling workers their rights is no crime"


@pytest.fixture(scope="module")
def migrated_database(sampled_database: Path) -> Path:
    """A database with the sample in it, copied for each test."""
    return sampled_database


def declaration() -> Campaign:
    return db.session.scalars(select(Campaign).where(Campaign.title == TITLE)).one()


@pytest.mark.usefixtures("app")
class TestLodging:
    def test_its_sheet_was_confirmed_by_another_than_who_closed_it_before_it_was_lodged(self) -> None:
        (lodging,) = queries.lodgings(declaration())
        assert (lodging.edition.closed_by, lodging.confirmed_by) == ("Matteo Brancorsi", "Piotr Żelazkowicz")
        days = [lodging.frozen_at.date(), lodging.lodged_on, lodging.tabled_on]
        assert [str(day) for day in days] == ["2026-10-08", "2026-10-09", "2026-10-13"]

    def test_the_initiator_stands_first_and_the_others_by_surname_without_their_particles(self) -> None:
        lines = queries.lodgings(declaration())[0].lines.split(" ;\n")
        assert len(lines) == 22
        assert lines[0] == "Ms Rasa GIRKALNYTĖ, Lithuania, EPP/CD"
        assert lines[-1] == "Mr Joost van de WILGENBOOM, Netherlands, ALDE"
        assert "Ms Liv GNEISVIKEN, Norway, NR" in lines

    def test_one_committed_and_is_not_published_and_nothing_is_unclear(self) -> None:
        found = queries.comparison(queries.lodgings(declaration())[0])
        assert [name.whole for name in found.not_published] == ["Kaspars BĒRZLAPIŅŠ"]
        assert (len(found.both), found.not_committed, found.unclear) == (21, [], [])

    def test_one_late_name_waits_and_more_are_taken_until_a_day_ahead(self) -> None:
        assert [row.name for row in queries.late_names(declaration())] == ["Costin MĂRĂCINARU"]
        deadline = part_sessions.late_deadline(declaration())
        assert deadline
        assert 42 <= (deadline - today()).days <= 44

    def test_every_address_of_the_assembly_was_registered_by_one_and_confirmed_by_another(self) -> None:
        of_members = select(Mandate.person_id).where(Mandate.body == "pace")
        rows = db.session.scalars(select(Address).where(Address.person_id.in_(of_members))).all()
        assert len(rows) == 25
        told = {(row.registered_by, row.confirmed_by, row.source) for row in rows}
        assert told == {("Matteo Brancorsi", "Ieva Skomantienė", "https://assembly.example/members (sample)")}


def test_its_pages_say_where_it_stands_and_only_organisers_read_who_is_missing(client: FlaskClient) -> None:
    public = words(client, declaration())
    assert "Written declaration No 9999, Doc. 99999" in public
    assert "1 member is committed, not published." in public
    assert "BĒRZLAPIŅŠ" not in public
    sign_in(client, db.session.scalars(select(User).where(User.name == "Matteo Brancorsi")).one())
    assert "1 name came since the last closing" in words_of(client, f"/en/desk/campaigns/{declaration().id}/lodging")
    compared = words_of(client, f"/en/desk/campaigns/{declaration().id}/lodging/published")
    assert "Kaspars BĒRZLAPIŅŠ, Latvia" in compared
    assert "Invented for the sample; in no calendar" in words_of(client, "/en/desk/part-sessions/")
