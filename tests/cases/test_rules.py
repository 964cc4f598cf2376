"""The rules on a case, without a database."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from petitions.cases.rules import ConsentFacts, circular, consent_problem

TODAY = date(2026, 11, 23)
FIRST, SECOND, THIRD = uuid4(), uuid4(), uuid4()


def consent(**changes: object) -> ConsentFacts:
    facts = {
        "given_by": "Aru Example",
        "given_on": TODAY,
        "scope": "Name and story",
        "next_review": TODAY + timedelta(days=1),
    }
    return ConsentFacts(**{**facts, **changes})  # type: ignore[arg-type]


def test_a_consent_of_today_to_be_reviewed_tomorrow_stands(app: Flask) -> None:
    assert consent_problem(consent(), TODAY) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_by": ""}, "who gave the consent"),
        ({"scope": ""}, "for what"),
        ({"given_on": TODAY + timedelta(days=1)}, "still to come"),
        ({"next_review": TODAY}, "later day"),
    ],
)
def test_a_consent_that_says_too_little_or_lies_ahead_is_refused(
    app: Flask, changes: dict[str, object], words: str
) -> None:
    assert words in (consent_problem(consent(**changes), TODAY) or "")


@pytest.mark.parametrize(
    ("appeals", "proceeding", "appealed", "runs_in_a_circle"),
    [
        ({FIRST: None, SECOND: FIRST}, THIRD, SECOND, False),
        ({FIRST: None, SECOND: FIRST}, FIRST, SECOND, True),
        ({FIRST: None, SECOND: FIRST, THIRD: SECOND}, FIRST, THIRD, True),
        ({FIRST: None}, FIRST, FIRST, True),
        ({FIRST: None}, FIRST, None, False),
    ],
)
def test_no_proceeding_appeals_itself_however_far_round(
    appeals: dict[UUID, UUID | None], proceeding: UUID, appealed: UUID | None, runs_in_a_circle: bool
) -> None:
    assert circular(appeals, proceeding, appealed) is runs_in_a_circle
