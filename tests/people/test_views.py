"""Search, import and a person's page, as an organiser's browser meets them."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from petitions.accounts.models import User
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.people.models import Person, Roster
from petitions.people.service import import_roster
from petitions.signing.models import Invitation
from petitions.signing.states import InvitationState
from tests.factories import (
    a_campaign,
    a_case,
    a_user,
    acting,
    an_invitation,
    an_organisation,
    sign_in,
)
from tests.people.rosters import csv_file, member
from tests.support.shared import shared

PARLIAMENT = "european_parliament"
SPRING, SUMMER = date(2025, 3, 1), date(2025, 6, 1)
MARTA = member("900001", first_name="Marta", last_name="ÅKERBLÅD", country="se", eugroup="Renew")
JONAS = member("900002", first_name="Jonas", last_name="VAN DER TESTEN", country="nl", eugroup="Verts/ALE")


@pytest.fixture
def user(app: Flask, client: FlaskClient) -> User:
    user = a_user(an_organisation())
    sign_in(client, user)
    return user


def imported(*lines: str, on: date = SPRING, actor: Actor = COMMAND_LINE) -> Roster:
    with transaction():
        return import_roster(actor, csv_file(*lines), "members.csv", PARLIAMENT, on)


def words(response: TestResponse) -> str:
    """What the page says, without tags."""
    body = re.sub(r"<(head|select)\b.*?</\1>", " ", response.text, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def upload(client: FlaskClient, data: bytes, **changes: str) -> TestResponse:
    answers = {"body": PARLIAMENT, "as_of": "2025-03-01", "file": (BytesIO(data), "members.csv"), **changes}
    return client.post("/en/desk/people/import", data=answers, content_type="multipart/form-data")


def confirm(client: FlaskClient, draft: TestResponse) -> TestResponse:
    """Look at what the upload would change, and import it."""
    page = client.get(draft.location).text
    return client.post(draft.location, data={"seal": re.search(r'name="seal"[^>]*value="(\w+)"', page)[1]})


def the(surname: str) -> Person:
    return db.session.scalars(select(Person).where(Person.surname == surname)).one()


def person_page(client: FlaskClient, surname: str = "ÅKERBLÅD") -> str:
    return words(client.get(f"/en/desk/people/{the(surname).id}"))


def test_the_search_says_who_is_meant_and_where_that_is_known_from(client: FlaskClient, user: User) -> None:
    imported(MARTA, JONAS)
    page = client.get("/en/desk/people/?text=marta+akerblad")
    said = words(page)
    assert "1 person" in said
    assert "Marta ÅKERBLÅD clear match Sweden Renew European Parliament, as of 1 March 2025" in said
    assert "Jonas" not in said
    assert f'href="/en/desk/people/{the("ÅKERBLÅD").id}"' in page.text
    assert 'value="marta akerblad"' in page.text


def test_julia_ward_is_nobody_on_the_real_roster_and_the_words_are_said(client: FlaskClient, user: User) -> None:
    path = shared("rosters/mep_term9_2023-07-14.csv")
    with transaction():
        import_roster(COMMAND_LINE, path.read_bytes(), path.name, PARLIAMENT, date(2023, 7, 14))
    page = client.get("/en/desk/people/?text=Julia+Ward")
    assert "<h2>Nobody on this roster</h2>" in page.text
    assert "You searched for Julia Ward ." in words(page)
    assert '<th scope="row"><a href="/en/desk/people/' not in page.text.split("<h2>Rosters</h2>")[0]


def test_filters_without_a_name_list_all_who_fit_page_by_page(client: FlaskClient, user: User) -> None:
    many = [
        member(f"9001{number:02}", last_name=f"TESTEN{chr(65 + number % 26)}{'x' * (number // 26 + 1)}")
        for number in range(60)
    ]
    imported(*many, JONAS)
    first = client.get("/en/desk/people/?country=SE&group=Renew")
    assert "60 people" in words(first)
    assert "Page 1 of 2" in words(first)
    assert 'href="/en/desk/people/?country=SE&amp;group=Renew&amp;page=2"' in first.text
    assert "TESTENZxx" not in words(first)
    assert "TESTENZxx" in words(client.get("/en/desk/people/?country=SE&group=Renew&page=2"))
    assert "1 person" in words(client.get("/en/desk/people/?country=NL"))


@pytest.mark.parametrize(
    "query",
    ["?page=x", "?text=a&page=0", "?text=%00", "?body=senate", "?body=%00", "?group=%3Cb%3E", f"?text={'x' * 3000}"],
)
def test_no_search_gives_a_server_error(client: FlaskClient, user: User, query: str) -> None:
    imported(MARTA)
    assert client.get(f"/en/desk/people/{query}").status_code == 200


def test_without_a_roster_the_search_says_so(client: FlaskClient, user: User) -> None:
    assert "No roster has been imported yet." in words(client.get("/en/desk/people/"))
    assert "There is no roster to search yet." in words(client.get("/en/desk/people/?text=Marta"))


def test_who_left_is_shown_with_the_roster_that_lacks_them(client: FlaskClient, user: User) -> None:
    imported(MARTA, JONAS)
    imported(JONAS, on=SUMMER)
    assert "Not on the roster of 1 June 2025" in words(client.get("/en/desk/people/?text=akerblad"))
    assert "Not on the roster" not in words(client.get("/en/desk/people/?text=testen"))


def test_an_upload_leads_to_what_was_taken_and_what_waits(client: FlaskClient, user: User) -> None:
    answer = confirm(client, upload(client, csv_file(MARTA, JONAS.replace("@europarl.europa.eu", "@gmail.com"))))
    assert answer.status_code == 303
    said = words(client.get(answer.location))
    assert "The roster is imported." in said
    assert "Taken 1 Waiting 1 File members.csv" in said
    assert "3 Jonas VAN DER TESTEN m…2@gmail.com.example lies outside europarl.europa.eu." in said
    assert "Marta ÅKERBLÅD Sweden Renew" in said
    assert the("ÅKERBLÅD").organisation_id == acting(user).organisation_id


def test_the_same_upload_again_changes_nothing_and_says_so(client: FlaskClient, user: User) -> None:
    first = confirm(client, upload(client, csv_file(MARTA))).location
    draft = upload(client, csv_file(MARTA))
    assert "Nothing changes This very file was imported before" in words(client.get(draft.location))
    again = confirm(client, draft).location
    assert again == first
    assert "This file was imported before. Nothing was changed." in words(client.get(again))


@pytest.mark.parametrize(
    ("data", "changes", "complaint"),
    [
        (b"PK\x03\x04", {}, "members.csv is an archive without a spreadsheet in it, or cut off."),
        (
            csv_file(MARTA.replace("Marta", "=1+1")),
            {},
            "Line 2 of members.csv, column “first_name”: “=1+1” is a formula.",
        ),
        (csv_file(MARTA), {"as_of": ""}, "Enter the day on which the roster was true, as 2023-07-14."),
        (csv_file(MARTA), {"as_of": "14.7.2023"}, "Enter the day on which the roster was true, as 2023-07-14."),
        (csv_file(MARTA), {"as_of": str(today() + timedelta(days=2))}, "A roster can't be dated in the future."),
        (csv_file(MARTA), {"body": "senate"}, "Choose one of those listed"),
        (b"", {"file": ""}, "Choose the roster file."),
    ],
)
def test_a_bad_upload_is_refused_beside_its_field_and_changes_nothing(
    client: FlaskClient, user: User, data: bytes, changes: dict[str, str], complaint: str
) -> None:
    answer = upload(client, data, **changes)
    assert answer.status_code == 200
    assert 'class="field wrong"' in answer.text
    for part in complaint.split(", "):
        assert part in words(answer)
    assert db.session.scalar(select(func.count()).select_from(Roster)) == 0


def test_only_owners_and_drafters_import(app: Flask, client: FlaskClient) -> None:
    sign_in(client, a_user(an_organisation(), "reviewer", "dispatcher"))
    assert "/people/import" not in client.get("/en/desk/people/").text
    assert client.get("/en/desk/people/import").status_code == 403
    assert upload(client, csv_file(MARTA)).status_code == 403
    assert db.session.scalar(select(func.count()).select_from(Roster)) == 0


def test_keeping_addresses_is_offered_in_production_only(client: FlaskClient, user: User) -> None:
    page = client.get("/en/desk/people/import")
    assert "keep_addresses" not in page.text
    assert "Addresses become .example on the way in" in words(page)
    confirm(client, upload(client, csv_file(MARTA), keep_addresses="y"))
    assert db.session.scalars(select(Roster)).one().addresses_rewritten


def test_another_organisations_register_is_404(client: FlaskClient, user: User) -> None:
    stranger = acting(a_user(an_organisation("Beacon")))
    roster = imported(MARTA, actor=stranger)
    assert client.get(f"/en/desk/people/rosters/{roster.id}").status_code == 404
    assert client.get(f"/en/desk/people/{the('ÅKERBLÅD').id}").status_code == 404
    assert "Nobody on this roster" not in client.get("/en/desk/people/").text
    assert "ÅKERBLÅD" not in client.get("/en/desk/people/?text=akerblad").text


def test_a_persons_page_shows_mandates_with_windows_and_the_masked_address(client: FlaskClient, user: User) -> None:
    imported(MARTA)
    imported(MARTA.replace("Renew", "EPP"), on=SUMMER)
    said = person_page(client)
    assert "Renew Europe 2 July 2019 1 March 2025 changed between 1 March and 1 June 2025" in said
    assert "European People's Party 2 July 2019 1 June 2025 nothing newer is known" in said
    assert "m…1@europarl.europa.eu.example" in said
    assert "member900001" not in said
    assert "Known from European Parliament, as of 1 March 2025" in said
    imported(JONAS, on=today())
    assert "left between 1 June 2025 and" in person_page(client)


def test_a_persons_page_shows_what_this_organisation_asked_and_nothing_of_others(
    client: FlaskClient, user: User
) -> None:
    imported(MARTA)
    own = a_campaign(a_case(user.memberships[0].organisation), "collecting")
    foreign = a_campaign(a_case(an_organisation("Beacon")), "collecting")
    invitation, _ = an_invitation(own, the("ÅKERBLÅD"))
    an_invitation(foreign, the("ÅKERBLÅD"))
    page = client.get(f"/en/desk/people/{the('ÅKERBLÅD').id}")
    assert "Let her stay invited, no answer yet" in words(page)
    assert 'aria-current="page">People' in page.text
    assert f"/desk/campaigns/{own.id}" in page.text
    assert str(foreign.id) not in page.text
    with transaction() as session:
        kept = session.get_one(Invitation, invitation.id)
        kept.state, kept.declined_at = InvitationState.DECLINED, now()
    assert "Let her stay declined" in person_page(client)


def test_a_person_never_asked_says_so(client: FlaskClient, user: User) -> None:
    imported(MARTA)
    assert "Your organisation has not asked this person for anything yet." in person_page(client)


@pytest.mark.parametrize("path", ["", "import", "rosters/{id}", "{id}"])
def test_a_stranger_is_sent_to_sign_in(app: Flask, client: FlaskClient, path: str) -> None:
    roster = imported(MARTA)
    answer = client.get(f"/en/desk/people/{path.format(id=roster.id)}")
    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_what_would_change_is_shown_before_anything_does(client: FlaskClient, user: User) -> None:
    imported(MARTA, JONAS, actor=acting(user))
    draft = upload(client, csv_file(MARTA.replace("Renew", "EPP")), as_of="2025-06-01")
    said = words(client.get(draft.location))
    assert "New 0 Left 1 Another group or country 1" in said
    assert "Marta ÅKERBLÅD Sweden Renew EPP" in said
    assert db.session.scalar(select(func.count()).select_from(Roster)) == 1
    answer = client.post(draft.location, data={"seal": "another"})
    assert answer.status_code == 409
    assert "The register has changed since this page was made." in words(answer)
    assert "Uploaded and not decided" in words(client.get("/en/desk/people/import"))
    gone = client.post(f"{draft.location}/discard")
    assert "The upload is discarded." in words(client.get(gone.location))
    assert client.get(draft.location).status_code == 404


def test_a_strange_table_leads_to_what_its_columns_hold(client: FlaskClient, user: User) -> None:
    data = "Surname;First name;Klub\nTESTOWSKA;Ona;Niezależni\n".encode()
    draft = upload(client, data, body="national_parliament")
    columns = client.get(draft.location).location
    page = client.get(columns)
    assert "TESTOWSKA Ona Niezależni" in words(page)
    assert '<option selected value="0">Surname</option>' in page.text
    wrong = client.post(columns, data={"last_name": "0", "first_name": "0", "group": "2", "name_order": "capitals"})
    assert wrong.status_code == 422
    assert "This column is chosen twice." in words(wrong)
    assert "Choose the column of the country, or one country for everyone." in words(wrong)
    chosen = {"last_name": "0", "first_name": "1", "group": "2", "same_country": "PL", "name_order": "capitals"}
    assert client.post(columns, data=chosen).status_code == 303
    assert "New 1 Left not known from this list" in words(client.get(draft.location))
    assert "Ona TESTOWSKA Poland Niezależni" in words(client.get(confirm(client, draft).location))
