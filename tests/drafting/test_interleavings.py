"""Whatever order colleagues write, suggest, take, judge and open in: no word is lost, and nobody approves unread words.

`make fuzz` plays a thousand of these games, `make test` a few.
"""

import os
from collections import Counter

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from petitions.campaigns.states import CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, StalePage
from petitions.drafting import queries, service
from petitions.drafting.approvals.models import NeedVerdict
from petitions.drafting.discussion import queries as discussion
from petitions.drafting.discussion.service import comment, suggest
from petitions.drafting.discussion.settling import decline, settle
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.discussion.taking import take
from petitions.drafting.models import Approval, Verdict, Version
from petitions.drafting.paragraphs import paragraphs
from petitions.signing import opening
from tests.drafting.desks import Colleague, Desks, a_new_word, suggestion, with_words

GAMES = 1_000 if os.environ.get("UNDERSIGNED_LONG") else 25
WHO = st.sampled_from(["drafter", "both", "lawyer"])
WRITERS = st.sampled_from(["drafter", "both"])
REVIEWERS = st.sampled_from(["both", "lawyer"])
PLACES = st.integers(0, 9)


class Game(RuleBasedStateMachine):
    """Three colleagues with pages of their own; each move is one request that may come from an old page."""

    def __init__(self) -> None:
        super().__init__()
        self.desks = Desks()
        self.words: set[str] = set()
        self.bodies = {version.number: version.body for version in self.desks.versions}

    @rule(who=WHO)
    def opens_the_page(self, who: str) -> None:
        """Unsaved words stay kept under the window that they were typed in."""
        self._at(who).reads(self.desks.latest)

    @rule(who=WRITERS, place=PLACES)
    def types(self, who: str, place: int) -> None:
        colleague, word = self._at(who), self._word()
        _number, body = with_words(colleague.typed, place, word)
        self.desks.types(colleague, body)

    @rule(who=WRITERS)
    def saves(self, who: str) -> None:
        colleague, newest = self._at(who), self.desks.latest
        assert colleague.page is not None
        is_old = colleague.page.number != newest.number
        try:
            self._made(self.desks.saves(colleague))
        except StalePage:
            assert is_old
        except DomainError:
            assert self.state not in (CampaignState.DRAFTING, CampaignState.REVIEW, CampaignState.COLLECTING)
        else:
            assert not is_old or colleague.page.sha256 == newest.sha256

    @rule(who=WHO, place=PLACES)
    def suggests(self, who: str, place: int) -> None:
        colleague, word = self._at(who), self._word()
        assert colleague.page is not None
        there = paragraphs(colleague.page.body)
        number = place % len(there)
        with transaction():
            suggest(colleague.actor, colleague.page, [suggestion(colleague.page, number, there[number], word)])

    @rule(who=WHO, place=PLACES)
    def comments(self, who: str, place: int) -> None:
        colleague, word = self._at(who), self._word()
        assert colleague.page is not None
        with transaction():
            comment(colleague.actor, colleague.page, place % len(paragraphs(colleague.page.body)), word)

    @rule(who=WRITERS, ticked=st.integers(1, 7))
    def takes_suggestions(self, who: str, ticked: int) -> None:
        colleague = self._at(who)
        chosen = [row for place, row in enumerate(self._open_suggestions()) if ticked >> (place % 3) & 1]
        words = [row.replacement.split()[0] for row in chosen]
        try:
            with transaction():
                done = take(colleague.actor, colleague.page or self.desks.latest, chosen)
        except DomainError:
            assert all(row.state == ThreadState.OPEN for row in self._open_suggestions())
            return
        self._made(done.version)
        colleague.read.add(done.version.sha256)
        for row in done.taken:
            assert row.replacement.split()[0] in done.version.body
        assert {row.replacement.split()[0] for row in (*done.taken, *done.left)} == set(words)

    @rule(who=WRITERS, place=PLACES)
    def ends_a_thread(self, who: str, place: int) -> None:
        threads = discussion.open_threads(self.desks.latest.text)
        if not threads:
            return
        thread, colleague = threads[place % len(threads)], self._at(who)
        try:
            with transaction():
                if thread.kind == ThreadKind.SUGGESTION:
                    decline(colleague.actor, self.desks.campaign, [thread], "Not now.")
                else:
                    settle(colleague.actor, thread)
        except DomainError:
            pass

    @rule(who=WRITERS)
    def asks_for_a_review(self, who: str) -> None:
        colleague = self._at(who)
        assert colleague.page is not None
        try:
            with transaction():
                service.ask_review(colleague.actor, colleague.page, self.desks.lawyer.user)
        except DomainError:
            pass

    @rule(who=REVIEWERS, approves=st.booleans())
    def judges(self, who: str, approves: bool) -> None:
        """The verdict is of the version on the page, whatever was saved since."""
        colleague, newest = self._at(who), self.desks.latest
        assert colleague.page is not None
        try:
            with transaction():
                if approves:
                    service.approve(colleague.actor, colleague.page)
                else:
                    service.refuse(colleague.actor, colleague.page, "Too sharp.")
        except DomainError:
            return
        assert colleague.page.number == newest.number
        assert queries.by_id(colleague.page.id).author_id != colleague.user.id

    @rule(who=WRITERS)
    def opens_for_signature(self, who: str) -> None:
        colleague = self._at(who)
        assert colleague.page is not None
        try:
            with transaction():
                opening.open_for_signature(colleague.actor, self.desks.campaign, colleague.page)
        except DomainError:
            return
        opened = queries.open_version(self.desks.campaign)
        assert opened is not None
        assert opened.number == self.desks.latest.number
        assert queries.is_approved(opened)

    @invariant()
    def no_word_is_lost(self) -> None:
        kept = self.desks.kept()
        assert not {word for word in self.words if word not in kept}

    @invariant()
    def no_version_ever_changes(self) -> None:
        assert {version.number: version.body for version in self.desks.versions} == self.bodies

    @invariant()
    def nobody_approved_what_they_did_not_read(self) -> None:
        readers = {colleague.user.id: colleague.read for colleague in self.desks.everyone}
        rows = select(Approval.reviewer_id, Version.sha256).join(Version, Version.id == Approval.version_id)
        rows = rows.where(Version.campaign_id == self.desks.campaign.id, Approval.verdict == Verdict.APPROVED)
        assert all(sha256 in readers[reviewer] for reviewer, sha256 in db.session.execute(rows))
        for_needs = select(Version.sha256).join(NeedVerdict, NeedVerdict.version_id == Version.id)
        for_needs = for_needs.where(Version.campaign_id == self.desks.campaign.id)
        assert set(db.session.scalars(for_needs)) <= self.desks.lawyer.read

    @invariant()
    def what_is_open_is_the_newest_version_and_approved(self) -> None:
        if self.state == CampaignState.COLLECTING:
            opened = queries.open_version(self.desks.campaign)
            assert opened is not None
            assert opened.number == self.desks.latest.number
            assert queries.is_approved(opened)

    @invariant()
    def the_history_explains_every_version(self) -> None:
        saved = select(AuditEvent).where(
            AuditEvent.campaign_id == self.desks.campaign.id, AuditEvent.action == "version:save"
        )
        told = Counter((row.subject_id, row.actor_id, row.details["sha256"]) for row in db.session.scalars(saved))
        made = Counter((one.id, one.author_id, one.sha256) for one in self.desks.versions if one.number > 1)
        assert told == made

    @invariant()
    def open_threads_stand_where_their_words_are(self) -> None:
        newest = self.desks.latest
        there = paragraphs(newest.body)
        for thread in discussion.open_threads(newest.text):
            if thread.gone_since is None:
                assert there[thread.paragraph] == thread.stood

    @property
    def state(self) -> str:
        db.session.refresh(self.desks.campaign)
        return self.desks.campaign.state

    def _at(self, who: str) -> Colleague:
        colleague: Colleague = getattr(self.desks, who)
        return colleague

    def _word(self) -> str:
        word = a_new_word()
        self.words.add(word)
        return word

    def _made(self, version: Version) -> None:
        self.bodies.setdefault(version.number, version.body)

    def _open_suggestions(self) -> list:  # type: ignore[type-arg]
        return discussion.open_suggestions(self.desks.latest.text)


@pytest.mark.timeout(3_600)
def test_whatever_order_colleagues_work_in_nothing_is_lost_and_nothing_unread_is_approved(app: Flask) -> None:
    rules = settings(
        max_examples=GAMES,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Game, settings=rules)
