"""Organisations that sign, as an organiser's browser meets them."""

import re
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from petitions.accounts.models import User
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.db import db
from petitions.people.organisations.models import CoalitionMember, RegisteredOrganisation, Representative
from tests.factories import a_user, acting, an_organisation, sign_in
from tests.people.organisations.registered import a_coalition, a_representative, an_ngo

HOME = "/en/desk/people/organisations/"
TYPED = {"name": "Meridian Bridge Legal Aid", "kind": "organisation", "country": "EE", "domains": "www.bridge.example"}


@pytest.fixture
def user(app: Flask, client: FlaskClient) -> User:
    user = a_user(an_organisation())
    sign_in(client, user)
    return user


@pytest.fixture
def actor(user: User) -> Actor:
    return acting(user)


def words(response: TestResponse) -> str:
    """What the page says, without tags."""
    body = re.sub(r"<(head|select)\b.*?</\1>", " ", response.text, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def count() -> int | None:
    return db.session.scalar(select(func.count()).select_from(RegisteredOrganisation))


def hidden(page: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}" type="hidden" value="([^"]*)"', page.text)
    assert found, name
    return found[1]


def test_the_people_page_leads_to_organisations_and_to_groups(client: FlaskClient, user: User) -> None:
    page = client.get("/en/desk/people/")
    assert f'href="{HOME}"' in page.text
    said = words(client.get("/en/desk/people/bodies/"))
    assert "S&D Progressive Alliance of Socialists and Democrats" in said
    assert "Andorra AD 10 November 1994 not verified Given as 10 October and as 10 November." in said
    assert "SOC Socialists, Democrats and Greens Group Printed in 2017 to 2022. not known not known" in said
    assert "Political groups' secretariats" not in said


def test_an_organisation_is_added_and_shown(client: FlaskClient, user: User) -> None:
    answer = client.post(HOME + "new", data={**TYPED, "head_name": "Solveig Test", "head_title": "President"})
    assert answer.status_code == 303
    said = words(client.get(answer.location))
    assert "Meridian Bridge Legal Aid" in said
    assert "Own domains bridge.example" in said
    assert "Solveig Test , President" in said
    assert "Nobody is registered who may sign for it." in said
    assert "1 organisation Name" in words(client.get(HOME + "?text=bridge+meridian&country=EE"))


def test_one_on_file_is_shown_before_another_is_added(client: FlaskClient, actor: Actor) -> None:
    known = an_ngo(actor, "Bridge House", domains=("bridge.example",))
    asked = client.post(HOME + "new", data=TYPED)
    assert asked.status_code == 409
    assert "This may be on file already." in words(asked)
    assert f'href="{HOME}{known.id}"' in asked.text
    assert 'value="Meridian Bridge Legal Aid"' in asked.text
    assert client.post(HOME + "new", data={**TYPED, "sure": "y"}).status_code == 303
    assert count() == 2


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": ""}, "Enter the name of the organisation."),
        ({"name": "?!"}, "Enter a name with letters or digits."),
        ({"domains": "gmail.com"}, "gmail.com is open to everybody"),
        ({"domains": "bridge"}, "“bridge” is no domain."),
        ({"kind": "party"}, "Choose one of those listed"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    client: FlaskClient, user: User, changes: dict[str, str], complaint: str
) -> None:
    answer = client.post(HOME + "new", data={**TYPED, "abbreviation": "MBLA", **changes})
    assert answer.status_code == 422
    assert complaint in words(answer)
    assert 'value="MBLA"' in answer.text
    assert count() == 0


def test_an_edit_shows_what_is_on_file_and_a_stale_one_what_is_stored(client: FlaskClient, actor: Actor) -> None:
    made = an_ngo(actor, domains=("bridge.example",), abbreviation="MBLA")
    page = client.get(f"{HOME}{made.id}/edit")
    assert 'value="bridge.example"' in page.text
    data = {**TYPED, "abbreviation": "MB", "revision": hidden(page, "revision")}
    assert client.post(f"{HOME}{made.id}/edit", data=data).status_code == 303
    stale = client.post(f"{HOME}{made.id}/edit", data={**data, "abbreviation": "MBX"})
    assert stale.status_code == 409
    assert "Abbreviation MB" in words(stale)


def test_a_representative_is_registered_by_one_and_confirmed_by_another(
    app: Flask, client: FlaskClient, user: User, actor: Actor
) -> None:
    made = an_ngo(actor, domains=("bridge.example",))
    typed = {
        "name": "Solveig Test",
        "capacity": "Director",
        "email": "solveig@elsewhere.example",
        "authority_from": "2026-03-01",
        "evidence": "Statutes, article 12",
        "source": "Court register",
    }
    assert client.post(f"{HOME}{made.id}/representatives/new", data=typed).status_code == 303
    page = client.get(f"{HOME}{made.id}")
    said = words(page)
    assert "waits for a second person since 1 March 2026" in said
    assert "s…g@elsewhere.example outside its own domains" in said
    assert "/confirm" not in page.text
    representative = db.session.scalars(select(Representative)).one()
    confirm = f"{HOME}{made.id}/representatives/{representative.id}/confirm"
    assert client.get(confirm).status_code == 403
    second = app.test_client()
    sign_in(second, a_user(user.memberships[0].organisation, "reviewer", name="Second Organiser"))
    assert confirm in second.get(f"{HOME}{made.id}").text
    assert "solveig@elsewhere.example" in words(second.get(confirm))
    assert "outside the organisation’s own domains" in words(second.get(confirm))
    assert second.post(confirm).status_code == 303
    said = words(client.get(f"{HOME}{made.id}"))
    assert "may sign since 1 March 2026" in said
    assert "Registered by Ada Organiser, confirmed by Second Organiser." in said
    end = {"last_day": "2026-03-31"}
    assert client.post(f"{HOME}{made.id}/representatives/{representative.id}/end", data=end).status_code == 303
    assert "ended 1 March 2026 to 31 March 2026" in words(client.get(f"{HOME}{made.id}"))


def test_a_head_is_named_and_the_term_ended(client: FlaskClient, actor: Actor) -> None:
    made = an_ngo(actor)
    assert "Nobody is on file as its head." in words(
        client.post(f"{HOME}{made.id}/head/end", data={"last_day": "2026-06-30"})
    )
    named = {"name": "Solveig Test", "title": "President", "since": "2026-03-01"}
    assert client.post(f"{HOME}{made.id}/head", data=named).status_code == 303
    assert "Meridian Bridge Legal Aid Solveig Test 0" in words(client.get(HOME))
    assert client.post(f"{HOME}{made.id}/head/end", data={"last_day": "2026-06-30"}).status_code == 303
    assert "Solveig Test , President 1 March 2026 to 30 June 2026" in words(client.get(f"{HOME}{made.id}"))


def test_a_representative_needs_days_evidence_and_a_source(client: FlaskClient, actor: Actor) -> None:
    made = an_ngo(actor)
    answer = client.post(f"{HOME}{made.id}/representatives/new", data={"name": "Solveig Test", "email": "x"})
    assert answer.status_code == 422
    for complaint in ("Enter the first day.", "Say in words what proves the authority.", "Write the address like"):
        assert complaint in words(answer)


def test_members_join_and_leave_a_coalition(client: FlaskClient, actor: Actor) -> None:
    bridge, coalition = an_ngo(actor), a_coalition(actor)
    new = f"{HOME}{coalition.id}/members/new"
    assert client.post(new, data={"member_id": str(bridge.id), "since": "2026-01-05"}).status_code == 303
    assert client.post(new, data={"name": "Zholdas"}).status_code == 303
    assert "one of the two" in words(client.post(new, data={"member_id": str(bridge.id), "name": "Zholdas"}))
    assert "Zholdas is a member already." in words(client.post(new, data={"name": "ZHOLDAS"}))
    said = words(client.get(f"{HOME}{coalition.id}"))
    assert "Meridian Bridge Legal Aid since 5 January 2026 Take off" in said
    assert "Zholdas known by name only days not stated" in said
    assert "Member of Open Courts Coalition" in words(client.get(f"{HOME}{bridge.id}"))
    member = db.session.scalars(select(CoalitionMember).where(CoalitionMember.member_id == bridge.id)).one()
    leave = f"{HOME}{coalition.id}/members/{member.id}/end"
    assert "began after this day" in words(client.post(leave, data={"how": "left", "last_day": "2025-12-31"}))
    assert client.post(leave, data={"how": "left", "last_day": "2026-06-30"}).status_code == 303
    assert "5 January 2026 to 30 June 2026" in words(client.get(f"{HOME}{coalition.id}"))


def test_a_list_is_shown_first_and_imported_once_seen(client: FlaskClient, actor: Actor) -> None:
    an_ngo(actor, "Zholdas")
    text = "Meridian Bridge Legal Aid, Estonia\nZholdas\nMeridian Bridge Legal Aids\n<b>"
    shown = client.post(HOME + "import", data={"text": text})
    assert shown.status_code == 200
    assert "1 new 1 known 1 doubtful 1 unreadable" in words(shown)
    said = "3 Meridian Bridge Legal Aids organisation The name is like that on line 1. It is another: take it"
    assert said in words(shown)
    assert count() == 1
    seen = {"text": text, "seen": hidden(shown, "seen")}
    done = client.post(HOME + "import", data={**seen, "also": "3"})
    assert done.status_code == 303
    assert "2 organisations are imported." in words(client.get(done.location))
    stale = client.post(HOME + "import", data=seen)
    assert stale.status_code == 409
    assert "has changed since this was shown" in words(stale)
    assert "Import the organisations" not in words(stale)
    assert count() == 3


def test_an_uploaded_file_takes_the_place_of_what_is_written(client: FlaskClient, user: User) -> None:
    data = {"text": "Zholdas", "file": (BytesIO("name;country\r\nŁódź House;PL\r\n".encode("utf-16")), "list.csv")}
    shown = client.post(HOME + "import", data=data, content_type="multipart/form-data")
    assert "2 Łódź House organisation, Poland" in words(shown)
    text = "name;country\r\nŁódź House;PL"
    again = client.post(HOME + "import", data={"text": text, "seen": hidden(shown, "seen")})
    assert again.status_code == 303
    assert count() == 1


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"text": ""}, "The list is empty."),
        ({"text": "x\n" * 2500}, "more than 2000 lines"),
        ({"file": (BytesIO(b"PK\x03\x04"), "list.xlsx")}, "is an archive without a spreadsheet"),
        ({"file": (BytesIO(b"Lantern\x00 Network\n"), "list.csv")}, "not a text file"),
    ],
)
def test_a_list_that_cant_be_read_is_refused_in_words(
    client: FlaskClient, user: User, data: dict[str, object], complaint: str
) -> None:
    answer = client.post(HOME + "import", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert complaint in words(answer)
    assert count() == 0


def test_reviewers_read_and_change_nothing(app: Flask, client: FlaskClient, actor: Actor) -> None:
    made = an_ngo(actor)
    reviewer = app.test_client()
    organisation = db.session.get_one(User, actor.id).memberships[0].organisation
    sign_in(reviewer, a_user(organisation, "reviewer"))
    assert "Add an organisation" not in words(reviewer.get(HOME))
    for path in ("new", "import", f"{made.id}/edit", f"{made.id}/head", f"{made.id}/members/new"):
        assert reviewer.get(HOME + path).status_code == 403
    assert "Edit" not in words(reviewer.get(f"{HOME}{made.id}"))


def test_the_servers_register_is_shown_to_all_and_changed_by_none(client: FlaskClient, user: User) -> None:
    servers = an_ngo(COMMAND_LINE)
    page = client.get(f"{HOME}{servers.id}")
    assert "only its operator changes" in words(page)
    assert "Seen by everyone here" in words(page)
    assert client.get(f"{HOME}{servers.id}/edit").status_code == 403


def test_another_organisations_things_are_404(app: Flask, client: FlaskClient, user: User) -> None:
    stranger = acting(a_user(an_organisation("Beacon")))
    made = an_ngo(stranger)
    representative = a_representative(stranger, made)
    own = an_ngo(acting(user), "Zholdas")
    paths = ("", "/edit", "/head", "/representatives/new", f"/representatives/{representative.id}/end")
    assert {client.get(f"{HOME}{made.id}{path}").status_code for path in paths} == {404}
    assert client.get(f"{HOME}{own.id}/representatives/{representative.id}/end").status_code == 404
    assert "Meridian" not in words(client.get(HOME))


@pytest.mark.parametrize("query", ["?page=x", "?text=%00", "?kind=%3Cb%3E", "?country=QQQ", f"?text={'x' * 3000}"])
def test_no_search_gives_a_server_error(client: FlaskClient, actor: Actor, query: str) -> None:
    an_ngo(actor)
    assert client.get(HOME + query).status_code == 200
