"""The organiser's way from closing a declaration to the published list, as the browser sees it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role, User
from petitions.core.clock import today
from petitions.dispatch.lodging import queries
from tests.dispatch.lodging.declaration import Declaration, a_pace_member, days, without
from tests.dispatch.scene import change
from tests.factories import a_user, an_invitation, an_organisation, sign_in
from tests.support.pdf import words_of


def desk(declaration: Declaration, page: str = "") -> str:
    return f"/en/desk/campaigns/{declaration.campaign.id}{page}"


@pytest.fixture
def as_user(app: Flask) -> Callable[[User], FlaskClient]:
    def browser(user: User) -> FlaskClient:
        client = app.test_client()
        sign_in(client, user)
        return client

    return browser


@pytest.fixture
def lodged(ready: Declaration) -> Declaration:
    ready.lodge()
    return ready


class TestSheet:
    def test_the_way_leads_from_closing_over_the_sheet_to_the_record(self, declaration: Declaration, as_user) -> None:
        ada, ben = as_user(declaration.ada), as_user(declaration.ben)
        board = ada.get(desk(declaration)).text
        assert "No addressee is valid" not in board
        assert "Choose addressees" not in board
        closed = ada.post(desk(declaration, "/close"))
        assert closed.location == desk(declaration, "/lodging/sheet")
        assert "Another person must confirm" in ada.get(desk(declaration, "/lodging/sheet")).text
        page = ben.get(desk(declaration, "/lodging/sheet")).text
        assert "Ms Ona ABATEST, Lithuania, SOC ;" in page
        seen = page.split('name="seen" type="hidden" value="')[1][:64]
        assert "Confirm the lodging sheet" in ben.get(desk(declaration)).text
        assert ben.post(desk(declaration, "/lodging/sheet"), data={"seen": seen}).location == desk(
            declaration, "/lodging"
        )
        board = ben.get(desk(declaration)).text
        assert "Ready to lodge" in board
        assert "Record the lodging" in board
        assert "Reopen for signature" in ada.get(desk(declaration)).text

    def test_the_pdf_has_the_words_and_a_place_for_each_hand(self, ready: Declaration, as_user) -> None:
        client = as_user(ready.ada)
        sheet = client.get(desk(ready, "/lodging/sheet.pdf"))
        assert sheet.data == ready.lodging.pdf
        words = words_of(sheet.data)
        assert "commits only those who have signed it" in words
        assert "Ms Ona ABATEST, Lithuania, SOC" in words
        assert words.count("Signature") >= 20
        assert "Lantern" not in words
        text = client.get(desk(ready, "/lodging/sheet.txt"))
        assert text.mimetype == "text/plain"
        assert ready.lodging.lines in text.text

    def test_whose_honorific_is_missing_is_said_and_none_is_made_up(self, declaration: Declaration, as_user) -> None:
        declaration.sign(honorific="")
        declaration.close()
        page = as_user(declaration.ben).get(desk(declaration, "/lodging/sheet")).text
        assert "No honorific is on file" in page
        assert "\nUta ZUTEST, Lithuania, SOC" in page

    def test_who_is_not_to_be_printed_is_named_as_left_off(self, declaration: Declaration, as_user) -> None:
        declaration.sign(consents=())
        declaration.close()
        page = as_user(declaration.ben).get(desk(declaration, "/lodging/sheet")).text
        assert "Not on the sheet" in page
        assert "Uta Zutest" in page
        assert "ZUTEST" not in page

    def test_the_page_of_sending_leads_to_the_sheet(self, declaration: Declaration, as_user) -> None:
        declaration.close()
        assert as_user(declaration.ben).get(desk(declaration, "/send")).location == desk(declaration, "/lodging/sheet")


class TestRecords:
    LODGED = {"handed_in_by": "Mart Betest", "table_office": "Table Office", "evidence": "Stamped copy"}  # noqa: RUF012
    TABLED = {"number": "999", "document": "99999", "title": "Let her stay", "revision": "2"}  # noqa: RUF012

    def test_lodged_is_never_called_sent_or_tabled(self, ready: Declaration, as_user) -> None:
        client = as_user(ready.ben)
        form = {**self.LODGED, "lodged_on": today().isoformat(), "revision": "1"}
        assert client.post(desk(ready, "/lodging/record"), data=form).status_code == 303
        board = client.get(desk(ready)).text
        assert "Lodged" in board
        assert "Tabled as" not in board
        assert ">Sent<" not in board
        assert "Record the publication" in board
        assert "Stamped copy" in client.get(desk(ready, "/lodging")).text
        assert client.get(desk(ready, "/dispatch")).location == desk(ready, "/lodging")

    def test_what_is_wrong_stands_beside_the_field_and_is_kept(self, ready: Declaration, as_user) -> None:
        client = as_user(ready.ben)
        refused = client.post(desk(ready, "/lodging/record"), data={**self.LODGED, "revision": "1"})
        assert refused.status_code == 422
        assert "Enter the day on which it was lodged." in refused.text
        assert "Stamped copy" in refused.text

    def test_a_publication_is_pasted_and_then_it_is_tabled(self, lodged: Declaration, as_user) -> None:
        client = as_user(lodged.ben)
        lines = without(lodged.lodging.lines, "Betest") + " ; Mr Jan ANDERTEST, Czech Republic, ALDE"
        form = {**self.TABLED, "tabled_on": today().isoformat(), "names": lines}
        done = client.post(desk(lodged, "/lodging/publication"), data=form)
        assert done.location == desk(lodged, "/lodging/published?edition=1")
        page = client.get(done.location).text
        assert "Committed, not published (1)" in page.replace("</h2>", "")
        assert "Łucja Betest, Poland" in page
        assert "Mr Jan ANDERTEST, Czech Republic, ALDE" in page
        board = client.get(desk(lodged)).text
        assert "Tabled as Written declaration No 999, Doc. 99999, on" in board
        assert "1 member is committed, not published." in board

    def test_a_list_that_can_not_be_read_says_where(self, lodged: Declaration, as_user) -> None:
        form = {**self.TABLED, "tabled_on": today().isoformat(), "names": "Mr Jan ANDERTEST ; "}
        refused = as_user(lodged.ben).post(desk(lodged, "/lodging/publication"), data=form)
        assert refused.status_code == 422
        assert "Mr Jan ANDERTEST” is no signatory as the Assembly prints one" in refused.text
        assert queries.published(lodged.now) is None

    def test_a_stale_page_shows_what_is_stored(self, lodged: Declaration, as_user) -> None:
        form = {**self.LODGED, "evidence": "Mine", "lodged_on": today().isoformat(), "revision": "1"}
        page = as_user(lodged.ben).post(desk(lodged, "/lodging/record"), data=form)
        assert page.status_code == 409
        assert "Stamped copy" in page.text
        assert "Mine" in page.text

    def test_an_unclear_name_is_chosen_on_a_page(self, lodged: Declaration, as_user) -> None:
        client = as_user(lodged.ben)
        lines = lodged.lodging.lines.replace("Ms Ona ABATEST, Lithuania", "Ms Ona ABATEST, Latvia")
        lodging = lodged.publish(lines)
        [unclear] = queries.comparison(lodging).unclear
        assert "Compare the published list" in client.get(desk(lodged)).text
        address = f"/en/desk/published-names/{unclear.published.ref}"
        assert "Ona Abatest, Lithuania" in client.get(address).text
        assert client.post(address, data={}).status_code == 422
        chosen = client.post(address, data={"who": str(unclear.options[0].ref)})
        assert chosen.location == desk(lodged, "/lodging/published?edition=1")
        assert "chosen by a person" in client.get(chosen.location).text
        assert "No difference" in client.get(chosen.location).text


class TestLateNames:
    def test_the_deadline_is_not_known_until_its_session_is_recorded(self, lodged: Declaration, as_user) -> None:
        client = as_user(lodged.ada)
        assert "When that is, is not known here." in client.get(desk(lodged)).text
        typed = {"first_day": days(20), "last_day": days(24), "previous_began": days(-60), "source": "A calendar"}
        form = {name: str(value) for name, value in typed.items()}
        assert client.post("/en/desk/part-sessions/new", data=form).location == "/en/desk/part-sessions/"
        assert "A calendar" in client.get("/en/desk/part-sessions/").text
        assert "the close of the next part-session." in client.get(desk(lodged)).text
        assert "not known here" not in client.get(desk(lodged)).text
        again = client.post("/en/desk/part-sessions/new", data=form)
        assert (again.status_code, "recorded already" in again.text) == (409, True)

    def test_late_names_are_closed_and_reopened_from_the_board(self, lodged: Declaration, as_user) -> None:
        client = as_user(lodged.ada)
        assert "Close the late names" not in client.get(desk(lodged)).text
        lodged.sign()
        assert "Close the late names" in client.get(desk(lodged)).text
        assert "21 members of the Parliamentary Assembly" in client.get(desk(lodged, "/close")).text
        assert client.post(desk(lodged, "/close")).location == desk(lodged, "/lodging/sheet")
        assert "Uta ZUTEST" in client.get(desk(lodged, "/lodging/sheet")).text
        assert client.post(desk(lodged, "/reopen"), data={"reason": "One more"}).status_code == 303
        assert "1 name came since the last closing" in client.get(desk(lodged)).text

    def test_the_sheet_of_late_names_waits_for_a_second_person_too(self, lodged: Declaration, as_user) -> None:
        said = "“Let her stay” is closed: confirm its lodging sheet."
        assert said not in as_user(lodged.ben).get("/en/desk/").text
        lodged.sign()
        lodged.close()
        assert said in as_user(lodged.ben).get("/en/desk/").text
        assert said not in as_user(lodged.ada).get("/en/desk/").text
        lodged.confirm()
        assert said not in as_user(lodged.ben).get("/en/desk/").text

    def test_the_next_edition_has_its_own_records_begun_from_those_before(self, lodged: Declaration, as_user) -> None:
        lodged.publish()
        lodged.sign()
        lodged.close()
        lodged.confirm()
        lodged.lodge()
        page = as_user(lodged.ben).get(desk(lodged, "/lodging/publication")).text
        assert 'value="999"' in page
        assert "ABATEST" not in page
        index = as_user(lodged.ben).get(desk(lodged, "/lodging")).text
        assert index.index("Edition 2") < index.index("Edition 1")
        assert "ZUTEST" not in as_user(lodged.ben).get(desk(lodged, "/lodging/sheet.txt?edition=1")).text

    def test_the_page_for_signing_says_until_when(self, lodged: Declaration, app: Flask) -> None:
        lodged.session(days(20), days(24), days(-60))
        _invitation, token = an_invitation(lodged.now, a_pace_member("Eva", "Yltest"))
        page = app.test_client().get(f"/en/i/{token}", follow_redirects=True).text
        assert "the close of the next part-session." in page
        assert "How it is lodged" in page
        assert "Until the declaration is lodged." in page
        assert "sent" not in page.replace("represent", "").replace("consent", "")


def test_another_organisation_finds_nothing_of_it(lodged: Declaration, as_user) -> None:
    name = lodged.publish().published[0]
    stranger = as_user(a_user(an_organisation("Stranger")))
    pages = ["", "/sheet", "/sheet.pdf", "/sheet.txt", "/record", "/publication", "/published"]
    assert {stranger.get(desk(lodged, f"/lodging{page}")).status_code for page in pages} == {404}
    assert stranger.get(f"/en/desk/published-names/{name.id}").status_code == 404


def test_a_reviewer_reads_and_records_nothing(lodged: Declaration, as_user) -> None:
    lodged.publish()
    rita = as_user(a_user(lodged.organisation, Role.REVIEWER))
    assert rita.get(desk(lodged, "/lodging")).status_code == 200
    assert rita.get(desk(lodged, "/lodging/published")).status_code == 200
    assert rita.get(desk(lodged, "/lodging/record")).status_code == 403
    assert rita.get(desk(lodged, "/lodging/publication")).status_code == 403
    assert "Record a part-session" not in rita.get("/en/desk/part-sessions/").text


def test_an_edition_without_a_sheet_is_not_found(declaration: Declaration, as_user) -> None:
    client = as_user(declaration.ada)
    assert client.get(desk(declaration, "/lodging/record")).status_code == 404
    assert client.get(desk(declaration, "/lodging/sheet.pdf")).status_code == 404
    assert client.get(desk(declaration, "/lodging/sheet")).status_code == 409
    change(declaration.campaign, instrument="mep_letter")
    assert client.get(desk(declaration, "/lodging/sheet.txt")).status_code == 404
