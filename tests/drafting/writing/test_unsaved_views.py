"""Words that no version holds are offered to their author, beside what was saved since, and let go on purpose only."""

from html import unescape
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from petitions.cases.models import Case
from petitions.core.db import db
from petitions.drafting.writing import queries
from tests.drafting.desk import Desk, a_blank_desk, a_desk
from tests.factories import TEXT, a_campaign, a_case, an_organisation, changed, sign_in


def types(desk: Desk, body: str, made_from: str = "1") -> UUID:
    """Words typed into a window that died."""
    copy = uuid4()
    typed = {"subject": "Let her stay", "body": body, "made_from": made_from, "language": "en", "copy": str(copy)}
    assert desk.client.post(desk.address("text/live"), data={**typed, "turn": "3"}).status_code == 200
    return copy


def unsaved(desk: Desk) -> list[str]:
    return [copy.body for copy in queries.unsaved(desk.user.id, db.session.get_one(Campaign, desk.campaign.id))]


def test_opening_the_page_again_offers_them(client: FlaskClient) -> None:
    desk = a_desk(client)
    assert "unsaved words" not in desk.get("text")
    copy = types(desk, "Half a sentence")
    page = desk.get("text")
    assert "You have unsaved words" in page
    assert "made from version 1" in page
    assert f"text?unsaved={copy}" in page
    assert TEXT in unescape(page), "what is stored is what the page begins with"


def test_going_on_with_them_brings_them_back_and_a_save_lets_them_go(client: FlaskClient) -> None:
    desk = a_desk(client)
    copy = types(desk, "Half a sentence")
    page = desk.get(f"text?unsaved={copy}")
    assert "Half a sentence</textarea>" in page
    assert f'name="continues" type="hidden" value="{copy}.3"' in page
    assert str(copy) != page.partition('name="copy" type="hidden" value="')[2][:36]
    desk.write(body="A whole sentence", copy=str(uuid4()), continues=f"{copy}.3")
    assert unsaved(desk) == []


def test_words_made_from_an_older_version_are_shown_beside_the_newer_one(client: FlaskClient) -> None:
    desk = a_desk(client)
    copy = types(desk, "Dear Minister,\n\nLet her stay.\n")
    desk.colleague_saves("Dear Minister,\n\nLet her work.\n")
    assert "version 2 was saved since" in desk.get("text")
    page = desk.get(f"text?unsaved={copy}")
    assert "Saved meanwhile: version 2" in page
    assert '<span class="hidden">removed: </span>work' in page
    assert '<span class="hidden">added: </span>stay' in page
    assert 'name="made_from" type="hidden" value="2"' in page


def test_words_made_before_there_was_a_version_are_offered_too(client: FlaskClient) -> None:
    desk = a_blank_desk(client)
    copy = types(desk, "First words", "0")
    assert "made before there was a version" in desk.get("text")
    assert "First words</textarea>" in desk.get(f"text?unsaved={copy}")


def test_they_are_thrown_away_after_one_more_look(client: FlaskClient) -> None:
    desk = a_desk(client)
    copy = types(desk, "Half <b>a</b> sentence")
    page = desk.get(f"text/unsaved/{copy}/throw-away")
    assert "Half &lt;b&gt;a&lt;/b&gt; sentence" in page
    assert unsaved(desk) == ["Half <b>a</b> sentence"]
    assert desk.post(f"text/unsaved/{copy}/throw-away") == desk.address("text")
    assert unsaved(desk) == []
    desk.get(f"text/unsaved/{copy}/throw-away", 404)
    desk.get(f"text?unsaved={copy}", 404)


def test_nobody_else_sees_them(client: FlaskClient) -> None:
    desk = a_desk(client)
    copy = types(desk, "Half a sentence")
    sign_in(client, desk.colleague)
    assert "unsaved words" not in desk.get("text")
    for page in (f"text?unsaved={copy}", f"text/unsaved/{copy}/throw-away"):
        desk.get(page, 404)
    desk.post(f"text/unsaved/{copy}/throw-away", 404)
    sign_in(client, desk.user)
    assert unsaved(desk) == ["Half a sentence"]


def test_a_form_that_brings_somebody_elses_window_gives_its_words_back(client: FlaskClient) -> None:
    desk = a_desk(client)
    copy = types(desk, "Half a sentence")
    sign_in(client, desk.colleague)
    page = desk.post(
        "text",
        404,
        subject="S",
        body="My own words, of a certain length, typed here",
        made_from="1",
        language="en",
        copy=str(copy),
        turn="9",
        do="preview",
    )
    assert "My own words" in page
    sign_in(client, desk.user)
    assert unsaved(desk) == ["Half a sentence"]


def test_a_stale_save_keeps_the_words_as_well(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.colleague_saves("Theirs")
    desk.write(409, body="Mine", copy=str(uuid4()))
    assert unsaved(desk) == ["Mine"]


def test_the_starter_can_be_begun_from_again(client: FlaskClient) -> None:
    desk = a_desk(client)
    changed(db.session.get_one(Case, desk.campaign.case_id), summary="She taught for ten years.")
    page = desk.get("text?from=starter")
    assert "We, Members of the European Parliament" in page
    assert 'name="made_from" type="hidden" value="1"' in page


def test_a_text_can_begin_from_that_of_an_earlier_campaign_of_the_same_kind(client: FlaskClient) -> None:
    desk = a_desk(client)
    case = a_case(desk.user.memberships[0].organisation)
    earlier, declaration = a_campaign(case, author=desk.user), a_campaign(case, author=desk.user)
    changed(earlier, title="An earlier letter")
    changed(declaration, title="A declaration", instrument="pace_declaration")
    page = desk.get("text")
    assert "An earlier letter" in page
    assert "A declaration" not in page
    begun = desk.get(f"text?from={earlier.id}")
    assert "These are the words of another campaign" in begun
    assert TEXT in unescape(begun)
    assert len(desk.versions) == 1


@pytest.mark.parametrize("other", ["nonsense", "00000000-0000-0000-0000-000000000000", "foreign", "blank"])
def test_nothing_begins_from_a_text_that_is_not_there(client: FlaskClient, other: str) -> None:
    desk = a_desk(client)
    if other == "foreign":
        other = str(a_campaign(a_case(an_organisation("Beacon"))).id)
    desk.get(f"text?from={other}", 404)
