"""Once a deadline has passed the worker closes the list where nothing is unmet, and leaves it to a person otherwise."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.accounts.models import Role
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition, NotAllowed
from petitions.dispatch import at_deadline, queries
from petitions.dispatch.models import Edition, EditionSignatory
from petitions.signing.deadline import service as deadlines
from petitions.signing.errors import NotOpen
from petitions.signing.models import Invitation, Signature
from tests.dispatch.scene import Scene, a_scene
from tests.factories import a_member, a_user, acting, an_invitation, changed
from tests.signing.scene import ask, sign
from tests.support.at_once import at_once

A_MOMENT_AGO = timedelta(seconds=1)


def passes(scene: Scene, ago: timedelta = A_MOMENT_AGO) -> None:
    """The deadline that Ada has set has passed."""
    changed(scene.campaign, deadline=now() - ago, deadline_by_id=scene.ada.id)


def look() -> int:
    """What the worker does now and then."""
    with transaction():
        return at_deadline.close_lists()


def extend(scene: Scene) -> None:
    campaign = scene.now
    with transaction():
        deadlines.extend(acting(scene.ada), campaign, now() + timedelta(days=5), campaign.revision)


def told(scene: Scene) -> list[tuple[str, str, str]]:
    """Who did what to the campaign by itself, and why."""
    query = select(AuditEvent).where(AuditEvent.actor_kind == "worker", AuditEvent.campaign_id == scene.campaign.id)
    found = db.session.scalars(query.order_by(AuditEvent.at))
    return [(event.actor_label, event.action, event.details.get("reason", "")) for event in found]


class TestNothingUnmet:
    def test_the_list_is_closed_once_in_the_name_of_the_deadline(self, scene: Scene) -> None:
        passes(scene)
        assert [look(), look()] == [1, 0]
        assert scene.now.state == CampaignState.CLOSED
        edition = queries.closed_edition(scene.now)
        assert edition is not None
        assert (edition.closed_by_id, edition.closed_by) == (scene.ada.id, "the deadline, which Ada Organiser set")
        assert len(edition.signatories) == 2
        [(who, action, reason)] = told(scene)
        assert (who, action) == ("Undersigned", "campaign:close")
        assert reason.startswith("The deadline passed on ")

    def test_before_the_deadline_nothing_happens(self, scene: Scene) -> None:
        passes(scene, ago=-timedelta(minutes=1))
        assert look() == 0
        assert scene.now.state == CampaignState.COLLECTING

    def test_another_person_than_who_set_the_deadline_still_confirms_the_letter(self, scene: Scene) -> None:
        passes(scene)
        changed(scene.campaign, deadline_by_id=scene.ben.id)
        look()
        with pytest.raises(NotAllowed, match="set the deadline that closed it"):
            scene.confirm(by=scene.ben)
        dora = a_user(scene.organisation, Role.DISPATCHER, name="Dora Dispatcher")
        assert scene.confirm(by=dora).closed_by_id == scene.ben.id

    def test_extending_it_reopens_the_list_with_every_signature(self, scene: Scene) -> None:
        passes(scene)
        look()
        extend(scene)
        campaign = scene.now
        assert (campaign.state, campaign.edition) == (CampaignState.COLLECTING, 2)
        assert queries.closed_edition(campaign) is None
        passes(scene)
        assert look() == 1
        edition = queries.closed_edition(scene.now)
        assert edition is not None
        assert (edition.number, len(edition.signatories)) == (2, 2)

    def test_a_list_that_the_deadline_closed_is_not_reopened_without_a_later_one(self, scene: Scene) -> None:
        passes(scene)
        look()
        with pytest.raises(InvalidTransition, match="Extend it: that reopens"):
            scene.reopen()


class TestSomethingUnmet:
    @pytest.mark.usefixtures("app")
    def test_no_edition_is_frozen_and_a_person_decides(self) -> None:
        scene = a_scene(signed=False)
        passes(scene)
        assert [look(), look()] == [0, 0]
        assert scene.now.state == CampaignState.COLLECTING
        assert db.session.scalars(select(Edition)).all() == []
        assert told(scene) == [("Undersigned", "campaign:pass_deadline", "Something is still missing.")]

    def test_what_is_met_only_afterwards_is_closed_by_a_person(self, scene: Scene) -> None:
        for office in scene.offices:
            changed(office, valid_to=(now() - timedelta(days=9)).date())
        passes(scene)
        assert look() == 0
        for office in scene.offices:
            changed(office, valid_to=None)
        assert look() == 0
        assert scene.close().closed_by == "Ada Organiser"

    def test_a_deadline_of_which_nobody_knows_who_set_it_is_left_to_a_person(self, scene: Scene) -> None:
        changed(scene.campaign, deadline=now() - A_MOMENT_AGO)
        assert look() == 0
        assert told(scene) == [("Undersigned", "campaign:pass_deadline", "It is not known who set it.")]

    def test_a_text_that_is_being_changed_at_its_deadline_is_let_be(self, scene: Scene) -> None:
        scene.new_version(approved=True)
        changed(scene.campaign, state="review")
        passes(scene)
        assert look() == 0
        assert told(scene) == []


class TestAtOnce:
    def test_workers_at_once_close_one_edition(self, app: Flask, scene: Scene) -> None:
        passes(scene)
        assert sum(at_once(app, *[look] * 4)) == 1
        assert len(db.session.scalars(select(Edition)).all()) == 1

    def test_signing_and_closing_at_the_deadline_end_in_one_of_the_two_legal_orders(
        self, app: Flask, scene: Scene
    ) -> None:
        invitation_id = an_invitation(scene.campaign, a_member("Rasa", "Testaitė"))[0].id
        digits = ask(db.session.get_one(Invitation, invitation_id))
        changed(scene.campaign, deadline=now() + timedelta(milliseconds=40), deadline_by_id=scene.ada.id)
        campaign_id = scene.campaign.id

        def close_at_the_moment() -> None:
            while db.session.get_one(Campaign, campaign_id).deadline_seen is None:
                db.session.rollback()
                look()

        signed, closed = at_once(
            app,
            lambda: sign(db.session.get_one(Invitation, invitation_id), digits, name="Rasa Testaitė"),
            close_at_the_moment,
        )
        assert closed is None
        listed = set(db.session.scalars(select(EditionSignatory.signature_id)))
        assert listed == set(db.session.scalars(select(Signature.id)))
        assert len(listed) == (2 if isinstance(signed, NotOpen) else 3)

    def test_extending_and_closing_at_once_leave_the_campaign_open(self, app: Flask, scene: Scene) -> None:
        passes(scene)
        at_once(app, look, lambda: extend(scene))
        campaign = scene.now
        assert campaign.state == CampaignState.COLLECTING
        assert queries.closed_edition(campaign) is None
