"""The organiser's way from closing to the answer, as the browser sees it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from petitions.accounts.models import Role, User
from petitions.core.clock import now, today
from petitions.core.db import transaction
from petitions.dispatch import answers, queries
from petitions.outbox import worker
from petitions.outbox.models import Message
from tests.dispatch.scene import UNDISCLOSED, Scene, change, end_mandate
from tests.factories import a_user, acting, an_organisation, sign_in
from tests.support.pdf import words_of
from tests.support.smtp import DROP, Running, mail_server


def desk(scene: Scene, page: str) -> str:
    return f"/en/desk/campaigns/{scene.campaign.id}/{page}"


@pytest.fixture
def as_user(app: Flask) -> Callable[[User], FlaskClient]:
    def browser(user: User) -> FlaskClient:
        client = app.test_client()
        sign_in(client, user)
        return client

    return browser


@pytest.fixture
def sent(scene: Scene) -> Scene:
    scene.close()
    scene.confirm()
    return scene


class TestClosing:
    def test_the_page_shows_who_is_closed_in_order_and_who_is_not_named(self, scene: Scene, as_user) -> None:
        scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
        page = as_user(scene.ada).get(desk(scene, "close")).text
        assert page.index("Ćwiklińska") < page.index("Zoé") < page.index("Žemaitė")
        assert "3 Members of the European Parliament" in page
        assert "Not named in the letter" in page
        assert "1 Sample Street" not in page

    def test_it_closes_and_leads_to_sending(self, scene: Scene, as_user) -> None:
        answer = as_user(scene.ada).post(desk(scene, "close"))
        assert (answer.status_code, answer.location) == (303, desk(scene, "send"))
        assert scene.now.state == "closed"

    def test_while_one_is_stale_the_page_says_so_and_has_no_button(self, scene: Scene, as_user) -> None:
        scene.new_version(opened=True, approved=True)
        client = as_user(scene.ada)
        page = client.get(desk(scene, "close")).text
        assert "2 signatures are stale" in page
        assert 'method="post" novalidate' not in page
        refused = client.post(desk(scene, "close"))
        assert refused.status_code == 409
        assert "2 signatures are stale" in refused.text

    def test_an_ended_mandate_is_accepted_by_a_ticked_box_only(self, scene: Scene, as_user) -> None:
        end_mandate(scene.sign("Ivo", "Ended-Test"))
        client = as_user(scene.ada)
        refused = client.post(desk(scene, "close"))
        assert refused.status_code == 409
        assert "The mandate of Ivo Ended-Test is not in force today." in refused.text
        assert client.post(desk(scene, "close"), data={"as_of_signing": "y"}).status_code == 303

    @pytest.mark.parametrize("page", ["close", "reopen"])
    def test_a_dispatcher_can_not_close_or_reopen(self, scene: Scene, as_user, page: str) -> None:
        assert as_user(scene.ben).get(desk(scene, page)).status_code == 403
        assert as_user(scene.ben).post(desk(scene, page), data={"reason": "x"}).status_code == 403

    def test_reopening_asks_for_the_reason_beside_the_field(self, scene: Scene, as_user) -> None:
        scene.close()
        client = as_user(scene.ada)
        page = client.post(desk(scene, "reopen"))
        assert page.status_code == 422
        assert "Say why the campaign is reopened." in page.text
        assert client.post(desk(scene, "reopen"), data={"reason": "One more"}).status_code == 303
        assert scene.now.state == "collecting"


class TestSending:
    def test_the_proof_is_the_letter_that_leaves_and_writes_nothing(self, scene: Scene, as_user) -> None:
        scene.close()
        client = as_user(scene.ben)
        proof = client.get(desk(scene, "proof.pdf"))
        assert proof.mimetype == "application/pdf"
        assert queries.letter_of(scene.now) is None
        page = client.get(desk(scene, "send")).text
        seen = page.split('name="seen" type="hidden" value="')[1][:64]
        assert client.post(desk(scene, "send"), data={"seen": seen}).location == desk(scene, "dispatch")
        assert client.get(desk(scene, "letter.pdf")).data == proof.data
        assert client.get(desk(scene, "proof.pdf")).status_code == 404

    def test_the_exact_letter_is_private_and_named_by_its_hash(self, sent: Scene, as_user) -> None:
        answer = as_user(sent.ada).get(desk(sent, "letter.pdf"))
        assert answer.headers["ETag"] == f'"{queries.letter_of(sent.now).pdf_sha256}"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Ona Žemaitė-Testė" in words_of(answer.data)

    def test_whoever_closed_sees_that_another_person_must_confirm(self, scene: Scene, as_user) -> None:
        owner = a_user(scene.organisation, Role.OWNER)
        client = as_user(owner)
        client.post(desk(scene, "close"))
        page = client.get(desk(scene, "send")).text
        assert "Another person must confirm" in page
        assert 'name="seen"' not in page
        refused = client.post(desk(scene, "send"), data={"seen": ""})
        assert refused.status_code == 403
        assert "another person must confirm" in refused.text

    def test_a_page_from_before_a_change_sends_nothing(self, scene: Scene, as_user) -> None:
        scene.close()
        refused = as_user(scene.ben).post(desk(scene, "send"), data={"seen": "0" * 64})
        assert refused.status_code == 409
        assert "The letter has changed since you opened this page." in refused.text
        assert scene.now.state == "closed"

    def test_pressed_twice_it_is_refused_in_words(self, sent: Scene, as_user) -> None:
        client = as_user(sent.ben)
        again = client.post(desk(sent, "send"), data={"seen": "0" * 64})
        assert again.status_code == 409
        assert "never sent twice" in again.text
        assert client.get(desk(sent, "send")).location == desk(sent, "dispatch")

    def test_before_closing_the_page_says_what_to_do(self, scene: Scene, as_user) -> None:
        answer = as_user(scene.ben).get(desk(scene, "send"))
        assert answer.status_code == 409
        assert "Close the campaign before its letter is sent." in answer.text


class TestLog:
    @pytest.fixture
    def mail(self) -> Any:
        with mail_server() as running:
            yield running

    @pytest.fixture
    def app(self, make_app: Callable[..., Flask], mail: Running) -> Any:
        app = make_app(**mail.environ)
        with app.app_context():
            yield app

    def test_every_attempt_stands_there_with_the_servers_own_words(self, mail: Running, scene: Scene, as_user) -> None:
        first, second = scene.offices
        mail.office.answer(first.email, "451 4.3.0 Come back later")
        mail.office.answer(second.email, "550 5.1.1 No such user here", at="rcpt")
        scene.close()
        scene.confirm()
        worker.look()
        client = as_user(scene.ben)
        page = client.get(desk(scene, "dispatch")).text
        assert "451 4.3.0 Come back later" in page
        assert "Next try:" in page
        with transaction() as session:
            session.execute(update(Message).where(Message.state == "deferred").values(due_at=now()))
        worker.look()
        page = client.get(desk(scene, "dispatch")).text
        assert page.index("451 4.3.0 Come back later") < page.index("250 2.0.0 Ok") < page.index("550 5.1.1 No such")
        assert "127.0.0.1" in page
        assert "Office A has not answered yet." in page
        assert "The letter has not reached Office B." in page
        assert [len(mail.office.to(office.email)) for office in scene.offices] == [2, 0]

    def test_what_is_unknown_is_settled_by_a_person_with_the_reason(self, mail: Running, scene: Scene, as_user) -> None:
        mail.office.answer(scene.offices[0].email, DROP)
        scene.close()
        scene.confirm()
        worker.look()
        [unknown] = [row for row in scene.deliveries if row.state == "unknown"]
        settle = f"/en/desk/deliveries/{unknown.id}/settle"
        client = as_user(scene.ben)
        assert settle in client.get(desk(scene, "dispatch")).text
        assert settle not in as_user(scene.ada).get(desk(scene, "dispatch")).text
        assert as_user(scene.ada).get(settle).status_code == 403
        assert "Choose what became of the letter." in client.post(settle, data={"reason": "By phone"}).text
        done = client.post(settle, data={"outcome": "again", "reason": "The registry has nothing"})
        assert done.location == desk(scene, "dispatch")
        worker.look()
        assert {row.state for row in scene.deliveries} == {"accepted"}
        assert client.get(settle).status_code == 409

    def test_a_cancelled_delivery_reaches_no_mail_server(self, mail: Running, scene: Scene, as_user) -> None:
        scene.close()
        scene.confirm()
        first, second = scene.deliveries
        client = as_user(scene.ben)
        assert client.post(f"/en/desk/deliveries/{first.id}/cancel").status_code == 303
        assert client.post(f"/en/desk/deliveries/{second.id}/hand-over").status_code == 303
        worker.look()
        assert mail.office.received == []
        assert [row.state for row in scene.deliveries] == ["cancelled", "handed_over"]
        assert client.post(f"/en/desk/deliveries/{second.id}/delivered").status_code == 303
        assert scene.deliveries[1].state == "delivered"


class TestAnswers:
    def test_a_reply_keeps_what_was_typed_until_it_is_right(self, sent: Scene, as_user) -> None:
        client = as_user(sent.ada)
        tomorrow = (today() + timedelta(days=1)).isoformat()
        typed = {"sender": "Registry", "summary": "We are looking into it.", "received_on": tomorrow}
        page = client.post(desk(sent, "replies/new"), data=typed)
        assert page.status_code == 422
        assert "The day lies ahead." in page.text
        assert "We are looking into it." in page.text
        done = client.post(desk(sent, "replies/new"), data={**typed, "received_on": today().isoformat()})
        assert done.location == desk(sent, "dispatch")
        assert "We are looking into it." in client.get(desk(sent, "dispatch")).text

    def test_a_follow_up_is_noted_and_done(self, sent: Scene, as_user) -> None:
        client = as_user(sent.ada)
        assert client.post(desk(sent, "follow-ups/new"), data={"task": "Call"}).status_code == 422
        client.post(desk(sent, "follow-ups/new"), data={"task": "Call", "due_on": "2026-01-01"})
        assert "“Call” was due on 1 January 2026" in client.get(desk(sent, "dispatch")).text
        [follow_up] = queries.follow_ups(sent.now)
        client.post(f"/en/desk/follow-ups/{follow_up.id}/done")
        assert "“Call” was due" not in client.get(desk(sent, "dispatch")).text


class TestOffices:
    OFFICE = {  # noqa: RUF012
        "name": "Office D", "lines": "1 Sample Street\n\n Sampletown ", "country": "LT", "language": "lt",
        "salutation": "Dear Minister,", "email": "D@Ministry.example", "revision": "1",
    }  # fmt: skip

    def test_an_office_is_added_listed_and_chosen_in_order(self, scene: Scene, as_user) -> None:
        client = as_user(scene.ada)
        back = client.post(f"/en/desk/addressees/new?campaign={scene.campaign.id}", data=self.OFFICE)
        assert back.location == desk(scene, "addressees")
        assert "D@ministry.example" in client.get("/en/desk/addressees").text
        fourth = next(row for row in queries.addressees(acting(scene.ada)) if row.name == "Office D")
        assert fourth.lines == "1 Sample Street\nSampletown"
        first = scene.offices[0]
        order = {f"to_{fourth.id.hex}": "y", f"place_{fourth.id.hex}": "1"}
        order |= {f"to_{first.id.hex}": "y", f"place_{first.id.hex}": "2"}
        assert client.post(desk(scene, "addressees"), data=order).status_code == 303
        assert [row.name for row in queries.chosen_addressees(scene.now)] == ["Office D", "Office A"]

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"name": ""}, "Enter the name of the office."),
            ({"email": "minister"}, "Write the address like name@example.org"),
            ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "The last day is before the first."),
            ({"valid_from": "yesterday"}, "Write the date as"),
        ],
    )
    def test_what_is_wrong_stands_beside_the_field(self, scene: Scene, as_user, wrong: dict, said: str) -> None:
        page = as_user(scene.ada).post("/en/desk/addressees/new", data={**self.OFFICE, **wrong})
        assert page.status_code == 422
        assert said in page.text
        assert "Sampletown" in page.text

    def test_a_stale_page_keeps_what_was_typed_and_shows_what_is_stored(self, scene: Scene, as_user) -> None:
        office = scene.offices[0]
        change(office, name="Office A, renamed", revision=2)
        client = as_user(scene.ada)
        page = client.post(f"/en/desk/addressees/{office.id}", data=self.OFFICE)
        assert page.status_code == 409
        assert "Office A, renamed" in page.text
        assert 'value="Office D"' in page.text
        saved = client.post(f"/en/desk/addressees/{office.id}", data={**self.OFFICE, "revision": "2"})
        assert saved.status_code == 303

    def test_a_reviewer_reads_but_does_not_edit(self, scene: Scene, as_user) -> None:
        client = as_user(scene.rita)
        assert "Add an office" not in client.get("/en/desk/addressees").text
        assert client.get("/en/desk/addressees/new").status_code == 403


def test_another_organisation_finds_nothing_of_it(sent: Scene, as_user) -> None:
    with transaction():
        follow_up = answers.add_follow_up(acting(sent.ada), sent.campaign, today(), "Call")
    stranger = as_user(a_user(an_organisation("Stranger")))
    pages = ["close", "reopen", "send", "proof.pdf", "letter.pdf", "dispatch", "addressees"]
    pages += ["replies/new", "follow-ups/new"]
    assert {page: stranger.get(desk(sent, page)).status_code for page in pages} == dict.fromkeys(pages, 404)
    one = sent.deliveries[0]
    office = f"/en/desk/addressees/{sent.offices[0].id}"
    assert stranger.get(office).status_code == stranger.post(office).status_code == 404
    steps = ["settle", "cancel", "hand-over", "delivered"]
    assert {stranger.post(f"/en/desk/deliveries/{one.id}/{step}").status_code for step in steps} == {404}
    assert stranger.post(f"/en/desk/follow-ups/{follow_up.id}/done").status_code == 404


def test_what_does_not_exist_is_not_found(scene: Scene, as_user) -> None:
    client = as_user(scene.ada)
    for address in (f"campaigns/{uuid4()}/close", f"deliveries/{uuid4()}/settle", f"addressees/{uuid4()}"):
        assert client.get(f"/en/desk/{address}").status_code == 404
    assert client.get(desk(scene, "letter.pdf")).status_code == 404


def test_nothing_is_shown_without_a_session(client: FlaskClient, scene: Scene) -> None:
    assert client.get(desk(scene, "dispatch")).status_code == 303
    assert client.get("/en/desk/addressees").status_code == 303


def test_a_log_before_sending_says_when_it_begins(scene: Scene, as_user) -> None:
    assert "Nothing has been sent yet." in as_user(scene.ada).get(desk(scene, "dispatch")).text
