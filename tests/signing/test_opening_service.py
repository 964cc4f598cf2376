"""Only a text that somebody else approved, in review and short enough, is opened for signature."""

import pytest
from flask import Flask

from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.core.errors import StalePage
from petitions.drafting import queries as drafting
from petitions.signing import service
from petitions.signing.errors import NotOpen
from tests.factories import a_next_version
from tests.signing.scene import MENDED, Desk, actions


def test_an_approved_version_in_review_is_opened(app: Flask) -> None:
    desk = Desk("review")
    version = drafting.latest(desk.campaign)
    with transaction():
        assert service.open_for_signature(desk.actor, desk.campaign, version) == []
    assert desk.campaign.state == "collecting"
    assert desk.campaign.open_version_id == version.id


def test_a_version_that_nobody_else_approved_is_not_opened(app: Flask) -> None:
    desk = Desk("review")
    version = a_next_version(desk.campaign, MENDED, desk.author)
    with pytest.raises(NotOpen, match="approval"), transaction():
        service.open_for_signature(desk.actor, desk.campaign, version)
    assert desk.campaign.state == "review"


def test_an_old_version_is_not_opened_even_if_it_was_approved(app: Flask) -> None:
    desk = Desk("review")
    first = drafting.latest(desk.campaign)
    a_next_version(desk.campaign, MENDED, desk.author)
    with pytest.raises(StalePage), transaction():
        service.open_for_signature(desk.actor, desk.campaign, first)


def test_a_text_over_the_word_limit_is_not_opened(app: Flask) -> None:
    desk = Desk("review")
    saved_campaign = db.session.get_one(Campaign, desk.campaign.id)
    with transaction():
        saved_campaign.instrument = "pace_declaration"
    version = a_next_version(desk.campaign, "word " * 201, desk.author, desk.colleague)
    with pytest.raises(NotOpen, match="too long"), transaction():
        service.open_for_signature(desk.actor, desk.campaign, version)


def test_opening_what_is_open_changes_nothing(desk: Desk) -> None:
    version = drafting.latest(desk.campaign)
    with transaction():
        assert service.open_for_signature(desk.actor, desk.campaign, version) == []
    assert actions() == []


def test_a_text_still_being_written_is_not_opened(app: Flask) -> None:
    desk = Desk("drafting")
    with pytest.raises(NotOpen, match="not in review"), transaction():
        service.open_for_signature(desk.actor, desk.campaign, drafting.latest(desk.campaign))
