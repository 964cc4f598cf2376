"""A history is narrowed to a person, a kind of action and days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from flask import Flask

from petitions.core.actor import ActorKind
from petitions.core.audit import AuditEvent, history
from petitions.core.db import db
from petitions.core.telling import Asked, actions, narrowed, people, told
from tests.factories import saved

CASE, ADA, BO = uuid4(), uuid4(), uuid4()


def an_event(day: str, who: str, who_id: UUID | None, action: str, kind: ActorKind = ActorKind.USER) -> AuditEvent:
    return AuditEvent(
        at=datetime.fromisoformat(day).replace(tzinfo=UTC),
        actor_kind=kind,
        actor_id=who_id,
        actor_label=who,
        action=action,
        subject_label=day,
        case_id=CASE,
        details={"reason": "Because"},
    )


@pytest.fixture(autouse=True)
def events(app: Flask) -> Iterator[None]:
    saved(
        an_event("2026-03-01T00:00:00", "Ada Before", ADA, "case:edit"),
        an_event("2026-03-01T23:59:59.999999", "Bo Colleague", BO, "event:add"),
        an_event("2026-03-02T00:00:00", "Ada After", ADA, "event:add"),
        an_event("2026-03-03T12:00:00", "Undersigned", None, "case:edit", ActorKind.WORKER),
    )
    return


def days(**asked: object) -> list[str]:
    """The days of what is shown, the oldest first."""
    found = db.session.scalars(narrowed(history(case_id=CASE), Asked(**asked)))  # type: ignore[arg-type]
    return [event.at.strftime("%d") for event in reversed(list(found))]


def test_nothing_asked_leaves_nothing_out() -> None:
    assert days() == ["01", "01", "02", "03"]


def test_a_person_is_one_under_every_name_and_stands_under_the_last() -> None:
    assert people(history(case_id=CASE)) == {str(ADA): "Ada After", str(BO): "Bo Colleague", "worker": "Undersigned"}
    assert days(who=str(ADA)) == ["01", "02"]
    assert days(who="worker") == ["03"]
    assert days(who=str(uuid4())) == []


def test_a_kind_of_action_is_told_in_words() -> None:
    assert actions(history(case_id=CASE)) == {"event:add": "added the event", "case:edit": "edited the profile of"}
    assert days(what="event:add") == ["01", "02"]


def test_days_count_from_their_first_moment_to_their_last() -> None:
    assert days(since=date(2026, 3, 2)) == ["02", "03"]
    assert days(until=date(2026, 3, 1)) == ["01", "01"]
    assert days(since=date(2026, 3, 1), until=date(2026, 3, 1), who=str(BO)) == ["01"]
    assert days(since=date.min, until=date.max) == ["01", "01", "02", "03"]


def test_reasons_are_told_only_where_they_may_be() -> None:
    found = list(db.session.scalars(history(case_id=CASE)))
    assert {entry["reason"] for entry in told(found)} == {"Because"}
    assert {entry["reason"] for entry in told(found, reasons=False)} == {""}
