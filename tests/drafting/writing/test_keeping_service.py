"""What is typed is kept by itself: each window for itself, for its author alone, and no older request beats a newer."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import NotFound
from petitions.drafting import service
from petitions.drafting.models import CampaignText
from petitions.drafting.service import Draft
from petitions.drafting.writing import keeping, queries
from petitions.drafting.writing.keeping import Typed, Window
from petitions.drafting.writing.models import WorkingCopy
from petitions.wiring import PERIODIC
from tests.factories import TEXT, a_campaign, a_case, a_user, acting, an_organisation, changed
from tests.support.at_once import at_once

WORDS = Typed("en", 1, "Let her stay", "Half a sen", "")


@dataclass
class Desk:
    """Somebody who types."""

    user: User
    campaign: Campaign

    def types(self, window: Window, body: str, **about: object) -> None:
        with transaction():
            campaign = db.session.get_one(Campaign, self.campaign.id)
            keeping.keep(self.user.id, campaign, window, replace(WORDS, body=body, **about))

    def puts_away(self, window: Window) -> None:
        with transaction():
            keeping.put_away(self.user.id, db.session.get_one(Campaign, self.campaign.id), window)

    @property
    def unsaved(self) -> list[str]:
        """The bodies that would be offered, newest first."""
        db.session.rollback()
        db.session.expire_all()
        return [copy.body for copy in queries.unsaved(self.user.id, self.campaign)]


@pytest.fixture
def desk(app: Flask) -> Desk:
    user = a_user(an_organisation())
    return Desk(user, a_campaign(a_case(user.memberships[0].organisation), author=user))


def test_a_window_keeps_its_last_words(desk: Desk) -> None:
    window = Window(uuid4())
    for turn, body in enumerate(["Half", "Half a", "Half a sentence"]):
        desk.types(replace(window, turn=turn), body)
    assert desk.unsaved == ["Half a sentence"]


def test_two_windows_of_one_person_never_overwrite_each_other(desk: Desk) -> None:
    one, other = Window(uuid4()), Window(uuid4())
    desk.types(one, "One")
    desk.types(other, "Other")
    desk.types(replace(one, turn=1), "One more")
    assert sorted(desk.unsaved) == ["One more", "Other"]


def test_an_older_request_that_arrives_late_changes_nothing(desk: Desk) -> None:
    window = Window(uuid4(), turn=5)
    desk.types(window, "Newer")
    desk.types(replace(window, turn=4), "Older")
    assert desk.unsaved == ["Newer"]


def test_nothing_comes_back_that_was_put_away_by_a_request_under_way(desk: Desk) -> None:
    window = Window(uuid4(), turn=1)
    desk.types(window, "Half")
    desk.puts_away(replace(window, turn=3))
    desk.types(replace(window, turn=2), "Half a")
    assert desk.unsaved == []
    assert [copy.body for copy in db.session.scalars(select(WorkingCopy))] == [""]
    desk.types(replace(window, turn=4), "Typed after going back")
    assert desk.unsaved == ["Typed after going back"]


def test_a_window_of_which_nothing_was_kept_can_be_put_away_all_the_same(desk: Desk) -> None:
    window = Window(uuid4(), turn=2)
    desk.puts_away(window)
    desk.types(replace(window, turn=1), "Late")
    assert desk.unsaved == []


def test_words_that_are_the_latest_version_are_not_unsaved(desk: Desk) -> None:
    window = Window(uuid4())
    desk.types(window, TEXT.replace("\n", "\r\n"))
    assert desk.unsaved == []
    desk.types(replace(window, turn=1), TEXT + "More")
    desk.types(replace(window, turn=2), TEXT)
    assert desk.unsaved == []


def test_going_on_with_unsaved_words_takes_them_over_into_the_new_window(desk: Desk) -> None:
    old, new = Window(uuid4(), turn=7), uuid4()
    desk.types(old, "Half")
    desk.types(Window(new, 1, (old.copy_id, 7)), "Half a")
    assert desk.unsaved == ["Half a"]


def test_a_window_that_types_on_while_another_goes_on_with_its_words_loses_nothing(desk: Desk) -> None:
    old, new = Window(uuid4(), turn=7), uuid4()
    desk.types(old, "Half")
    desk.types(replace(old, turn=8), "Half, and then some")
    desk.types(Window(new, 1, (old.copy_id, 7)), "Half a")
    assert sorted(desk.unsaved) == ["Half a", "Half, and then some"]


def test_nobody_reads_or_overwrites_what_somebody_else_types(desk: Desk) -> None:
    window = Window(uuid4())
    desk.types(window, "Mine")
    other = Desk(a_user(desk.user.memberships[0].organisation), desk.campaign)
    assert other.unsaved == []
    for act in (lambda: other.types(replace(window, turn=9), "Theirs"), lambda: other.puts_away(window)):
        with pytest.raises(NotFound):
            act()
    other.types(Window(uuid4(), 0, (window.copy_id, 0)), "Theirs")
    assert desk.unsaved == ["Mine"]
    with pytest.raises(NotFound):
        queries.unsaved_copy(other.user.id, other.campaign, window.copy_id)


def test_words_of_one_campaign_are_not_those_of_another(desk: Desk) -> None:
    window = Window(uuid4())
    desk.types(window, "Mine")
    other = Desk(desk.user, a_campaign(a_case(desk.user.memberships[0].organisation), author=desk.user))
    with pytest.raises(NotFound):
        other.types(replace(window, turn=9), "There")
    with pytest.raises(NotFound):
        queries.unsaved_copy(desk.user.id, other.campaign, window.copy_id)


@pytest.mark.parametrize("typed", ["a\0b", "a\ud800b", "\x07\x1b", "\u202e", "x" * 2_000_000, ""])
def test_whatever_is_typed_can_be_kept(desk: Desk, typed: str) -> None:
    desk.types(Window(uuid4()), typed)
    [kept] = desk.unsaved
    assert len(kept) == len(typed)
    assert "\0" not in kept


def test_what_nobody_touches_is_thrown_away_after_thirty_days(desk: Desk) -> None:
    old, young = uuid4(), uuid4()
    desk.types(Window(old), "Old")
    desk.types(Window(young), "Young")
    changed(db.session.get_one(WorkingCopy, old), saved_at=now() - timedelta(days=31))
    changed(db.session.get_one(WorkingCopy, young), saved_at=now() - timedelta(days=29))
    [purge] = [job for name, _seconds, job in PERIODIC if name == "purge_working_copies"]
    with transaction():
        assert purge() == 1
    assert desk.unsaved == ["Young"]


def test_requests_of_one_window_at_the_same_moment_end_in_the_newest(app: Flask, desk: Desk) -> None:
    copy_id, author_id, campaign_id = uuid4(), desk.user.id, desk.campaign.id

    def types(turn: int) -> None:
        with transaction() as session:
            campaign = session.get_one(Campaign, campaign_id)
            keeping.keep(author_id, campaign, Window(copy_id, turn), replace(WORDS, body=f"Words {turn}"))

    assert at_once(app, *[partial(types, turn) for turn in range(4)]) == [None] * 4
    assert desk.unsaved == ["Words 3"]


def test_a_version_has_no_merge_fields_only_what_they_stood_for(desk: Desk) -> None:
    with transaction():
        campaign = db.session.get_one(Campaign, desk.campaign.id)
        draft = Draft("For {{ case.name }}", "Let {{case.name}} stay.", "", 1)
        version = service.save_version(acting(desk.user), campaign, draft)
    assert (version.subject, version.body) == ("For Aru Example", "Let Aru Example stay.\n")


def test_words_in_a_language_that_is_translated_into_meanwhile_are_offered_still(desk: Desk) -> None:
    desk.types(Window(uuid4()), "Laissez-la rester", language="fr")
    with transaction():
        db.session.add(CampaignText(campaign_id=desk.campaign.id, language="fr", is_authoritative=False))
    assert desk.unsaved == ["Laissez-la rester"]
