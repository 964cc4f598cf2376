"""Offices are kept by their organisation and chosen, in order, until the letter is sent."""

import pytest

from petitions.core.db import transaction
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.dispatch import offices, queries
from petitions.dispatch.models import CampaignAddressee
from petitions.dispatch.offices import OfficeData
from tests.dispatch.scene import Scene, count
from tests.factories import a_user, acting, an_organisation


class TestOffices:
    DATA = OfficeData("Office D", "1 Sample Street", "LT", "lt", "Dear Minister,", "d@ministry.example")

    def test_an_office_is_added_and_edited_from_the_stored_state_only(self, scene: Scene) -> None:
        with transaction():
            office = offices.add(acting(scene.ada), self.DATA)
        assert b"ministry" not in office.email_sealed
        with transaction():
            offices.edit(acting(scene.ada), office, self.DATA, made_from=1)
        with pytest.raises(StalePage), transaction():
            offices.edit(acting(scene.ada), office, self.DATA, made_from=1)

    def test_the_chosen_order_is_kept(self, scene: Scene) -> None:
        first, second = scene.offices
        with transaction():
            offices.choose(acting(scene.ada), scene.campaign, [second.id, first.id])
        assert [office.id for office in queries.chosen_addressees(scene.now)] == [second.id, first.id]

    def test_another_organisations_office_can_not_be_chosen(self, scene: Scene) -> None:
        stranger = acting(a_user(an_organisation("Stranger")))
        with transaction():
            foreign = offices.add(stranger, self.DATA)
        with pytest.raises(DomainError, match="no such addressee"), transaction():
            offices.choose(acting(scene.ada), scene.campaign, [foreign.id])
        assert count(CampaignAddressee) == 2

    def test_once_sent_the_addressees_stay(self, scene: Scene) -> None:
        scene.close()
        scene.confirm()
        with pytest.raises(InvalidTransition), transaction():
            offices.choose(acting(scene.ada), scene.campaign, [])
        assert count(CampaignAddressee) == 2
