"""Releases: what is public is what one person proposed and another one approved, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import fact_sheet, recorded, releases, sheet_import
from petitions.campaigns.recorded_rules import RecordedFacts
from petitions.cases import parts, protected, queries, service
from petitions.cases.models import Case, CaseRelease
from petitions.cases.rules import ConsentFacts, EventFacts, ProtectedFacts
from petitions.cases.states import ReleaseState
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.clock import today
from petitions.core.db import transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, NotFound, StalePage
from petitions.public.released import PublicCase, public_case
from tests.campaigns.test_fact_sheet import GOOD
from tests.factories import a_user, acting, an_organisation
from tests.support.history import history_of


@pytest.fixture
def ada(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


@pytest.fixture
def bo(ada: Actor) -> Actor:
    return replace(ada, id=uuid4(), label="Bo Second")


@pytest.fixture
def case(ada: Actor) -> Case:
    """A case that may be shown, and is not shown yet."""
    with transaction():
        case = sheet_import.start(ada, fact_sheet.read(GOOD))
        consent = ConsentFacts("Aru Example", today(), "Name and story", today() + timedelta(days=90))
        service.record_consent(ada, case, consent)
    return case


def propose(who: Actor, case: Case) -> CaseRelease:
    with transaction():
        return releases.propose(who, case)


def approve(who: Actor, release: CaseRelease) -> None:
    with transaction():
        releases.approve(who, release)


def shown(case: Case) -> PublicCase:
    return public_case(queries.public_by_slug(case.slug))


def test_a_case_is_shown_once_a_second_person_has_approved_it(ada: Actor, bo: Actor, case: Case) -> None:
    release = propose(ada, case)
    assert queries.public_cases() == []
    approve(bo, release)
    assert [event.title for event in shown(case).told.events] == ["Held for an hour"]
    stored = queries.release_of(case, 1)
    assert (stored.state, stored.proposed_by, stored.decided_by) == ("public", "Ada Organiser", "Bo Second")


def test_nobody_approves_what_they_proposed_themselves(ada: Actor, case: Case) -> None:
    release = propose(ada, case)
    with pytest.raises(NotAllowed, match="another person"):
        approve(ada, release)
    with pytest.raises(IntegrityError), transaction():
        release.state, release.decided_by_id = ReleaseState.PUBLIC, release.proposed_by_id
    assert queries.public_cases() == []


def test_a_hand_without_an_account_neither_proposes_nor_approves(ada: Actor, case: Case) -> None:
    with pytest.raises(NotAllowed, match="accounts"):
        propose(COMMAND_LINE, case)
    with pytest.raises(NotAllowed, match="accounts"):
        approve(COMMAND_LINE, propose(ada, case))


def test_nothing_is_proposed_without_a_recorded_consent(ada: Actor) -> None:
    with transaction():
        bare = sheet_import.start(ada, fact_sheet.read(GOOD))
    with pytest.raises(DomainError, match="consent first"):
        propose(ada, bare)


def test_what_changes_afterwards_stays_in_the_working_copy(ada: Actor, bo: Actor, case: Case) -> None:
    approve(bo, propose(ada, case))
    with transaction():
        parts.add_event(ada, case, EventFacts("Not checked yet"))
        recorded.add(ada, case, RecordedFacts("mep_letter", "Not checked either", "Lantern"))
        service.edit(ada, case, replace(fact_sheet.of_case(case).profile, name="Wrong Name"), case.revision)
    told = shown(case)
    assert (told.name, len(told.told.events), len(told.told.recorded)) == ("Aru Example", 1, 1)
    approve(bo, propose(ada, case))
    told = shown(case)
    assert (told.name, len(told.told.events), len(told.told.recorded)) == ("Wrong Name", 2, 2)
    assert [release.state for release in queries.releases_of(case)] == ["public", "replaced"]


def test_a_proposal_is_stale_once_the_case_was_changed(ada: Actor, bo: Actor, case: Case) -> None:
    release = propose(ada, case)
    with transaction():
        parts.add_event(ada, case, EventFacts("Slipped in"))
    with pytest.raises(StalePage, match="changed after"):
        approve(bo, release)
    with transaction():
        releases.take_back(ada, release)
    approve(bo, propose(ada, case))
    assert "Slipped in" in [event.title for event in shown(case).told.events]


def test_a_refusal_gives_its_reason_and_shows_nothing(ada: Actor, bo: Actor, case: Case) -> None:
    release = propose(ada, case)
    with pytest.raises(DomainError, match="Say why"), transaction():
        releases.refuse(bo, release, " ")
    with transaction():
        releases.refuse(bo, release, "The date is wrong.")
    assert (queries.release_of(case, 1).state, queries.release_of(case, 1).reason) == ("refused", "The date is wrong.")
    with pytest.raises(InvalidTransition):
        approve(bo, release)
    assert queries.public_cases() == []


def test_one_proposal_waits_at_a_time_and_only_where_something_differs(ada: Actor, bo: Actor, case: Case) -> None:
    release = propose(ada, case)
    with pytest.raises(DomainError, match="proposed already"):
        propose(ada, case)
    approve(bo, release)
    with pytest.raises(DomainError, match="Nothing differs"):
        propose(ada, case)


def test_taking_a_case_down_ends_its_releases(ada: Actor, bo: Actor, case: Case) -> None:
    approve(bo, propose(ada, case))
    with transaction():
        service.unpublish(ada, case)
    with pytest.raises(NotFound):
        queries.public_by_slug(case.slug)
    with transaction():
        consent = ConsentFacts("Aru Example", today(), "Name", today() + timedelta(days=9))
        service.record_consent(ada, case, consent)
    assert queries.public_cases() == []
    approve(bo, propose(ada, case))
    assert shown(case).name == "Aru Example"


def test_a_consent_that_ended_meanwhile_stops_the_approval(ada: Actor, bo: Actor, case: Case) -> None:
    approve(bo, propose(ada, case))
    with transaction():
        parts.add_event(ada, case, EventFacts("New"))
    release = propose(ada, case)
    with transaction():
        service.unpublish(ada, case)
    with pytest.raises(InvalidTransition):
        approve(bo, release)


class TestHidingAtOnce:
    def test_one_person_takes_an_entry_off_the_page(self, ada: Actor, bo: Actor, case: Case) -> None:
        approve(bo, propose(ada, case))
        with transaction():
            releases.hide(ada, case, "events", "held")
        assert shown(case).told.events == []
        assert [event.title for event in queries.get_visible(ada, case.id).events] == ["Held for an hour"]
        assert history_of(case)[0].action == "entry:hide"

    def test_what_refers_to_it_no_longer_does(self, ada: Actor, bo: Actor, case: Case) -> None:
        approve(bo, propose(ada, case))
        with transaction():
            releases.hide(ada, case, "sources", "report")
            releases.hide(ada, case, "proceedings", "claim")
        told = shown(case).told
        assert (told.sources, told.events[0].source) == ([], None)
        assert [(row.key, row.appeals_key) for row in told.proceedings] == [("appeal", "")]

    def test_the_next_release_leaves_it_out_for_good(self, ada: Actor, bo: Actor, case: Case) -> None:
        approve(bo, propose(ada, case))
        with transaction():
            releases.hide(ada, case, "campaigns", "letter")
        approve(bo, propose(ada, case))
        public = releases.public_release(case)
        assert (public.number, public.hidden) == (2, [])
        assert releases.sheet_of(public.snapshot).of("campaigns") == ()

    def test_showing_it_again_takes_a_second_person(self, ada: Actor, bo: Actor, case: Case) -> None:
        approve(bo, propose(ada, case))
        with transaction():
            releases.hide(ada, case, "events", "held")
        event = queries.get_visible(ada, case.id).events[0]
        facts = EventFacts("Held for an hour", event.when, is_withheld=False)
        with transaction():
            parts.edit_event(ada, event, facts, event.revision)
        assert shown(case).told.events == []
        approve(bo, propose(ada, case))
        assert len(shown(case).told.events) == 1

    def test_what_was_removed_and_is_still_public_can_be_hidden_too(self, ada: Actor, bo: Actor, case: Case) -> None:
        approve(bo, propose(ada, case))
        with transaction():
            parts.remove_event(ada, queries.get_visible(ada, case.id).events[0])
        assert [(name, entry.title) for name, entry in releases.only_public(case)] == [("events", "Held for an hour")]
        with transaction():
            releases.hide(ada, case, "events", "held")
        assert shown(case).told.events == []
        assert releases.only_public(case) == []

    def test_there_is_nothing_to_hide_under_a_wrong_name(self, ada: Actor, case: Case) -> None:
        for section, key in (("events", "none"), ("profile", "held")):
            with pytest.raises(NotFound), transaction():
                releases.hide(ada, case, section, key)


def test_what_is_withheld_is_in_the_working_copy_and_in_no_release(ada: Actor, bo: Actor, case: Case) -> None:
    with transaction():
        parts.add_event(ada, case, EventFacts("For us only", is_withheld=True))
    release = propose(ada, case)
    assert b"For us only" not in release.snapshot
    assert "For us only" in fact_sheet.write(fact_sheet.of_case(case))


def test_what_no_page_could_be_made_of_is_refused_in_words(ada: Actor, case: Case) -> None:
    with transaction():
        parts.add_event(ada, case, EventFacts("Held", category="no-such-kind"), "odd")
    with pytest.raises(DomainError, match="events, odd, kind"):
        propose(ada, case)


def test_protected_names_are_looked_for_in_addresses_of_pages_and_names_of_files_too(ada: Actor, case: Case) -> None:
    with transaction():
        event = parts.add_event(ada, case, EventFacts("Aigerim Testova was questioned"))
        parts.edit_event(ada, event, EventFacts("A relative was questioned"), event.revision)
        protected.add(ada, case, ProtectedFacts("Aigerim Testova", "relative"))
        protected.add(ada, case, ProtectedFacts(case.name, "person"))
    found = {(name.title, name.found.written) for name in releases.names_in(case, releases.public_copy(case))}
    assert ("A relative was questioned", "aigerim testova") in found
    assert ("Profile", case.slug.replace("-", " ")) in found
