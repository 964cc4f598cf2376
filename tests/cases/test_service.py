"""The verbs of cases: what they write, what they refuse, and what history they leave."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns import releases
from petitions.campaigns.models import RecordedCampaign
from petitions.cases import parts, queries, service
from petitions.cases.models import Basis, Case, CaseEvent, Proceeding
from petitions.cases.rules import ConsentFacts, EventFacts, ProceedingFacts, Profile, SourceFacts
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.clock import today
from petitions.core.dates import Precision, UncertainDate
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, NotAllowed, NotFound, StalePage
from tests.factories import a_user, acting, an_organisation
from tests.support.history import history_of

ARU = Profile(name="Aru Öztürk-Example", home_country="KZ", host_country="LT", lede="A teacher.")
MAY_2024 = UncertainDate(Precision.MONTH, date(2024, 5, 1), date(2024, 5, 31))


@pytest.fixture
def ada(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


@pytest.fixture
def case(ada: Actor) -> Case:
    with transaction():
        return service.create(ada, ARU)


def consent() -> ConsentFacts:
    return ConsentFacts("Aru Example", today(), "Name and story", today() + timedelta(days=180))


def publish(ada: Actor, case: Case) -> None:
    """Record consent, and have a second person approve the first release."""
    with transaction():
        service.record_consent(ada, case, consent())
    release(ada, case)


def release(ada: Actor, case: Case) -> None:
    """Let a second person approve what Ada proposes."""
    with transaction():
        proposed = releases.propose(ada, db.session.get_one(Case, case.id))
        releases.approve(replace(ada, id=uuid4(), label="Bo Second"), proposed)


def actions(case: Case) -> list[str]:
    """The case's history, oldest first."""
    return [event.action for event in reversed(history_of(case))]


def add_proceeding(ada: Actor, case: Case, title: str, appeals: Proceeding | None = None) -> Proceeding:
    facts = ProceedingFacts(title=title, authority="A court", appeals_id=appeals.id if appeals else None)
    with transaction():
        return parts.add_proceeding(ada, case, facts)


class TestACase:
    def test_starts_unpublished_at_an_address_made_from_the_name(self, ada: Actor, case: Case) -> None:
        assert (case.slug, case.published_at, case.basis) == ("aru-ozturk-example", None, Basis.NONE)
        assert case.organisation_id == ada.organisation_id
        assert queries.public_cases() == []
        with pytest.raises(NotFound):
            queries.public_by_slug(case.slug)

    def test_of_the_same_name_gets_an_address_of_its_own(self, ada: Actor) -> None:
        with transaction():
            service.create(ada, ARU)
            other = service.create(ada, ARU)
        assert other.slug == "aru-ozturk-example-2"

    def test_takes_another_name_and_address_as_long_as_nobody_has_seen_it(self, ada: Actor, case: Case) -> None:
        with transaction():
            service.edit(ada, case, replace(ARU, name="A teacher"), case.revision)
            service.edit(ada, case, replace(ARU, name="A. Teacher"), case.revision)
        assert case.slug == "a-teacher"

    def test_keeps_its_address_once_shown_when_the_name_changes(self, ada: Actor, case: Case) -> None:
        publish(ada, case)
        before = case.revision
        with transaction():
            service.edit(ada, case, replace(ARU, name="Aru Renamed", lede="A writer."), case.revision)
        stored = queries.get_visible(ada, case.id)
        assert (stored.name, stored.lede, stored.slug, stored.revision) == (
            "Aru Renamed",
            "A writer.",
            "aru-ozturk-example",
            before + 1,
        )

    def test_is_not_overwritten_from_a_stale_page(self, ada: Actor, case: Case) -> None:
        with transaction():
            service.edit(ada, case, replace(ARU, lede="First."), 1)
        with pytest.raises(StalePage), transaction():
            service.edit(ada, case, replace(ARU, lede="Second."), 1)
        assert queries.get_visible(ada, case.id).lede == "First."

    def test_needs_a_name_and_an_organisation(self, ada: Actor) -> None:
        with pytest.raises(DomainError, match="name"), transaction():
            service.create(ada, Profile(name="  "))
        with pytest.raises(NotAllowed), transaction():
            service.create(COMMAND_LINE, ARU)

    def test_of_another_organisation_does_not_exist(self, case: Case) -> None:
        with pytest.raises(NotFound):
            queries.get_visible(acting(a_user(an_organisation("Other"))), case.id)


class TestPublication:
    def test_rests_on_a_recorded_consent(self, ada: Actor, case: Case) -> None:
        publish(ada, case)
        stored = queries.public_by_slug(case.slug)
        found = queries.consent_in_force(stored)
        assert stored.basis == Basis.CONSENT
        assert found is not None
        assert (found.given_by, found.scope, found.recorded_by) == ("Aru Example", "Name and story", "Ada Organiser")

    def test_is_refused_without_a_consent_that_stands(self, ada: Actor, case: Case) -> None:
        with pytest.raises(DomainError), transaction():
            service.record_consent(ada, case, replace(consent(), given_on=today() + timedelta(days=1)))
        assert queries.public_cases() == []

    def test_ends_at_once_and_takes_the_consent_with_it(self, ada: Actor, case: Case) -> None:
        publish(ada, case)
        with transaction():
            service.unpublish(ada, case)
        assert queries.public_cases() == []
        stored = queries.get_visible(ada, case.id)
        assert (stored.basis, queries.consent_in_force(stored)) == (Basis.NONE, None)
        assert len(stored.consents) == 1

    def test_ends_once_only(self, ada: Actor, case: Case) -> None:
        publish(ada, case)
        for _twice in range(2):
            with transaction():
                service.unpublish(ada, case)
        assert actions(case) == ["case:create", "case:consent", "release:propose", "case:publish", "case:unpublish"]

    def test_again_rests_on_the_new_consent_alone(self, ada: Actor, case: Case) -> None:
        publish(ada, case)
        with transaction():
            service.record_consent(ada, case, consent())
        stored = queries.get_visible(ada, case.id)
        assert [consent.withdrawn_at is None for consent in stored.consents] == [False, True]


class TestTheSampleBasis:
    def mark(self, ada: Actor, case: Case) -> None:
        with transaction():
            service.mark_sample(ada, case, "Invented.")

    def test_shows_a_case_outside_production(self, ada: Actor, case: Case) -> None:
        self.mark(ada, case)
        release(ada, case)
        assert [shown.id for shown in queries.public_cases()] == [case.id]

    def test_is_refused_in_production(self, ada: Actor, case: Case, real: Flask) -> None:
        with real.app_context(), pytest.raises(NotAllowed, match="for real"), transaction():
            service.mark_sample(ada, db.session.get_one(Case, case.id), "Invented.")
        assert queries.public_cases() == []

    def test_is_not_released_or_shown_by_a_production_server_that_finds_it(self, ada, case: Case, real: Flask) -> None:
        self.mark(ada, case)
        with real.app_context(), pytest.raises(NotAllowed, match="for real"):
            release(ada, case)
        release(ada, case)
        with real.app_context():
            assert queries.public_cases() == []
            with pytest.raises(NotFound):
                queries.public_by_slug(case.slug)


@pytest.fixture
def real(make_app: Callable[..., Flask]) -> Flask:
    """A production server on the same database."""
    return make_app(
        UNDERSIGNED_ENV="production",
        SECRET_KEY="s" * 40,
        DATA_KEYS="a:" + "A" * 43 + "=",
        INDEX_KEY="B" * 43 + "=",
        BASE_URL="https://letters.example",
        MAIL_FROM="letters@ngo.example",
        SMTP_HOST="mail.example",
    )


class TestEvents:
    def test_keep_their_uncertain_date(self, ada: Actor, case: Case) -> None:
        with transaction():
            parts.add_event(ada, case, EventFacts("Deportation upheld", MAY_2024, body="Suspended."))
        stored = db.session.scalars(select(CaseEvent)).one()
        assert (stored.title, stored.when, stored.position) == ("Deportation upheld", MAY_2024, 1)

    def test_are_edited_and_removed_and_the_history_tells(self, ada: Actor, case: Case) -> None:
        with transaction():
            event = parts.add_event(ada, case, EventFacts("Held", MAY_2024))
        with transaction():
            parts.edit_event(ada, event, EventFacts("Held again", MAY_2024), 1)
        with pytest.raises(StalePage), transaction():
            parts.edit_event(ada, event, EventFacts("Held", MAY_2024), 1)
        with transaction():
            parts.remove_event(ada, event)
        assert db.session.scalars(select(CaseEvent)).all() == []
        assert actions(case) == ["case:create", "event:add", "event:edit", "event:remove"]
        assert history_of(case)[0].subject_label == "Held again"

    def test_with_an_impossible_date_are_refused(self, ada: Actor, case: Case) -> None:
        backwards = UncertainDate(Precision.RANGE, date(2024, 5, 2), date(2024, 5, 1))
        with pytest.raises(DomainError, match="before the first"), transaction():
            parts.add_event(ada, case, EventFacts("Held", backwards))

    def test_rest_only_on_sources_of_their_own_case(self, ada: Actor, case: Case) -> None:
        with transaction():
            other = service.create(ada, ARU)
            foreign = parts.add_source(ada, other, SourceFacts("A report"))
        with pytest.raises(DomainError, match="not one of this case"), transaction():
            parts.add_event(ada, case, EventFacts("Held", MAY_2024, source_id=foreign.id))


class TestProceedings:
    def test_appeal_one_of_the_same_case(self, ada: Actor, case: Case) -> None:
        first = add_proceeding(ada, case, "First claim")
        appeal = add_proceeding(ada, case, "Appeal", first)
        assert appeal.appeals is not None
        assert appeal.appeals.title == "First claim"

    def test_never_appeal_one_of_another_case(self, ada: Actor, case: Case) -> None:
        with transaction():
            other = service.create(ada, ARU)
        foreign = add_proceeding(ada, other, "Elsewhere")
        with pytest.raises(DomainError, match="of the same case"):
            add_proceeding(ada, case, "Appeal", foreign)

    def test_never_appeal_in_a_circle(self, ada: Actor, case: Case) -> None:
        first = add_proceeding(ada, case, "First claim")
        appeal = add_proceeding(ada, case, "Appeal", first)
        facts = ProceedingFacts("First claim", "A court", appeals_id=appeal.id)
        with pytest.raises(DomainError, match="can’t appeal itself"), transaction():
            parts.edit_proceeding(ada, first, facts, 1)

    def test_stay_while_they_are_appealed(self, ada: Actor, case: Case) -> None:
        first = add_proceeding(ada, case, "First claim")
        appeal = add_proceeding(ada, case, "Appeal", first)
        with pytest.raises(DomainError, match="“Appeal” appeals this"), transaction():
            parts.remove_proceeding(ada, first)
        with transaction():
            parts.remove_proceeding(ada, appeal)
            parts.remove_proceeding(ada, first)
        assert db.session.scalars(select(Proceeding)).all() == []


class TestSources:
    def test_stay_while_an_event_rests_on_them(self, ada: Actor, case: Case) -> None:
        with transaction():
            source = parts.add_source(ada, case, SourceFacts("A report"))
            event = parts.add_event(ada, case, EventFacts("Held", MAY_2024, source_id=source.id))
        with pytest.raises(DomainError, match="“Held” rests on this"), transaction():
            parts.remove_source(ada, source)
        with transaction():
            parts.remove_event(ada, event)
            parts.remove_source(ada, source)
        assert queries.get_visible(ada, case.id).sources == []

    def test_stay_while_a_recorded_campaign_rests_on_them(self, ada: Actor, case: Case) -> None:
        with transaction() as session:
            source = parts.add_source(ada, case, SourceFacts("A report"))
            session.add(
                RecordedCampaign(
                    case_id=case.id,
                    position=1,
                    instrument="mep_letter",
                    title="A letter",
                    precision="unknown",
                    reported_by="Lantern",
                    source_id=source.id,
                )
            )
        with pytest.raises(DomainError, match="still referred to"), transaction():
            parts.remove_source(ada, source)
