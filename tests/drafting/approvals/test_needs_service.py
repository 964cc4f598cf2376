"""A campaign says which approvals it needs, and nobody waves one away alone who has a reason to."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.accounts.models import Role
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.drafting import queries, service
from petitions.drafting.approvals import needs
from petitions.drafting.approvals.models import ApprovalNeed
from petitions.drafting.approvals.needs import Wanted
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.approvals.standing import needs_of
from petitions.drafting.service import Draft
from petitions.drafting.translations import service as translations
from petitions.drafting.translations.service import Translated
from petitions.drafting.translations.sides import Beside
from tests.drafting.approvals.office import PIA, Office, agree, answer, code, history, only_a_colleague_is_missing
from tests.factories import a_user, acting, an_organisation, changed
from tests.support.at_once import at_once


def test_without_a_need_one_approval_of_somebody_else_opens_the_way(app: Flask) -> None:
    office = Office()
    assert office.unmet == ["Version 1 waits for the approval of somebody who did not write it."]
    office.approve(office.rut)
    assert queries.is_approved(office.version)


def test_what_is_needed_is_named_in_the_history(app: Flask) -> None:
    office = Office()
    office.legal()
    office.partner()
    assert history() == [
        ("approval_need:add", "Legal, by Rut Reviewer"),
        ("approval_need:add", "Partner organisation Harbour Watch, by Pia Partner"),
    ]


def test_an_address_is_kept_sealed(app: Flask) -> None:
    need = Office().partner()
    stored = db.session.get_one(ApprovalNeed, need.id)
    assert stored.address == PIA
    assert PIA.encode() not in stored.address_sealed


def test_an_approval_by_anybody_else_no_longer_opens_the_way(app: Flask) -> None:
    office = Office()
    office.legal()
    office.approve(office.sol)
    assert office.unmet == ["Legal: version 1 is not approved."]


def test_the_same_need_twice_is_one(app: Flask) -> None:
    office = Office()
    assert office.legal().id == office.legal().id
    with pytest.raises(DomainError, match="needed already, of Rut Reviewer"):
        office.legal(office.sol)


def test_two_who_name_the_same_need_at_once_name_one(app: Flask) -> None:
    office = Office()
    actor, campaign = acting(office.drafter), office.campaign

    def name() -> object:
        with transaction():
            return needs.add(actor, db.session.merge(campaign), Wanted(Kind.LEGAL, reviewer_id=office.rut.id)).id

    assert len(set(at_once(app, *[name] * 4))) == 1
    assert len(needs_of(office.campaign)) == 1


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted("taste"), "kinds listed"),
        (Wanted(Kind.LEGAL, "Harbour", person="Pia", address=PIA), "otherwise nobody"),
        (Wanted(Kind.PARTNER, "", person="Pia", address=PIA), "Name the organisation"),
        (Wanted(Kind.PARTNER, "Harbour"), "Choose a colleague, or name somebody outside"),
        (Wanted(Kind.PARTNER, "Harbour", person="Pia"), "Choose a colleague, or name somebody outside"),
        (Wanted(Kind.SAFETY, person="Pia", address=PIA), "Only a colleague can vouch for safety"),
    ],
)
def test_a_need_that_is_not_whole_is_refused(app: Flask, wanted: Wanted, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        Office().need(wanted)


def test_only_a_colleague_who_may_review_gives_an_approval(app: Flask) -> None:
    office = Office()
    for user in (office.second, a_user(an_organisation("Elsewhere"), Role.REVIEWER)):
        with pytest.raises(DomainError, match="who may review"):
            office.legal(user)


def test_the_database_knows_that_safety_is_judged_inside(app: Flask) -> None:
    office = Office()
    need = office.partner()
    with pytest.raises(IntegrityError):
        changed(need, kind=Kind.SAFETY, party="")


@pytest.mark.parametrize("state", ["collecting", "closed", "dispatched", "withdrawn"])
def test_what_is_needed_is_settled_once_the_text_is_open(app: Flask, state: str) -> None:
    with pytest.raises(InvalidTransition, match="open for signature"):
        Office(state).legal()


def test_a_need_taken_away_is_kept_with_who_and_why(app: Flask) -> None:
    office = Office()
    need = office.partner()
    office.take_away(need, office.drafter)
    assert needs_of(office.campaign) == []
    stored = db.session.get_one(ApprovalNeed, need.id)
    assert (stored.removed_by, stored.removed_reason) == ("Ada Drafter", "They left the coalition.")
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "approval_need:remove")).one()
    assert event.details["reason"] == "They left the coalition."


def test_taking_away_twice_is_once_and_a_reason_is_needed(app: Flask) -> None:
    office = Office()
    need = office.partner()
    with pytest.raises(DomainError, match="Say why"):
        office.take_away(need, office.drafter, "  ")
    office.take_away(need, office.drafter)
    office.take_away(need, office.second)
    assert [action for action, _label in history()].count("approval_need:remove") == 1


def test_who_waves_safety_away_can_not_open_a_text_that_she_writes_herself(app: Flask) -> None:
    office = Office()
    need = office.safety()
    office.take_away(need, office.rut)
    office.save("Sharper.\n", office.rut)
    office.approve(office.sol)
    [said] = office.unmet
    assert "took this approval away" in said


def test_who_wrote_the_latest_version_cannot_wave_safety_away(app: Flask) -> None:
    office = Office()
    need = office.safety()
    with pytest.raises(NotAllowed, match="somebody else has to decide"):
        office.take_away(need, office.drafter)
    office.take_away(need, office.second)
    assert needs_of(office.campaign) == []


def test_who_wrote_the_latest_version_cannot_wave_a_refusal_away(app: Flask) -> None:
    office = Office()
    need = office.legal()
    office.refuse(office.rut)
    with pytest.raises(NotAllowed):
        office.take_away(need, office.drafter)
    office.save("Mended.\n", by=office.second)
    office.take_away(need, office.drafter)


def test_a_refusal_stands_though_its_need_is_taken_away_until_the_text_changes(app: Flask) -> None:
    office = Office()
    need = office.partner()
    [request] = office.ask(need)
    answer(request, code(request), "refused", "We can't stand behind it.")
    office.take_away(need, office.second)
    assert "Pia Partner refused version 1." in office.unmet
    office.save("Without them.\n")
    assert office.unmet == ["Version 2 waits for the approval of somebody who did not write it."]


def test_who_is_needed_again_is_a_new_need(app: Flask) -> None:
    office = Office()
    first = office.partner()
    office.take_away(first, office.drafter)
    again = office.partner()
    [request] = office.ask(again)
    agree(request)
    assert first.id != again.id
    assert only_a_colleague_is_missing(office.version)


def test_the_same_person_at_another_address_is_no_repeat(app: Flask) -> None:
    office = Office()
    office.partner(address="pia@harbor.example")
    with pytest.raises(DomainError, match="needed already"):
        office.partner()


def test_an_approval_of_a_translation_waves_no_refusal_of_the_text_away(app: Flask) -> None:
    office = Office()
    need = office.legal()
    office.refuse(office.rut)
    office.save("Mended.\n")
    with transaction():
        translations.start(acting(office.second), office.campaign, "fr")
        typed = Translated(Draft("Qu’elle reste", "Corrigé.\n", "", 0), Beside(2, (1,)))
        french = translations.save(acting(office.second), office.campaign, "fr", typed)
    with transaction():
        service.approve(acting(office.rut), french)
    with pytest.raises(NotAllowed):
        office.take_away(need, office.drafter)
