"""Closing fixes who signed what, and is refused with the reason; reopening begins the next edition."""

import json

import pytest

from petitions.campaigns import service as campaigns
from petitions.campaigns.states import CampaignState
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.dispatch import queries, service
from petitions.dispatch.editions import Refused
from petitions.dispatch.models import Edition
from petitions.ledger.models import Leaf
from tests.dispatch.scene import UNDISCLOSED, Scene, a_scene, change, count, end_mandate, statement_of
from tests.factories import acting


class TestClosing:
    def test_it_fixes_version_and_order_in_a_numbered_edition(self, scene: Scene) -> None:
        edition = scene.close()
        assert scene.now.state == CampaignState.CLOSED
        assert (edition.number, edition.version_id) == (1, scene.campaign.open_version_id)
        assert [row.name for row in edition.signatories] == ["Łucja Ćwiklińska-Testowa", "Ona Žemaitė-Testė"]
        assert [row.position for row in edition.signatories] == [1, 2]

    def test_it_is_recorded_over_the_consents_without_their_names(self, scene: Scene) -> None:
        hidden = scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
        scene.close()
        told = statement_of("close")
        assert (told["printed"], told["undisclosed"], told["edition"]) == (2, 1, 1)
        leaf = db.session.get_one(Leaf, hidden.leaf_id)
        assert leaf.commitment in told["consents"]
        assert "Undisclosed" not in json.dumps(told)

    def test_while_a_signature_is_stale_it_is_refused_with_the_name(self, scene: Scene) -> None:
        scene.new_version(opened=True, approved=True)
        with pytest.raises(Refused, match=r"stale: .*Ona Žemaitė-Testė"):
            scene.close()
        assert scene.now.state == CampaignState.COLLECTING
        assert count(Edition) == 0

    @pytest.mark.usefixtures("app")
    def test_without_approval_of_this_very_version_it_is_refused(self) -> None:
        with pytest.raises(Refused, match="waits for the approval"):
            a_scene(approved=False).close()

    def test_while_a_newer_version_exists_it_is_refused(self, scene: Scene) -> None:
        scene.new_version(approved=True)
        with pytest.raises(Refused, match="newer version"):
            scene.close()

    @pytest.mark.usefixtures("app")
    def test_below_the_quorum_it_is_refused(self) -> None:
        with pytest.raises(Refused, match="1 more signatory"):
            a_scene(signed=False).close()

    def test_without_a_valid_addressee_it_is_refused(self, scene: Scene) -> None:
        for office in scene.offices:
            change(office, valid_to=today().replace(year=today().year - 1))
        with pytest.raises(Refused, match="No addressee is valid today"):
            scene.close()

    def test_an_ended_mandate_is_refused_until_knowingly_accepted(self, scene: Scene) -> None:
        end_mandate(scene.sign("Ivo", "Ended-Test"))
        with pytest.raises(Refused, match="The mandate of Ivo Ended-Test"):
            scene.close()
        assert len(scene.close(as_of_signing=True).signatories) == 3
        assert "as of signing: 1" in scene.now.steps[-1].reason

    def test_only_drafters_and_owners_close(self, scene: Scene) -> None:
        with transaction(), pytest.raises(NotAllowed):
            service.close(acting(scene.ben), scene.campaign)

    def test_a_closed_campaign_is_not_closed_again(self, scene: Scene) -> None:
        scene.close()
        with pytest.raises(InvalidTransition):
            scene.close()
        assert count(Edition) == 1


class TestReopening:
    def test_signatures_stay_and_the_next_closing_is_the_next_edition(self, scene: Scene) -> None:
        scene.close()
        scene.reopen()
        assert (scene.now.state, scene.now.edition) == (CampaignState.COLLECTING, 2)
        assert queries.closed_edition(scene.now) is None
        late = scene.sign("Ivo", "Late-Test")
        assert db.session.get_one(Leaf, late.leaf_id).edition == 2
        edition = scene.close()
        assert edition.number == 2
        assert [row.name for row in edition.signatories][1] == "Ivo Late-Test"

    def test_a_changed_text_marks_the_edition_as_reopened(self, scene: Scene) -> None:
        edition = scene.close()
        with transaction():
            campaigns.move(acting(scene.ada), scene.campaign, CampaignState.REVIEW)
        assert scene.now.edition == 2
        assert db.session.get_one(Edition, edition.id).reopened_at is not None

    def test_without_a_reason_it_is_refused(self, scene: Scene) -> None:
        scene.close()
        with pytest.raises(DomainError, match="Say why"):
            scene.reopen("")

    def test_what_is_not_closed_is_not_reopened(self, scene: Scene) -> None:
        with pytest.raises(InvalidTransition):
            scene.reopen()
