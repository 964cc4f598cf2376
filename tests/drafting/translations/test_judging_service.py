"""A verdict on a translation counts for it alone, and the campaign stands as it stood."""

import pytest
from flask import Flask

from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition, StalePage
from petitions.desk.waiting import waiting_for
from petitions.drafting import queries, service
from petitions.drafting.approvals import needs
from petitions.drafting.approvals.needs import Wanted
from petitions.drafting.translations.queries import for_readers
from petitions.outbox.models import Message
from petitions.signing import opening
from petitions.signing.errors import NotOpen
from tests.drafting.translations.office import FRENCH, Office
from tests.factories import acting
from tests.support.cost import counted


@pytest.mark.parametrize("state", [CampaignState.DRAFTING, CampaignState.REVIEW, CampaignState.COLLECTING])
def test_asking_approving_and_refusing_leave_the_campaign_as_it_stands(app: Flask, state: str) -> None:
    office = Office(state)
    first = office.translated()
    office.ask(first)
    office.approve(first)
    second = office.translate(FRENCH + "\nP.-S.\n", 1)
    office.ask(second)
    office.refuse(second)
    assert office.state == state
    assert queries.is_approved(first)
    assert not queries.is_approved(second)


def test_a_verdict_looks_at_the_latest_version_of_its_own_language(app: Flask) -> None:
    office = Office(CampaignState.REVIEW)
    first = office.translated()
    office.rewrite()
    office.approve(first)
    office.translate(FRENCH + "\nP.-S.\n", 1)
    with pytest.raises(StalePage, match="newer version than 1"):
        office.refuse(first)
    office.approve(queries.latest(office.campaign))


def test_an_approved_translation_approves_nothing_else(app: Flask) -> None:
    office = Office(CampaignState.REVIEW)
    office.approve(office.translated())
    latest = queries.latest(office.campaign)
    assert not queries.is_approved(latest)
    assert latest.approvals == []
    with pytest.raises(NotOpen, match="waits for the approval"):
        opening.open_for_signature(acting(office.drafter), office.campaign, latest)


def test_a_translation_can_never_be_opened_for_signature(app: Flask) -> None:
    office = Office(CampaignState.REVIEW)
    version = office.translated()
    office.approve(version)
    with pytest.raises(StalePage):
        opening.open_for_signature(acting(office.drafter), office.campaign, version)


def test_nothing_of_a_withdrawn_campaign_is_judged(app: Flask) -> None:
    office = Office()
    version = office.translated()
    office.move(CampaignState.WITHDRAWN)
    with pytest.raises(InvalidTransition):
        office.ask(version)
    with pytest.raises(InvalidTransition):
        office.approve(version)


def test_what_a_reviewer_has_read_before_is_of_the_same_language(app: Flask) -> None:
    office = Office(CampaignState.REVIEW)
    office.approve(queries.latest(office.campaign))
    first = office.translated()
    assert queries.last_approved_before(first) is None
    office.approve(first)
    second = office.translate(FRENCH + "\nP.-S.\n", 1)
    assert queries.last_approved_before(second) == first


def test_the_mail_and_the_list_of_what_waits_name_the_language_and_lead_to_it(app: Flask) -> None:
    office = Office(CampaignState.COLLECTING)
    office.ask(office.translated())
    mail = db.session.query(Message).one()
    assert mail.kind == "review_request"
    with app.test_request_context("/en/"):
        (waits,) = waiting_for(acting(office.reviewer))
    assert "version 1 (Français)" in waits.said
    assert waits.href.endswith("/translations/fr/versions/1/review")


def test_readers_are_offered_what_is_approved_and_follows_exactly_what_is_signed(app: Flask) -> None:
    office = Office(CampaignState.COLLECTING)
    opened = queries.latest(office.campaign)
    version = office.translated()
    assert for_readers(opened) == []
    office.approve(version)
    assert for_readers(opened) == [version]
    office.translate(FRENCH + "\nP.-S.\n", 1)
    assert for_readers(opened) == [version]
    assert for_readers(office.rewrite()) == []


def test_what_readers_are_offered_costs_no_more_after_many_versions(app: Flask) -> None:
    office = Office(CampaignState.COLLECTING)
    opened = queries.latest(office.campaign)
    office.approve(office.translated())
    with counted() as few:
        for_readers(opened)
    for number in range(1, 6):
        office.approve(office.translate(f"{FRENCH}\n{number}\n", number))
    with counted() as many:
        [offered] = for_readers(opened)
    assert offered.number == 6
    assert len(many) == len(few)


def test_a_colleague_asked_for_a_needed_approval_of_a_translation_finds_it_waiting(app: Flask) -> None:
    office = Office()
    with transaction():
        need = needs.add(acting(office.drafter), office.campaign, Wanted("legal", reviewer_id=office.reviewer.id))
    version = office.translated()
    with app.test_request_context("/en/"):
        assert waiting_for(acting(office.reviewer)) == []
    with transaction():
        service.ask_approvals(acting(office.translator), version, [need])
    with app.test_request_context("/en/"):
        [waits] = waiting_for(acting(office.reviewer))
    assert "version 1 (Français)" in waits.said
    assert waits.href.endswith("/translations/fr/versions/1/review")
    office.approve(version)
    with app.test_request_context("/en/"):
        assert waiting_for(acting(office.reviewer)) == []
