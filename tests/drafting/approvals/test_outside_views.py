"""Pages of somebody outside: the link shows exactly one version and decides nothing; strangers get nowhere."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.drafting import service
from petitions.drafting.approvals import links
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest, NeedVerdict
from petitions.drafting.service import Draft
from petitions.drafting.translations import service as translations
from petitions.drafting.translations.service import Translated
from petitions.drafting.translations.sides import Beside
from tests.drafting.approvals.office import PIA, Office, agree, only_a_colleague_is_missing
from tests.factories import TEXT, acting
from tests.support.mailbox import code_for, link_for, mails_to


class Laptop:
    """The browser of somebody outside who was asked, with the link opened."""

    def __init__(self, app: Flask, request: NeedRequest) -> None:
        self.client: FlaskClient = app.test_client()
        self.request = request
        self.here = f"/en/approvals/{request.id}"
        self.arrived = self.client.get(f"/en/approve/{links.token(request)}")

    def read(self, status: int = 200) -> str:
        answer = self.client.get(self.here)
        assert answer.status_code == status, answer.text
        return answer.text

    def code(self) -> str:
        assert self.client.post(self.here, data={"code_wanted": "yes"}).status_code == 303
        return code_for(PIA)

    def send(self, status: int = 303, **data: str) -> str:
        version = self.request.version
        shown = {"version_id": str(version.id), "sha256": version.sha256, "verdict": "approve"}
        answer = self.client.post(self.here, data={**shown, **data})
        assert answer.status_code == status, answer.text
        return answer.text


@pytest.fixture
def office(app: Flask) -> Office:
    return Office()


@pytest.fixture
def laptop(app: Flask, office: Office) -> Laptop:
    return Laptop(app, office.ask(office.partner())[0])


def verdicts() -> list[NeedVerdict]:
    return list(db.session.scalars(select(NeedVerdict)))


def test_the_link_leads_to_an_address_without_the_token(laptop: Laptop) -> None:
    assert laptop.arrived.status_code == 303
    assert laptop.arrived.location == laptop.here


def test_the_page_shows_exactly_the_version_and_opening_it_decides_nothing(laptop: Laptop) -> None:
    page = laptop.read()
    assert "for your approval" in page
    assert "let Aru Example stay" in page
    assert "Harbour Watch agrees to exactly these words" in page
    assert "p…a@harbour.example" in page
    assert PIA not in page
    assert verdicts() == []


def test_no_cache_keeps_the_page_and_no_search_engine_lists_it(laptop: Laptop) -> None:
    for answer in (laptop.arrived, laptop.client.get(laptop.here)):
        assert answer.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex' in laptop.read()


def test_an_approval_is_given_with_the_code_from_the_mail(laptop: Laptop, office: Office) -> None:
    laptop.send(code=laptop.code())
    assert "You approved version 1" in laptop.read()
    assert only_a_colleague_is_missing(office.version)


def test_a_refusal_keeps_the_reason_and_what_was_typed_without_one(laptop: Laptop) -> None:
    digits = laptop.code()
    assert "Say what is wrong" in laptop.send(422, code=digits, verdict="refuse", reason=" ")
    laptop.send(code=digits, verdict="refuse", reason="We are not named rightly.")
    assert "We are not named rightly." in laptop.read()


def test_a_reason_survives_a_code_that_has_run_out(laptop: Laptop) -> None:
    page = laptop.send(409, code="123456", verdict="refuse", reason="We are not named rightly.")
    assert "no longer valid" in page
    assert "We are not named rightly.</textarea>" in page
    again = laptop.client.post(laptop.here, data={"code_wanted": "yes", "reason": "We are not named rightly."})
    assert again.status_code == 200
    assert "We are not named rightly.</textarea>" in again.text


def test_wrong_digits_are_said_and_count_for_nothing(laptop: Laptop) -> None:
    digits = laptop.code().replace(" ", "")
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    assert "not the digits that we mailed" in laptop.send(422, code=wrong)
    assert "has six digits" in laptop.send(422, code="12")
    assert verdicts() == []


def test_what_changed_since_the_last_approval_is_shown_when_asked_again(app: Flask, office: Office) -> None:
    need = office.partner()
    agree(office.ask(need)[0])
    office.save(TEXT.replace("asylum", "protection"))
    page = Laptop(app, office.ask(need)[0]).read()
    assert "What changed since version 1, which you approved" in page
    assert '<span class="hidden">added: </span>protection' in page
    assert "Version 2, for your approval" in page


def test_after_a_newer_version_the_old_link_shows_no_text(laptop: Laptop, office: Office) -> None:
    office.save("Words that only those who are asked again may read.\n")
    page = laptop.read(410)
    assert "You will be asked again" in page
    assert "Words that only" not in page
    assert "let Aru Example stay" not in page
    laptop.send(410, code="123456")


def test_a_reason_typed_before_a_newer_version_ended_the_link_is_shown_again(laptop: Laptop, office: Office) -> None:
    office.save("Other words.\n")
    page = laptop.send(410, verdict="refuse", code="123456", reason="Our board met\nand says no to the second line.")
    assert "says no to the second line." in page
    assert laptop.request.version.sha256 not in page


def test_a_link_whose_need_was_taken_away_shows_no_text(laptop: Laptop, office: Office) -> None:
    office.take_away(laptop.request.need, office.drafter)
    assert "not needed any more" in laptop.read(410)


def test_an_answer_about_another_version_than_the_page_showed_is_refused(laptop: Laptop, office: Office) -> None:
    digits = laptop.code()
    other = Office().version
    for wrong in ({"version_id": str(other.id), "sha256": other.sha256}, {"sha256": "0" * 64}, {"version_id": ""}):
        assert "This page showed another version" in laptop.send(409, code=digits, **wrong)
    assert verdicts() == []


def test_the_address_of_a_page_leads_nowhere_without_its_link(app: Flask, laptop: Laptop) -> None:
    stranger = app.test_client()
    for address in (laptop.here, "/en/approve/" + "x" * 43):
        assert stranger.get(address).status_code == 404
    assert stranger.post(laptop.here, data={"verdict": "approve"}).status_code == 404
    before = len(mails_to(PIA))
    assert stranger.post(laptop.here, data={"code_wanted": "yes"}).status_code == 404
    assert len(mails_to(PIA)) == before


def test_the_link_of_one_need_opens_no_other(app: Flask, laptop: Laptop, office: Office) -> None:
    other = office.ask(office.partner("Second Harbour", "sam@second.example"))[0]
    assert laptop.client.get(f"/en/approvals/{other.id}").status_code == 404
    answer = laptop.client.post(f"/en/approvals/{other.id}", data={"code": laptop.code(), "verdict": "approve"})
    assert answer.status_code == 404
    assert verdicts() == []


def test_a_code_that_was_used_decides_nothing_more(laptop: Laptop, office: Office) -> None:
    digits = laptop.code()
    laptop.send(code=digits)
    laptop.send(409, code=digits, verdict="refuse", reason="A stranger's words.")
    assert only_a_colleague_is_missing(office.version)


def test_a_forwarded_link_reads_and_a_code_of_its_owner_does_not_work_there(app: Flask, laptop: Laptop) -> None:
    digits, friend = laptop.code(), Laptop(app, laptop.request)
    friend.read()
    friend.send(409, code=digits)
    assert verdicts() == []


def test_who_is_asked_outside_sees_no_protected_name(app: Flask, office: Office) -> None:
    office.protect("Aru Example", "relative")
    page = Laptop(app, office.ask(office.partner())[0]).read()
    assert "protected" not in page.lower()


def test_the_pages_are_no_way_into_the_desk(laptop: Laptop, office: Office) -> None:
    answer = laptop.client.get(f"/en/desk/campaigns/{office.campaign.id}")
    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_hidden_characters_are_named_to_those_who_approve(app: Flask, office: Office) -> None:
    need = office.partner()
    office.save("Let her \u202eyats\u202c here.\n")
    assert "characters that nobody sees" in Laptop(app, office.ask(need)[0]).read()


@pytest.fixture
def guarded(make_app: Callable[..., Flask]) -> Iterator[Laptop]:
    """A laptop on a server that looks for our token in every form."""
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        yield Laptop(app, (office := Office()).ask(office.partner())[0])


@pytest.mark.parametrize("token", ["", "old"])
def test_a_form_without_our_token_does_nothing_and_comes_back_with_what_was_typed(guarded: Laptop, token: str) -> None:
    before = len(mails_to(PIA))
    reason = "We are not named rightly."
    for button in ({"code_wanted": "yes"}, {"verdict": "refuse", "code": "123456"}):
        page = guarded.send(400, reason=reason, csrf_token=token, **button)
        assert "This page was open for too long. What you wrote is kept: send it once more." in page
        assert "Version 1, for your approval" in page
        assert f"{reason}</textarea>" in page
    assert len(mails_to(PIA)) == before
    assert verdicts() == []


def test_what_came_back_can_be_sent_once_more(guarded: Laptop) -> None:
    def token(page: str) -> str:
        return page.rsplit('name="csrf_token" type="hidden" value="', maxsplit=1)[-1].split('"', maxsplit=1)[0]

    page = guarded.send(400, code_wanted="yes", csrf_token="old")
    guarded.send(303, code_wanted="yes", csrf_token=token(page))
    page = guarded.send(400, code=code_for(PIA), csrf_token="old")
    assert f'value="{code_for(PIA).replace(" ", "")}"' in page
    guarded.send(303, code=code_for(PIA), csrf_token=token(page))
    assert [row.verdict for row in verdicts()] == ["approved"]


def test_the_link_in_the_mail_is_the_one_that_works(app: Flask, office: Office) -> None:
    office.ask(office.partner())
    assert re.fullmatch(r"/en/approvals/[0-9a-f-]{36}", app.test_client().get(link_for(PIA)).location)


@pytest.mark.parametrize("state", ["drafting", "collecting"])
def test_a_translation_is_answered_whatever_state_its_campaign_is_in(app: Flask, state: str) -> None:
    office = Office(state)
    with transaction():
        translations.start(acting(office.second), office.campaign, "fr")
        typed = Translated(Draft("Qu’elle reste", "Madame,\n", "", 0), Beside(1, (1, 0, 0)))
        french = translations.save(acting(office.second), office.campaign, "fr", typed)
        need = ApprovalNeed(campaign_id=office.campaign.id, kind="partner", party="Harbour Watch", person="Pia Partner")
        need.address, need.added_by, need.added_at = PIA, "Ada Drafter", now()
        db.session.add(need)
        db.session.flush()
        [request] = service.ask_approvals(acting(office.drafter), french, [need])
    laptop = Laptop(app, request)
    assert "Mail me the code" in laptop.read()
    laptop.send(code=laptop.code())
    assert only_a_colleague_is_missing(french)
