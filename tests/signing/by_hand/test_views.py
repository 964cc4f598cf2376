"""The pages on which a signature on paper or by telephone is recorded, looked at and decided."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.core.clock import now, today
from petitions.core.db import db
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.models import Signature
from tests.factories import a_user, an_organisation, changed, sign_in
from tests.signing.browsing import text
from tests.signing.by_hand.hand import NOTE, PDF, call, given, recorded, stored
from tests.signing.scene import Desk, count


class Pages:
    """The pages of one invitation, as somebody of the organisation sees them."""

    def __init__(self, client: FlaskClient, desk: Desk) -> None:
        self.client, self.desk = client, desk
        _person, self.invitation = desk.invited()
        self.list = f"/en/desk/campaigns/{desk.campaign.id}/invitations"
        self.recording = f"{self.list}/{self.invitation.id}/by-hand"

    def as_(self, user: User) -> FlaskClient:
        sign_in(self.client, user)
        return self.client

    def post(self, file: tuple[bytes, str] | None = None, **fields: Any) -> Any:
        """Send the form, with what a paper needs but for the changes."""
        page = self.client.get(self.recording).text
        version = re.search(r'name="version"[^>]*value="([^"]+)"', page)
        moment = now()
        data = {
            "version": version[1] if version else "",
            "kind": "paper",
            "given_day": moment.date().isoformat(),
            "given_time": f"{moment:%H:%M}",
            "given_zone": "UTC",
            "taken_by": "Ada Organiser",
            "name": "Ona Žemaitė-Testė",
            "sign": "y",
            "print_name": "y",
            **fields,
        }
        scan, name = file or (PDF, "scan.pdf")
        if scan:
            data["file"] = (io.BytesIO(scan), name)
        return self.client.post(self.recording, data=data, content_type="multipart/form-data")

    def decision(self, row: HandConfirmation) -> str:
        return f"/en/desk/campaigns/{self.desk.campaign.id}/by-hand/{row.id}"


@pytest.fixture
def pages(app: Flask, client: FlaskClient, desk: Desk) -> Pages:
    return Pages(client, desk)


def the_row() -> HandConfirmation:
    return db.session.scalars(select(HandConfirmation)).one()


def test_one_organiser_records_and_another_looks_and_confirms(pages: Pages) -> None:
    client = pages.as_(pages.desk.author)
    assert pages.recording in client.get(pages.list).text
    assert pages.post().location == pages.list
    shown = text(client.get(pages.list))
    assert "Recorded on paper, waits for a second organiser" in shown
    assert "Paper or telephone" not in shown
    where = pages.decision(the_row())
    assert "You recorded this yourself" in client.get(where).text
    assert "You recorded this yourself." in client.post(where, data={"decision": "confirm"}).text
    client = pages.as_(pages.desk.colleague)
    page = text(client.get(where))
    for told in ("On paper", "scan.pdf", "Print my name under the letter.", "What was not agreed to", "Ona Žemaitė"):
        assert told in page
    assert client.post(where, data={"decision": "confirm"}).location == pages.list
    assert "Confirmed by Bo Colleague" in client.get(where).text
    listed = text(client.get(pages.list))
    assert "Signed Confirmed on paper" in listed
    assert count(Signature) == 1


def test_a_call_is_recorded_with_a_note_and_no_file(pages: Pages) -> None:
    pages.as_(pages.desk.author)
    assert pages.post((b"", ""), kind="telephone", note=NOTE).status_code == 303
    assert (the_row().kind, the_row().note, the_row().media_type) == ("telephone", NOTE, "")
    page = pages.client.get(pages.decision(the_row())).text
    assert NOTE in page
    assert "Download the file" not in page


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"kind": ""}, "on paper or by telephone."),
        ({"given_day": ""}, "Enter the day as 2026-05-04."),
        ({"given_time": "noon"}, "Write the time as 18:00"),
        ({"given_day": "2020-01-01"}, "this version was not written yet"),
        ({"given_day": "2999-01-01"}, "This moment has not come yet."),
        ({"taken_by": ""}, "Name who took the paper or the call."),
        ({"name": "Ada Somebody"}, "It has to hold the surname"),
        ({"sign": ""}, "without it nothing was signed."),
        ({"note": "I rang +370 5 239 6060"}, "Leave the telephone number out"),
        ({"kind": "telephone"}, "who called whom"),
        ({"file": (b"", "")}, "Add a scan or photograph"),
        ({"file": (b"<html>", "scan.pdf")}, "no PDF, PNG or JPEG, whatever its name says"),
        ({"version": "nonsense"}, "Another version has been opened"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(pages: Pages, fields: dict, complaint: str) -> None:
    pages.as_(pages.desk.author)
    answer = pages.post(**{"taken_by": "Cy Third", **fields})
    assert answer.status_code in (409, 422)
    assert complaint in answer.text
    assert ("Cy Third" in answer.text) == (fields.get("taken_by") != "")
    assert count(HandConfirmation) == 0


def test_a_page_that_showed_another_version_is_refused_and_shows_the_one_that_is_open(pages: Pages) -> None:
    client = pages.as_(pages.desk.author)
    shown = str(pages.desk.campaign.open_version_id)
    pages.desk.mend()
    answer = pages.post(version=shown)
    assert answer.status_code == 409
    assert "Another version has been opened for signature since you opened this page" in answer.text
    assert "Version 2: Let her stay" in text(answer)
    assert "Choose the file once more" in answer.text
    assert pages.post().status_code == 303
    assert client.get(pages.decision(the_row())).status_code == 200


def test_why_nothing_can_be_recorded_is_said_instead_of_a_form(pages: Pages) -> None:
    client = pages.as_(pages.desk.author)
    recorded(pages.desk, given(pages.invitation), pages.invitation)
    page = client.get(pages.recording).text
    assert "A recording waits already" in page
    assert 'name="taken_by"' not in page
    changed(pages.desk.campaign, state="closed")
    page = client.get(pages.recording).text
    assert "The text is not open for signature now" in page
    assert "Recorded before" in page
    assert pages.recording not in client.get(pages.list).text


def test_the_scan_is_a_download_for_the_organisation_that_nothing_keeps(pages: Pages) -> None:
    row = recorded(pages.desk, given(pages.invitation), pages.invitation)
    address = f"{pages.decision(row)}/evidence"
    for role in Role:
        answer = pages.as_(a_user(pages.desk.author.memberships[0].organisation, role)).get(address)
        assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert pages.as_(a_user(an_organisation("Other"))).get(address).status_code == 404
    stranger = pages.client.application.test_client()
    assert "/sign-in" in stranger.get(address).location


def test_a_recording_is_found_under_its_own_campaign_only(pages: Pages) -> None:
    row, other = recorded(pages.desk, given(pages.invitation), pages.invitation), Desk()
    client = pages.as_(other.author)
    assert client.get(f"/en/desk/campaigns/{other.campaign.id}/by-hand/{row.id}").status_code == 404
    theirs = f"/en/desk/campaigns/{other.campaign.id}/invitations/{pages.invitation.id}/by-hand"
    assert client.get(theirs).status_code == 404


def test_who_does_not_collect_may_look_and_neither_records_nor_decides(pages: Pages) -> None:
    row = recorded(pages.desk, call(pages.invitation), pages.invitation)
    client = pages.as_(a_user(pages.desk.author.memberships[0].organisation, Role.REVIEWER, name="Rita Reviewer"))
    page = client.get(pages.decision(row)).text
    assert NOTE in page
    assert "Owners and drafters decide on it." in page
    assert client.post(pages.decision(row), data={"decision": "confirm"}).status_code == 403
    assert client.get(pages.recording).status_code == 403
    assert stored(row).is_open


def test_a_refusal_says_why_and_is_read_on_its_page(pages: Pages) -> None:
    row = recorded(pages.desk, given(pages.invitation), pages.invitation)
    client = pages.as_(pages.desk.colleague)
    assert "Say why, in a few words." in client.post(pages.decision(row), data={"decision": "refuse"}).text
    client.post(pages.decision(row), data={"decision": "refuse", "reason": "The paper shows another text."})
    page = text(client.get(pages.decision(row)))
    assert "Refused by Bo Colleague" in page
    assert "The paper shows another text." in page
    assert pages.recording in client.get(pages.list).text
    assert today().strftime("%Y") in page
