"""Somebody outside answers by a code from the registered mailbox, about exactly the version that was asked about."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.accounts.codes import WrongCode
from petitions.core import i18n
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.drafting import queries, service
from petitions.drafting.approvals import links
from petitions.drafting.approvals.models import NeedRequest, NeedVerdict
from petitions.drafting.approvals.outside import LinkEnded
from petitions.outbox.models import Message
from tests.drafting.approvals.office import PIA, Office, agree, answer, code, history, only_a_colleague_is_missing
from tests.factories import acting, changed
from tests.support.at_once import at_once
from tests.support.mailbox import link_for, mails_to, text_of


def test_who_is_asked_outside_gets_a_link_and_only_its_hash_is_kept(app: Flask) -> None:
    office = Office("drafting")
    [request] = office.ask(office.partner())
    link = link_for(PIA)
    assert link == f"/en/approve/{links.token(request)}"
    assert len(links.token(request)) >= 43
    stored = db.session.get_one(NeedRequest, request.id)
    assert stored.token_hash is not None
    assert links.token(request) not in stored.token_hash
    assert office.campaign.state == "review"
    assert history()[-2] == ("version:ask_review", "version 1 (Partner organisation Harbour Watch)")


def test_links_of_two_needs_of_one_person_are_two(app: Flask) -> None:
    office = Office()
    one, other = office.ask(office.partner(), office.partner("Second Harbour"))
    assert links.token(one) != links.token(other)
    assert len(mails_to(PIA)) == 2


def test_a_colleague_gets_one_mail_for_two_needs_that_names_both(app: Flask) -> None:
    office = Office()
    office.ask(office.legal(), office.safety(office.rut))
    [mail] = mails_to(office.rut.email)
    assert "Your approval is needed for: Legal, Safety of the defender." in text_of(mail)
    assert f"/en/desk/campaigns/{office.campaign.id}/versions/1/review" in text_of(mail)


def test_asking_again_at_once_is_a_button_pressed_twice_and_later_a_reminder(app: Flask) -> None:
    office = Office()
    need = office.partner()
    [request] = office.ask(need)
    with pytest.raises(DomainError, match="less than an hour ago"):
        office.ask(need)
    changed(request, at=now() - timedelta(hours=2))
    office.ask(need)
    assert len(mails_to(PIA)) == 2


def test_what_is_approved_or_not_needed_is_not_asked_for(app: Flask) -> None:
    office = Office()
    partner, legal = office.partner(), office.legal()
    [request] = office.ask(partner)
    agree(request)
    office.take_away(legal, office.drafter)
    with pytest.raises(DomainError, match="approved already"):
        office.ask(partner)
    with pytest.raises(DomainError, match="not needed any more"):
        office.ask(legal)


def test_who_wrote_the_version_is_not_asked_to_approve_it(app: Flask) -> None:
    office = Office()
    need = office.legal()
    office.save("Mine.\n", by=office.rut)
    assert office.unmet == ["Legal: Rut Reviewer wrote version 2 and can’t approve it. Name somebody else."]
    with pytest.raises(DomainError, match="somebody else has to be named"):
        office.ask(need)


def test_an_older_version_is_asked_about_no_more(app: Flask) -> None:
    office = Office()
    need, old = office.partner(), office.version
    office.save("Newer.\n")
    with pytest.raises(StalePage), transaction():
        service.ask_approvals(acting(office.drafter), old, [need])


def test_an_approval_from_outside_is_confirmed_by_mail_and_leaves_one_to_a_colleague(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    agree(request)
    assert only_a_colleague_is_missing(office.version)
    assert "you approved exactly this version" in text_of(mails_to(PIA)[-1])
    assert ("version:approve", "version 1 (Partner organisation Harbour Watch)") in history()


def test_a_refusal_from_outside_needs_a_reason_and_goes_back_to_drafting(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    with pytest.raises(DomainError, match="Say what is wrong"):
        answer(request, code(request), "refused", " ")
    answer(request, code(request), "refused", "We are not named rightly.")
    assert office.campaign.state == "drafting"
    assert "We are not named rightly." in text_of(mails_to(office.drafter.email)[-1])
    assert office.unmet[0] == "Partner organisation Harbour Watch: version 1 is refused."


def test_wrong_digits_decide_nothing(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    digits = code(request)
    wrong = "000000" if digits.replace(" ", "") != "000000" else "111111"
    assert answer(request, wrong) is None
    assert db.session.scalars(select(NeedVerdict)).all() == []


def test_a_code_of_another_browser_another_need_or_another_version_decides_nothing(app: Flask) -> None:
    office = Office()
    need = office.partner()
    [request] = office.ask(need)
    [other] = office.ask(office.partner("Second Harbour"))
    digits = code(request)
    with pytest.raises(WrongCode):
        answer(request, digits, browser="a stranger's")
    with pytest.raises(WrongCode):
        answer(other, digits)
    office.save("Newer.\n")
    [renewed] = office.ask(need)
    with pytest.raises(WrongCode):
        answer(renewed, digits)
    assert db.session.scalars(select(NeedVerdict)).all() == []


def test_a_used_code_is_used_up(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    digits = code(request)
    answer(request, digits)
    with pytest.raises(WrongCode):
        answer(request, digits, "refused", "On second thoughts.")
    assert only_a_colleague_is_missing(office.version)


def test_a_repeat_of_the_same_answer_changes_nothing(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    digits = code(request)
    first, second = answer(request, digits), answer(request, digits)
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert [action for action, _label in history()].count("version:approve") == 1


def test_who_approved_may_think_again_while_the_text_is_in_review(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    agree(request)
    answer(request, code(request), "refused", "Our board says no.")
    assert not queries.is_approved(office.version)


def test_a_newer_version_ends_the_link(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    digits = code(request)
    office.save("Newer.\n")
    with pytest.raises(LinkEnded, match="You will be asked again"):
        answer(request, digits)
    with pytest.raises(LinkEnded):
        code(request)


def test_a_need_taken_away_ends_the_link(app: Flask) -> None:
    office = Office()
    need = office.partner()
    [request] = office.ask(need)
    digits = code(request)
    office.take_away(need, office.drafter)
    with pytest.raises(LinkEnded, match="not needed any more"):
        answer(request, digits)


def test_no_code_is_mailed_while_the_text_is_not_in_review(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    office.refuse(office.rut)
    before = len(mails_to(PIA))
    with pytest.raises(InvalidTransition):
        code(request)
    assert len(mails_to(PIA)) == before


def test_an_answer_and_a_new_version_at_once_never_approve_the_new_one(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    digits, request_id, actor = code(request), request.id, acting(office.drafter)
    campaign = office.campaign

    def save() -> object:
        with transaction():
            draft = service.Draft("Let her stay", "Newer.\n", "", 1)
            return service.save_version(actor, db.session.merge(campaign), draft)

    at_once(app, lambda: answer(db.session.get_one(NeedRequest, request_id), digits), save)
    assert office.version.number == 2
    assert not queries.is_approved(office.version)


def test_six_answers_at_once_are_one(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    digits, request_id = code(request), request.id
    given = at_once(app, *[lambda: answer(db.session.get_one(NeedRequest, request_id), digits).id] * 6)
    assert len(set(given)) == 1
    assert len(db.session.scalars(select(NeedVerdict)).all()) == 1


def test_mails_that_carry_a_link_or_a_code_are_emptied_once_they_have_left(app: Flask) -> None:
    office = Office()
    [request] = office.ask(office.partner())
    code(request)
    kinds = {row.kind: row.secret for row in db.session.scalars(select(Message))}
    assert kinds["approval_request"]
    assert kinds["approval_code"]


def test_a_colleague_who_may_not_review_any_more_is_not_asked(app: Flask) -> None:
    office = Office()
    need = office.legal()
    with transaction():
        office.rut.disabled_at = now()
    with pytest.raises(DomainError, match="somebody else has to be named"):
        office.ask(need)


def test_each_is_asked_and_told_in_their_own_language(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "LOCALES", ("en", "ar", "fr"))
    office = Office()
    changed(office.rut, language="ar")
    changed(office.drafter, language="fr")
    office.ask(office.legal())
    office.approve(office.rut)
    asked, told = (text_of(mails_to(user.email)[-1]) for user in (office.rut, office.drafter))
    assert "/ar/desk/campaigns/" in asked
    assert "/fr/desk/campaigns/" in told
