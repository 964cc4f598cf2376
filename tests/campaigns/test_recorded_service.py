"""The verbs of recorded campaigns."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns import recorded
from petitions.campaigns.models import RecordedCampaign, RecordedSignatory
from petitions.campaigns.recorded_rules import PrintedName, RecordedFacts
from petitions.cases import parts
from petitions.cases.models import Case
from petitions.cases.rules import SourceFacts
from petitions.core.actor import Actor
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, NotFound, StalePage
from tests.factories import a_case, a_user, acting, an_organisation
from tests.support.history import history_of

ONA, OSCAR, AIDA = PrintedName("Ona Testė", "MEP", "LT"), PrintedName("Óscar Probe"), PrintedName("Aida Sample")
LETTER = RecordedFacts("mep_letter", "Let her stay", "Lantern", signatories=(ONA, OSCAR))


@pytest.fixture
def ada(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


@pytest.fixture
def case(app: Flask) -> Case:
    return a_case(an_organisation())


def add(ada: Actor, case: Case, facts: RecordedFacts = LETTER) -> RecordedCampaign:
    with transaction():
        return recorded.add(ada, case, facts)


def names_of(campaign: RecordedCampaign) -> list[str]:
    query = select(RecordedSignatory.name).where(RecordedSignatory.recorded_campaign_id == campaign.id)
    return list(db.session.scalars(query.order_by(RecordedSignatory.position)))


def test_names_are_kept_in_their_order_and_counted(ada: Actor, case: Case) -> None:
    letter = add(ada, case)
    assert names_of(letter) == ["Ona Testė", "Óscar Probe"]
    assert letter.signatory_count == 2


def test_a_number_without_names_stays_a_number_and_silence_stays_silence(ada: Actor, case: Case) -> None:
    counted = add(ada, case, replace(LETTER, signatories=(), signatory_count=25))
    silent = add(ada, case, replace(LETTER, signatories=()))
    assert (counted.signatory_count, silent.signatory_count) == (25, None)
    assert names_of(counted) == []


def test_editing_replaces_the_names_and_the_history_tells(ada: Actor, case: Case) -> None:
    letter = add(ada, case)
    with transaction():
        recorded.edit(ada, letter, replace(LETTER, title="Mended", signatories=(AIDA, ONA)), 1)
    assert names_of(letter) == ["Aida Sample", "Ona Testė"]
    with transaction():
        recorded.remove(ada, letter)
    assert db.session.scalars(select(RecordedSignatory)).all() == []
    told = [(event.action, event.subject_label) for event in reversed(history_of(case))]
    assert told == [
        ("recorded_campaign:add", "Let her stay"),
        ("recorded_campaign:edit", "Mended"),
        ("recorded_campaign:remove", "Mended"),
    ]


def test_a_stale_page_changes_nothing(ada: Actor, case: Case) -> None:
    letter = add(ada, case)
    with pytest.raises(StalePage), transaction():
        recorded.edit(ada, letter, replace(LETTER, signatories=()), 7)
    assert names_of(letter) == ["Ona Testė", "Óscar Probe"]


def test_one_that_is_followed_stays(ada: Actor, case: Case) -> None:
    first = add(ada, case)
    add(ada, case, replace(LETTER, title="Second", follows_id=first.id))
    with pytest.raises(DomainError, match="“Second” follows this one"), transaction():
        recorded.remove(ada, first)


def test_none_follows_itself_however_far_round(ada: Actor, case: Case) -> None:
    first = add(ada, case)
    second = add(ada, case, replace(LETTER, follows_id=first.id))
    with pytest.raises(DomainError, match="can’t follow itself"), transaction():
        recorded.edit(ada, first, replace(LETTER, follows_id=second.id), 1)


def test_source_and_predecessor_are_of_the_same_case(ada: Actor, case: Case) -> None:
    other = a_case(an_organisation())
    elsewhere = add(ada, other)
    with transaction():
        source = parts.add_source(ada, other, SourceFacts("A report"))
    with pytest.raises(DomainError, match="not one of this case"):
        add(ada, case, replace(LETTER, source_id=source.id))
    with pytest.raises(DomainError, match="of the same case"):
        add(ada, case, replace(LETTER, follows_id=elsewhere.id))
    with pytest.raises(NotFound):
        recorded.of_case(case, elsewhere.id)
