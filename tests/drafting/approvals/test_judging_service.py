"""A verdict is of one exact version and for named needs; safety is vouched for point by point."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, StalePage
from petitions.drafting import queries, service
from petitions.drafting.approvals.models import NeedVerdict
from petitions.drafting.approvals.queries import last_approved, must_judge, said
from petitions.drafting.approvals.standing import needs_of
from petitions.signing.opening import unmet_for_opening
from tests.drafting.approvals.office import Office, everything, history
from tests.factories import TEXT, acting
from tests.support.at_once import at_once
from tests.support.mailbox import mails_to, text_of


def test_every_named_approval_opens_the_way_and_none_less(app: Flask) -> None:
    office = Office()
    office.legal()
    office.safety()
    office.approve(office.rut)
    assert office.unmet == ["Safety of the defender: version 1 is not approved."]
    office.approve(office.sol)
    assert queries.is_approved(office.version)
    assert ("version:approve", "version 1 (Safety of the defender)") in history()


def test_a_later_version_is_unapproved_and_says_which_one_was(app: Flask) -> None:
    office = Office()
    office.safety()
    office.approve(office.sol)
    office.save("Longer.\n")
    office.save("Longer still.\n")
    missing = "Safety of the defender: approved version 1, not yet version 3."
    assert office.unmet == [missing]
    assert missing in unmet_for_opening(office.campaign, office.version)


def test_one_person_says_for_which_of_two_needs_the_verdict_is(app: Flask) -> None:
    office = Office()
    legal, safety = office.legal(), office.safety(office.rut)
    office.approve(office.rut, {legal.id})
    assert office.unmet == ["Safety of the defender: version 1 is not approved."]
    office.approve(office.rut, {safety.id})
    assert queries.is_approved(office.version)


def test_who_gives_needs_has_to_say_which(app: Flask) -> None:
    office = Office()
    legal = office.legal()
    with pytest.raises(DomainError, match="Say which"):
        office.approve(office.rut, ())
    with pytest.raises(DomainError, match="not yours to give"):
        office.approve(office.sol, {legal.id})
    assert not queries.is_approved(office.version)


def test_a_need_that_was_taken_away_meanwhile_is_not_approved(app: Flask) -> None:
    office = Office()
    legal = office.legal()
    office.take_away(legal, office.drafter)
    with pytest.raises(DomainError, match="not yours to give any more"):
        office.approve(office.rut, {legal.id})


def test_a_refusal_for_one_need_stands_though_the_other_is_approved_since(app: Flask) -> None:
    office = Office()
    legal, safety = office.legal(), office.safety(office.rut)
    office.refuse(office.rut, "It names the village.", {safety.id})
    office.ask(legal)
    office.approve(office.rut, {legal.id})
    assert office.unmet == ["Safety of the defender: version 1 is refused."]


def test_the_author_reads_what_is_still_missing(app: Flask) -> None:
    office = Office()
    office.legal()
    office.safety()
    office.approve(office.rut)
    mail = text_of(mails_to(office.drafter.email)[-1])
    assert "Still missing" in mail
    assert "Safety of the defender: version 1 is not approved." in mail


def test_a_repeat_changes_nothing(app: Flask) -> None:
    office = Office()
    office.safety()
    office.approve(office.sol)
    office.approve(office.sol, looked_at=())
    assert [action for action, _label in history()].count("version:approve") == 1


def test_safety_is_not_vouched_for_while_a_point_was_not_looked_at(app: Flask) -> None:
    office = Office()
    office.safety()
    office.protect("Aru Example", "relative")
    ticked = everything(office.version)
    assert len(ticked) == 4
    for missing in ticked:
        with pytest.raises(DomainError, match="every point of the safety checklist"):
            office.approve(office.sol, looked_at=[key for key in ticked if key != missing])
    office.approve(office.sol, looked_at=ticked)
    assert queries.is_approved(office.version)


def test_a_name_protected_after_the_page_was_opened_has_to_be_looked_at_too(app: Flask) -> None:
    office = Office()
    office.safety()
    ticked = everything(office.version)
    office.protect("Aru Example", "relative")
    with pytest.raises(DomainError, match="every point"):
        office.approve(office.sol, looked_at=ticked)


def test_what_was_looked_at_is_kept_sealed_and_told_later(app: Flask) -> None:
    office = Office()
    office.safety()
    office.protect("Aru Example", "relative")
    office.approve(office.sol)
    row = db.session.scalars(select(NeedVerdict)).one()
    assert [one["kind"] for one in json.loads(row.looked_at)] == ["relative", "relative", "place", "person"]
    assert "let Aru Example stay" in row.looked_at
    assert b"Aru Example" not in (row.looked_at_sealed or b"")
    assert said(office.campaign)[0].looked_at == row.looked_at


def test_legal_needs_no_checklist_and_neither_does_a_refusal(app: Flask) -> None:
    office = Office()
    legal, safety = office.legal(), office.safety(office.rut)
    office.approve(office.rut, {legal.id}, looked_at=())
    office.refuse(office.rut, "It names the village.", {safety.id})
    assert len(db.session.scalars(select(NeedVerdict)).all()) == 2


def test_reading_on_begins_where_the_oldest_of_ones_approvals_is(app: Flask) -> None:
    office = Office()
    legal, safety = office.legal(), office.safety(office.rut)
    office.approve(office.rut)
    office.save("Second.\n")
    office.approve(office.rut, {legal.id})
    office.save("Third.\n")
    before = last_approved(office.version, [legal, safety])
    assert before is not None
    assert before.number == 1
    before = last_approved(office.version, [legal])
    assert before is not None
    assert before.number == 2
    assert last_approved(office.version, [], office.sol.id) is None


def test_a_version_waits_for_those_who_are_named_and_for_nobody_else(app: Flask) -> None:
    office = Office()
    assert must_judge(acting(office.rut), office.version)
    office.legal()
    assert must_judge(acting(office.rut), office.version)
    assert not must_judge(acting(office.sol), office.version)
    office.approve(office.rut)
    assert not must_judge(acting(office.rut), office.version)


def test_a_verdict_on_an_older_version_is_refused(app: Flask) -> None:
    office = Office()
    office.legal()
    old = office.version
    office.save("Newer.\n")
    with pytest.raises(StalePage), transaction():
        service.approve(acting(office.rut), old)


def test_two_reviewers_at_once_are_both_heard(app: Flask) -> None:
    office = Office()
    office.legal()
    office.safety()
    version_id, ticked = office.version.id, everything(office.version)

    def judge(user: object) -> object:
        actor = acting(user)

        def verb() -> object:
            with transaction():
                return service.approve(actor, queries.by_id(version_id), None, ticked).id

        return verb

    given = at_once(app, judge(office.rut), judge(office.sol))
    assert len(set(given)) == 2
    assert queries.is_approved(office.version)


def test_approving_and_saving_at_once_never_approve_what_was_not_read(app: Flask) -> None:
    office = Office()
    office.legal()
    version_id, campaign_id = office.version.id, office.campaign.id
    reviewer, drafter = acting(office.rut), acting(office.drafter)

    def approve() -> object:
        with transaction():
            return service.approve(reviewer, queries.by_id(version_id))

    def save() -> object:
        with transaction():
            campaign = db.session.get_one(Campaign, campaign_id)
            return service.save_version(drafter, campaign, service.Draft("Let her stay", TEXT + "\nMore.", "", 1))

    at_once(app, approve, save)
    assert office.version.number == 2
    assert not queries.is_approved(office.version)
    assert len(needs_of(office.campaign)) == 1


def test_a_second_refusal_for_another_reason_is_kept_and_told(app: Flask) -> None:
    office = Office()
    office.refuse(office.rut, "The date is wrong.")
    with transaction():
        service.ask_review(acting(office.drafter), office.version, office.sol)
    office.refuse(office.rut, "The name is wrong too.")
    verdict = queries.verdict_of(office.version, office.rut.id)
    assert verdict is not None
    assert verdict.reason == "The name is wrong too."
    assert [action for action, _label in history()].count("version:refuse") == 2
