"""Signing in, the team and joining it, as browsers meet them: friendly ones and others."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.accounts import codes, joining, queries
from petitions.accounts.joining import Invitee
from petitions.accounts.models import Membership, Role, User, UserInvitation
from petitions.core import clock
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from tests.factories import a_user, acting, an_organisation, sign_in
from tests.support.mailbox import code_for, link_for, mails_to, text_of

SIGN_IN = "/en/sign-in"
CODE = "/en/sign-in/code"
TEAM = "/en/desk/team"


@pytest.fixture
def ada(app: Flask) -> User:
    return a_user(an_organisation(), Role.OWNER, name="Ada Organiser")


def ask(client: FlaskClient, address: str, **query: str) -> Any:
    return client.post(SIGN_IN, data={"address": address}, query_string=query)


def enter(client: FlaskClient, digits: str) -> Any:
    return client.post(CODE, data={"code": digits})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get(TEAM).status_code == 200


def wrong(digits: str) -> str:
    return f"{(int(digits.replace(' ', '')) + 1) % 10**6:06d}"


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


class TestSigningIn:
    def test_the_mailed_code_signs_in(self, client: FlaskClient, ada: User) -> None:
        assert client.get(SIGN_IN).status_code == 200
        answer = ask(client, ada.email)
        assert (answer.status_code, answer.location) == (303, CODE)
        answer = enter(client, code_for(ada.email))
        assert (answer.status_code, answer.location) == (303, "/en/desk/")
        assert is_signed_in(client)

    def test_the_answer_is_the_same_for_an_address_that_nobody_has(self, app: Flask, ada: User) -> None:
        def answers(address: str) -> list[tuple[Any, ...]]:
            browser = app.test_client()
            pages = [ask(browser, address), browser.get(CODE), enter(browser, "000 000"), ask(browser, address)]
            pages += [enter(browser, "000000") for _ in range(6)] + [ask(browser, address) for _ in range(3)]
            return [(page.status_code, page.location, without_token(page.text.replace(address, ""))) for page in pages]

        assert answers(ada.email) == answers("nobody@ngo.example")
        assert mails_to("nobody@ngo.example") == []

    def test_a_code_works_only_in_the_browser_that_asked(self, app: Flask, ada: User) -> None:
        here, there = app.test_client(), app.test_client()
        ask(here, ada.email)
        digits = code_for(ada.email)
        assert enter(there, digits).location == SIGN_IN
        ask(there, "nobody@ngo.example")
        assert enter(there, digits).status_code == 200
        ask(there, ada.email)
        assert enter(there, digits).status_code == 200
        assert not is_signed_in(there)
        assert enter(here, digits).status_code == 303

    def test_a_code_is_not_good_twice(self, client: FlaskClient, ada: User) -> None:
        ask(client, ada.email)
        digits = code_for(ada.email)
        with client.session_transaction() as session:
            before = dict(session)
        enter(client, digits)
        with client.session_transaction() as session:
            session.clear()
            session.update(before)
        assert enter(client, digits).status_code == 200
        assert not is_signed_in(client)

    def test_a_code_ends_after_ten_minutes(self, client: FlaskClient, ada: User, monkeypatch) -> None:
        ask(client, ada.email)
        late = clock.now() + codes.LIFETIME
        monkeypatch.setattr(codes, "now", lambda: late)
        assert "lets nobody in" in enter(client, code_for(ada.email)).text
        assert not is_signed_in(client)

    def test_five_wrong_tries_end_the_code_and_asking_again_gives_a_new_one(
        self, client: FlaskClient, ada: User
    ) -> None:
        ask(client, ada.email)
        digits = code_for(ada.email)
        for _ in range(5):
            assert enter(client, wrong(digits)).status_code == 200
        assert enter(client, digits).status_code == 200
        ask(client, ada.email)
        assert code_for(ada.email) != digits
        assert enter(client, code_for(ada.email)).status_code == 303

    def test_asking_again_mails_the_same_code_three_times_and_then_one_long_code(
        self, client: FlaskClient, ada: User
    ) -> None:
        for _ in range(5):
            assert ask(client, ada.email).status_code == 303
        assert len(mails_to(ada.email)) == 4
        assert len({text_of(mail) for mail in mails_to(ada.email)[:3]}) == 1
        assert len(code_for(ada.email)) == len("123 456 789 012")
        assert enter(client, code_for(ada.email)).status_code == 303

    def test_the_code_stands_in_no_subject(self, client: FlaskClient, ada: User) -> None:
        ask(client, ada.email)
        assert not re.search(r"\d", mails_to(ada.email)[0]["Subject"])

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("", "Write the address"), ("ada", "name@example.org"), ("a@b.example\r\nBcc: x@y.example", "name@example")],
    )
    def test_what_is_no_address_is_said_beside_the_field(self, client: FlaskClient, typed: str, said: str) -> None:
        answer = ask(client, typed)
        assert answer.status_code == 200
        assert said in answer.text

    def test_what_was_typed_is_kept(self, client: FlaskClient) -> None:
        assert 'value="ada at ngo"' in ask(client, "ada at ngo").text

    @pytest.mark.parametrize("digits", ["", "abc", "12345", "9" * 21, "١٢٣٤٥٦", "\x00"])
    def test_no_code_gives_a_server_error(self, client: FlaskClient, ada: User, digits: str) -> None:
        ask(client, ada.email)
        assert enter(client, digits).status_code == 200

    def test_the_code_page_without_an_address_leads_back(self, client: FlaskClient) -> None:
        assert client.get(CODE).location == SIGN_IN

    def test_a_closed_account_is_refused_even_in_a_running_session(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert is_signed_in(client)
        with transaction():
            db.session.get(User, ada.id).disabled_at = clock.now()
        assert not is_signed_in(client)
        ask(client, ada.email)
        assert mails_to(ada.email) == []

    def test_nothing_is_kept_by_caches(self, client: FlaskClient) -> None:
        assert client.get(SIGN_IN).headers["Cache-Control"] == "no-store"


class TestWhereSigningInLeads:
    def test_back_to_the_page_that_asked_for_it(self, client: FlaskClient, ada: User) -> None:
        asked = client.get(TEAM + "?from=mail").location
        client.post(asked, data={"address": ada.email})
        assert enter(client, code_for(ada.email)).location == TEAM + "?from=mail"

    @pytest.mark.parametrize("target", ["https://attacker.invalid/", "//attacker.invalid", "/\\attacker.invalid"])
    def test_never_to_another_server(self, client: FlaskClient, ada: User, target: str) -> None:
        ask(client, ada.email, next=target)
        assert enter(client, code_for(ada.email)).location == "/en/desk/"


class TestSessions:
    def test_a_session_prepared_by_somebody_else_is_not_signed_in_with(self, app: Flask, ada: User) -> None:
        victim, attacker = app.test_client(), app.test_client()
        ask(victim, ada.email)
        planted = victim.get_cookie("undersigned")
        assert planted is not None
        enter(victim, code_for(ada.email))
        attacker.set_cookie("undersigned", planted.value)
        assert not is_signed_in(attacker)

    def test_nothing_from_before_survives_signing_in(self, client: FlaskClient, ada: User) -> None:
        ask(client, ada.email)
        with client.session_transaction() as session:
            session["csrf_token"] = session["organisation"] = session["planted"] = "x"
        enter(client, code_for(ada.email))
        with client.session_transaction() as session:
            assert set(session) == {"_user_id", "_fresh"} | ({"_id"} & set(session))

    def test_signing_out_ends_the_session_and_is_written_down(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert client.post("/en/sign-out").location == SIGN_IN
        assert not is_signed_in(client)
        assert db.session.scalars(select(AuditEvent.action)).all() == ["session:sign_out"]

    def test_a_link_cannot_sign_anybody_out(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert client.get("/en/sign-out").status_code == 405
        assert is_signed_in(client)

    def test_whoever_is_signed_in_already_is_sent_on(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert client.get(SIGN_IN).location == "/en/desk/"

    @pytest.mark.parametrize("path", [SIGN_IN, CODE, "/en/sign-out", "/en/join", TEAM + "/invite"])
    def test_a_post_without_the_forgery_token_does_nothing(
        self, make_app: Callable[..., Flask], ada: User, path: str
    ) -> None:
        app = make_app()
        app.config["WTF_CSRF_ENABLED"] = True
        client = app.test_client()
        sign_in(client, ada)
        data = {"address": "ben@ngo.example", "code": "1", "name": "Ben", "roles": "owner"}
        assert client.post(path, data=data).status_code == 400
        assert db.session.scalar(select(func.count()).select_from(UserInvitation)) == 0
        assert is_signed_in(client)

    def test_with_the_token_from_the_page_signing_in_works(self, make_app: Callable[..., Flask], ada: User) -> None:
        app = make_app()
        app.config["WTF_CSRF_ENABLED"] = True
        client = app.test_client()
        token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get(SIGN_IN).text)
        assert token
        assert client.post(SIGN_IN, data={"address": ada.email, "csrf_token": token[1]}).status_code == 303


class TestTheTeam:
    def test_members_are_listed_with_their_roles(self, client: FlaskClient, ada: User) -> None:
        organisation = acting(ada).organisation_id
        ben = a_user(queries.organisation_of(acting(ada)), Role.REVIEWER, Role.DRAFTER, name="Ben Reviewer")
        assert organisation == acting(ben).organisation_id
        sign_in(client, ben)
        page = client.get(TEAM).text
        assert "Ada Organiser" in page
        assert "Drafter, Reviewer" in page
        assert "Invite a colleague" not in page

    def test_an_owner_invites_a_colleague_who_joins(self, app: Flask, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        data = {"name": "Ben", "address": "ben@ngo.example", "roles": ["drafter", "reviewer"]}
        page = client.post(TEAM + "/invite", data=data, follow_redirects=True).text
        assert "Ben is invited" in page
        assert "ben@ngo.example" in page
        colleague = app.test_client()
        link = link_for("ben@ngo.example")
        answer = colleague.get(link)
        assert (answer.status_code, answer.location) == (303, "/en/join")
        assert "Ben" in colleague.get("/en/join").text
        assert queries.user_by_address("ben@ngo.example") is None
        answer = colleague.post("/en/join", data={"name": "Ben Reviewer"})
        assert (answer.status_code, answer.location) == (303, "/en/desk/")
        assert "Ben Reviewer" in colleague.get(TEAM).text
        assert app.test_client().get(link).status_code == 410

    def test_an_owner_says_where_answers_go(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        refused = client.post(TEAM + "/contact", data={"contact": "office at lantern"}).text
        assert "office at lantern" in refused
        assert queries.organisation_of(acting(ada)).contact == ""
        page = client.post(TEAM + "/contact", data={"contact": "office@lantern.example"}, follow_redirects=True).text
        assert "Answers now go to office@lantern.example." in page

    def test_nobody_but_an_owner_says_where_answers_go(self, client: FlaskClient, ada: User) -> None:
        organisation = queries.organisation_of(acting(ada))
        sign_in(client, a_user(organisation, Role.DRAFTER))
        assert client.post(TEAM + "/contact", data={"contact": "mine@lantern.example"}).status_code == 403
        assert queries.organisation_of(acting(ada)).contact == ""

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_without_the_role_nobody_invites(self, client: FlaskClient, method: str) -> None:
        sign_in(client, a_user(an_organisation(), Role.DRAFTER, Role.REVIEWER, Role.DISPATCHER))
        answer = getattr(client, method)(TEAM + "/invite")
        assert answer.status_code == 403
        assert "Only an owner" in answer.text

    def test_the_form_says_what_is_missing_and_keeps_the_rest(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        page = client.post(TEAM + "/invite", data={"name": "Ben", "address": "ben"}).text
        assert 'value="Ben"' in page
        assert "name@example.org" in page
        assert "Choose at least one role" in page

    def test_a_member_is_not_invited_again(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        data = {"name": "Ada", "address": ada.email, "roles": ["drafter"]}
        assert "in your team already" in client.post(TEAM + "/invite", data=data).text

    def test_an_owner_changes_roles_and_takes_out(self, client: FlaskClient, ada: User) -> None:
        ben = a_user(queries.organisation_of(acting(ada)), Role.DRAFTER, name="Ben")
        sign_in(client, ada)
        path = f"{TEAM}/{ben.id}"
        assert 'value="drafter" checked' in re.sub(r"checked id=\S+|id=\S+ ", "checked ", client.get(path).text) or (
            "checked" in client.get(path).text
        )
        page = client.post(path, data={"roles": ["reviewer"]}, follow_redirects=True).text
        assert "The roles of Ben are saved" in page
        assert "no longer in the team" in client.post(f"{path}/remove", follow_redirects=True).text
        assert client.get(path).status_code == 404

    def test_the_last_owner_is_told_why_the_role_stays(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        answer = client.post(f"{TEAM}/{ada.id}", data={"roles": ["drafter"]})
        assert "needs an owner" in answer.text
        assert client.post(f"{TEAM}/{ada.id}/remove").status_code == 403

    def test_a_withdrawn_invitation_says_what_to_do(self, app: Flask, client: FlaskClient, ada: User) -> None:
        with transaction():
            invitation = joining.invite(acting(ada), Invitee("Ben", "ben@ngo.example", ["drafter"]))
        sign_in(client, ada)
        page = client.post(f"{TEAM}/invitations/{invitation.id}/withdraw", follow_redirects=True).text
        assert "is withdrawn" in page
        answer = app.test_client().get(link_for("ben@ngo.example"))
        assert answer.status_code == 410
        assert "ask the colleague who invited you" in answer.text

    def test_another_organisation_finds_nothing(self, client: FlaskClient, ada: User) -> None:
        with transaction():
            invitation = joining.invite(acting(ada), Invitee("Ben", "ben@ngo.example", ["drafter"]))
        sign_in(client, a_user(an_organisation("Ostoja"), Role.OWNER))
        roles = {"roles": ["drafter"]}
        answers = [
            client.get(f"{TEAM}/{ada.id}"),
            client.post(f"{TEAM}/{ada.id}", data=roles),
            client.post(f"{TEAM}/{ada.id}/remove"),
            client.post(f"{TEAM}/invitations/{invitation.id}/withdraw"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
        page = client.get(TEAM).text
        assert ada.email not in page
        assert "ben@ngo.example" not in page


class TestJoining:
    def test_an_unknown_link_says_what_to_do(self, client: FlaskClient) -> None:
        answer = client.get("/en/join/guessed")
        assert answer.status_code == 404
        assert "sign in with your address" in answer.text

    def test_the_page_without_a_link_says_what_to_do(self, client: FlaskClient) -> None:
        assert client.get("/en/join").status_code == 404
        assert client.post("/en/join", data={"name": "Ben"}).status_code == 404

    def test_opening_the_link_joins_nobody(self, client: FlaskClient, ada: User) -> None:
        with transaction():
            joining.invite(acting(ada), Invitee("Ben", "ben@ngo.example", ["drafter"]))
        link = link_for("ben@ngo.example")
        for _ in range(3):
            assert client.get(link, follow_redirects=True).status_code == 200
        assert queries.user_by_address("ben@ngo.example") is None

    def test_whoever_has_an_account_joins_under_it(self, client: FlaskClient, ada: User) -> None:
        ben = a_user(an_organisation("Ostoja"), Role.OWNER, name="Ben")
        with transaction():
            joining.invite(acting(ada), Invitee("Benny", ben.email, ["drafter"]))
        page = client.get(link_for(ben.email), follow_redirects=True).text
        assert "You have an account" in page
        assert client.post("/en/join").location == "/en/sign-in"
        # The mail may have been forwarded: whoever follows it gets into no account that was there before.
        assert client.get(TEAM).status_code == 303
        sign_in(client, ben)
        with client.session_transaction() as session:
            session["organisation"] = str(ada.memberships[0].organisation_id)
        assert "Lantern" in client.get(TEAM).text
        assert len(db.session.scalars(select(Membership).where(Membership.user_id == ben.id)).all()) == 2

    def test_a_name_is_wanted(self, client: FlaskClient, ada: User) -> None:
        with transaction():
            joining.invite(acting(ada), Invitee("Ben", "ben@ngo.example", ["drafter"]))
        client.get(link_for("ben@ngo.example"))
        assert "Write your name" in client.post("/en/join", data={"name": " "}).text


class TestSeveralOrganisations:
    def test_a_user_switches_between_them(self, client: FlaskClient, ada: User) -> None:
        other = an_organisation("Ostoja")
        with transaction():
            db.session.add(
                Membership(user_id=ada.id, organisation_id=other.id, role=Role.REVIEWER, created_at=clock.now())
            )
        sign_in(client, ada)
        assert "Switch to Ostoja" in client.get(TEAM).text
        client.post("/en/desk/organisation", data={"organisation": str(other.id)})
        page = client.get(TEAM).text
        assert "Switch to Lantern" in page
        assert "Invite a colleague" not in page

    @pytest.mark.parametrize("chosen", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_nobody_switches_to_where_they_do_not_belong(self, client: FlaskClient, ada: User, chosen: str) -> None:
        sign_in(client, ada)
        assert client.post("/en/desk/organisation", data={"organisation": chosen}).status_code == 404

    def test_whoever_belongs_nowhere_any_more_can_still_leave(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        with transaction():
            for row in db.session.scalars(select(Membership)):
                db.session.delete(row)
        assert client.get(TEAM).status_code == 403
        assert client.post("/en/sign-out").status_code == 303


class TestTheCommandLine:
    def test_it_makes_the_first_owner_and_says_how_to_sign_in(self, app: Flask, client: FlaskClient) -> None:
        options = ["--name", "Ada", "--email", "ada@ngo.example", "--organisation", "Lantern"]
        result = app.test_cli_runner().invoke(args=["accounts", "create-owner", *options])
        assert result.exit_code == 0
        assert "http://localhost:8000/en/sign-in" in result.output
        ask(client, "ada@ngo.example")
        assert enter(client, code_for("ada@ngo.example")).status_code == 303
        assert "Invite a colleague" in client.get(TEAM).text

    @pytest.mark.parametrize(
        ("name", "address", "organisation"),
        [("Ada", "ada", "Other"), ("Ada", "ada@ngo.example", "LANTERN"), (" ", "ada@ngo.example", "Other")],
    )
    def test_it_refuses_in_a_sentence_and_changes_nothing(
        self, app: Flask, name: str, address: str, organisation: str
    ) -> None:
        an_organisation("Lantern")
        options = ["--name", name, "--email", address, "--organisation", organisation]
        result = app.test_cli_runner().invoke(args=["accounts", "create-owner", *options])
        assert result.exit_code != 0
        assert "Traceback" not in result.output
        assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_signing_out_ends_a_copied_cookie_too(app: Flask) -> None:
    ada = a_user(an_organisation())
    here, thief = app.test_client(), app.test_client()
    for browser in (here, thief):
        sign_in(browser, ada)
        assert browser.get("/en/desk/").status_code == 200
    here.post("/en/sign-out")
    assert thief.get("/en/desk/").status_code == 303
