"""Owners invite colleagues and give roles; nobody else does, and no other organisation sees it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts import joining, queries
from petitions.accounts.joining import Invitee
from petitions.accounts.models import Membership, Role, User
from petitions.core import clock
from petitions.core.db import db, transaction
from tests.accounts.scene import TEAM
from tests.factories import a_user, acting, an_organisation, sign_in
from tests.support.mailbox import link_for


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
