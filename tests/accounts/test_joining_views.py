"""A link invites; only its holder's own answer joins."""

from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts import joining, queries
from petitions.accounts.joining import Invitee
from petitions.accounts.models import Membership, Role, User
from petitions.core.db import db, transaction
from tests.accounts.scene import TEAM
from tests.factories import a_user, acting, an_organisation, sign_in
from tests.support.mailbox import link_for


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
