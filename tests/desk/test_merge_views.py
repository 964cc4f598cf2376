"""The pages on which an organiser says that two persons are one, and takes it back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.people.merge_models import PersonMerge
from petitions.people.models import Person
from tests import factories

WHY = "The Parliament's page gives both spellings."


@pytest.fixture
def ada(app: Flask, client: FlaskClient) -> User:
    user = factories.a_user(factories.an_organisation())
    factories.sign_in(client, user)
    return user


def own(user: User, surname: str, **who: str) -> Person:
    person = factories.a_member("Ona", surname, **who)
    return factories.changed(person, organisation_id=factories.acting(user).organisation_id)


def said() -> list[PersonMerge]:
    return list(db.session.scalars(select(PersonMerge).order_by(PersonMerge.merged_at)))


def page_of(person: Person) -> str:
    return f"/en/desk/people/{person.id}"


def merge(client: FlaskClient, kept: Person, other: Person, /, **data: str):
    where = f"{page_of(kept)}/same/{other.id}"
    seen = " ".join(sorted((str(kept.id), str(other.id))))
    return client.post(where, data={"seen": seen, "kept": str(kept.id), "because": WHY, **data})


def test_two_entries_are_found_compared_merged_and_parted_again(client: FlaskClient, ada: User) -> None:
    kept, other = own(ada, "Testova"), own(ada, "Testowa", group="EPP")
    case = factories.a_case(db.session.get_one(User, ada.id).memberships[0].organisation)
    factories.a_signature(factories.a_campaign(case, "collecting", author=ada), other)
    assert "Find the other entry" in client.get(page_of(kept)).text
    find = client.get(f"{page_of(kept)}/same").text
    assert f"{page_of(kept)}/same/{other.id}" in find
    assert "Nobody else on your register bears this name." in client.get(f"{page_of(kept)}/same?text=Nemo").text
    assert "Testowa" in client.get(f"{page_of(kept)}/same?text=testowa").text
    compared = client.get(f"{page_of(kept)}/same/{other.id}").text
    assert "European Parliament, Lithuania, Renew Europe" in compared
    address = db.session.get_one(Person, other.id).addresses[0].address
    assert address not in compared
    assert address.partition("@")[2] in compared
    assert merge(client, kept, other).headers["Location"].endswith(page_of(kept))
    assert merge(client, kept, other).headers["Location"].endswith(page_of(kept)), "a second press shows the person"
    assert len(said()) == 1
    page = client.get(page_of(kept)).text
    assert "One person, entered more than once" in page
    assert "said Ada Organiser on" in page
    assert "as <bdi>Ona Testowa</bdi>" in page
    assert "Of the entry" in page
    assert client.get(page_of(other)).headers["Location"].endswith(page_of(kept))
    undo = f"/en/desk/people/merges/{said()[0].id}/undo"
    assert undo in page
    assert "Say why, in a few words." in client.post(undo, data={}).text
    done = client.post(undo, data={"because": "Two seats."}, follow_redirects=True).text
    assert "They are two persons again" in done
    assert "One person, entered more than once" not in done
    assert client.get(page_of(other)).status_code == 200
    assert "Two seats." in client.get(undo).text
    assert client.post(undo, data={"because": "Again."}).status_code == 409


def test_the_other_one_may_be_kept(client: FlaskClient, ada: User) -> None:
    one, other = own(ada, "Testova"), own(ada, "Testowa")
    merge(client, one, other, kept=str(other.id))
    assert (said()[0].kept_id, said()[0].merged_id) == (other.id, one.id)


def test_without_choice_or_reason_nothing_is_merged_and_what_was_typed_stays(client: FlaskClient, ada: User) -> None:
    one, other = own(ada, "Testova"), own(ada, "Testowa")
    assert "Say how you know" in merge(client, one, other, because="").text
    refused = merge(client, one, other, kept="nonsense")
    assert (refused.status_code, "Testova" in refused.text, "gives both spellings" in refused.text) == (422, True, True)
    assert said() == []


def test_a_page_made_before_another_merge_is_refused_and_shows_the_third(client: FlaskClient, ada: User) -> None:
    one, other, third = own(ada, "Testova"), own(ada, "Testowa"), own(ada, "Anders")
    merge(client, one, third)
    stale = merge(client, one, other)
    assert stale.status_code == 409
    assert "Compare them anew." in stale.text
    assert "Ona Anders" in stale.text
    assert WHY.partition("'")[0] in stale.text
    assert len(said()) == 1


def test_the_server_s_register_is_only_read_and_says_so(client: FlaskClient, ada: User) -> None:
    server, mine = factories.a_member(), own(ada, "Testova")
    assert "Find the other entry" not in client.get(page_of(server)).text
    for where in (f"{page_of(server)}/same", f"{page_of(mine)}/same/{server.id}"):
        refused = client.get(where)
        assert (refused.status_code, "stands on the server’s register" in refused.text) == (409, True)


def test_only_owners_and_drafters_merge(client: FlaskClient, ada: User) -> None:
    one, other = own(ada, "Testova"), own(ada, "Testowa")
    factories.a_merge(ada, one, own(ada, "Anders"))
    organisation = db.session.get_one(User, ada.id).memberships[0].organisation
    factories.sign_in(client, factories.a_user(organisation, "reviewer", name="Rea Viewer"))
    assert merge(client, one, other).status_code == 403
    assert client.get(f"{page_of(one)}/same").status_code == 403
    undo = f"/en/desk/people/merges/{said()[0].id}/undo"
    assert client.post(undo, data={"because": "No."}).status_code == 403
    page = client.get(page_of(one)).text
    assert "One person, entered more than once" in page
    assert undo not in page


def test_an_invited_pair_is_listed_once_to_be_invited(client: FlaskClient, ada: User) -> None:
    kept, other = own(ada, "Testova"), own(ada, "Testowa")
    organisation = db.session.get_one(User, ada.id).memberships[0].organisation
    campaign = factories.a_campaign(factories.a_case(organisation), "collecting", author=ada)
    factories.an_invitation(campaign, other)
    factories.a_merge(ada, kept, other)
    page = client.get(f"/en/desk/campaigns/{campaign.id}/invitations/new?text=testowa").text
    assert (page.count("Ona Testova"), "Ona Testowa" in page) == (1, False)
    assert f'value="{kept.id}"' not in page
    posted = client.post(
        f"/en/desk/campaigns/{campaign.id}/invitations/new", data={"person": [str(kept.id), str(other.id)]}
    ).text
    assert "Ona Testowa was invited before." in posted
