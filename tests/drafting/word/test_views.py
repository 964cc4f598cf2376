"""A version goes out to Word and comes in again in the browser."""

import re
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.drafting.discussion.models import Thread
from petitions.drafting.word import proposing
from petitions.drafting.word.origin import Origin
from petitions.drafting.word.writing import Letter, write
from tests.drafting.desk import Desk, a_desk
from tests.drafting.word.files import p, part, r, word
from tests.drafting.word.office import edited
from tests.factories import a_translation, changed

BODY = "Dear Minister,\n\nLet her *stay*.\n\nWith respect,\n"


@pytest.fixture
def desk(client: FlaskClient) -> Desk:
    """A desk whose campaign has a second version to send out."""
    desk = a_desk(client, Role.DRAFTER)
    desk.write(body=BODY)
    return desk


def upload(desk: Desk, data: bytes, page: str = "versions/2/word", status: int = 200) -> str:
    """The page that answers a file."""
    file = {"file": (BytesIO(data), "text.docx")}
    answer = desk.client.post(desk.address(page), data=file, content_type="multipart/form-data")
    assert answer.status_code == status, answer.get_data(as_text=True)
    return str(answer.get_data(as_text=True))


def the_file(desk: Desk, number: int = 2) -> bytes:
    """A version as Word gets it."""
    return desk.client.get(desk.address(f"versions/{number}/text.docx")).data


def reworded(document: Any) -> None:
    """Somebody changes the second and takes out the third paragraph."""
    document.paragraphs[2].runs[0].text = "Allow her to "
    last = document.paragraphs[3]._p
    last.getparent().remove(last)


def proposal_in(page: str) -> str:
    """The hidden field with what the file would change."""
    found = re.search(r'name="proposal"[^>]*value="([^"]+)"', page)
    assert found
    return unescape(found[1])


def suggestions() -> list[tuple[int, str]]:
    """What was suggested: which paragraph, and which words."""
    rows = db.session.scalars(select(Thread).order_by(Thread.made_at))
    return [(row.made_at, row.replacement or "") for row in rows]


def test_a_version_is_downloaded_as_a_word_document_that_nobody_else_keeps(desk: Desk) -> None:
    file = desk.client.get(desk.address("versions/2/text.docx"))
    assert file.content_type.endswith("wordprocessingml.document")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{desk.campaign.slug}-2.docx"'
    assert "no-store" in file.headers["Cache-Control"]
    page = desk.get("versions/2")
    assert desk.address("versions/2/text.docx") in page
    assert desk.address("versions/2/word") in page


def test_what_was_changed_in_word_is_shown_by_paragraph_and_stored_nowhere_yet(desk: Desk) -> None:
    page = upload(desk, edited(the_file(desk), reworded))
    assert "The file was made from version 2 and is compared with it." in page
    assert re.findall(r"Paragraph (\d)", page) == ["2", "3"]
    assert page.count(" checked>") == 2
    assert "Allow" in page
    assert suggestions() == []


def test_a_field_in_the_file_that_the_case_does_not_fill_is_named_and_what_was_chosen_stays(desk: Desk) -> None:
    def named(document: Any) -> None:
        document.paragraphs[2].runs[0].text = "Let {{ case.nickname }} "

    page = upload(desk, edited(the_file(desk), named))
    sent = {"proposal": proposal_in(page), "take": "1", "note": "The office prefers it."}
    refused = desk.post("versions/2/word/suggest", 409, **sent)
    assert "Paragraph 2 has the field “case.nickname”, which the case does not fill." in refused
    assert refused.count(" checked>") == 1
    assert "The office prefers it.</textarea>" in refused
    assert suggestions() == []


def test_what_is_ticked_becomes_suggestions(desk: Desk) -> None:
    page = upload(desk, edited(the_file(desk), reworded))
    sent = {"proposal": proposal_in(page), "take": "1", "note": "The office prefers it."}
    assert desk.post("versions/2/word/suggest", **sent) == desk.address("suggestions")
    assert suggestions() == [(1, "Allow her to *stay*.")]
    assert "1 suggestion is added." in desk.get("suggestions")


def test_sent_twice_it_is_suggested_once(desk: Desk) -> None:
    page = upload(desk, edited(the_file(desk), reworded))
    for _time in range(2):
        desk.post("versions/2/word/suggest", proposal=proposal_in(page), take="1")
    assert len(suggestions()) == 1


def test_without_a_tick_the_page_comes_back_with_everything(desk: Desk) -> None:
    page = upload(desk, edited(the_file(desk), reworded))
    again = desk.post("versions/2/word/suggest", 422, proposal=proposal_in(page), note="Kept")
    assert "Tick at least one." in again
    assert "Kept" in again
    assert proposal_in(again)
    assert " checked>" not in again


def test_the_file_of_an_older_version_is_compared_with_that_one(desk: Desk) -> None:
    old = the_file(desk)
    desk.write(body=BODY.replace("Dear", "Honoured"), made_from="2")
    page = upload(desk, edited(old, reworded), "versions/3/word")
    assert "made from version 2" in page
    assert "Honoured" not in page
    assert desk.address("versions/2/word/suggest") in page


def test_a_file_that_says_nothing_of_itself_is_compared_with_the_version_of_the_page(desk: Desk) -> None:
    page = upload(desk, word(p("Dear Minister,") + p("Let her ", r("stay", "<w:i/>"), ".") + p("Yours,")))
    assert "The file does not say what it was made from. It is compared with version 2." in page
    assert re.findall(r"Paragraph (\d)", page) == ["3"]


def test_a_file_without_a_change_says_so(desk: Desk) -> None:
    assert "says word for word what version 2 says" in upload(desk, the_file(desk))


def test_the_file_of_another_text_is_refused(desk: Desk) -> None:
    version = desk.versions[-1]
    other = Letter("Another", "Text\n", "en", Origin(uuid4(), 2, version.sha256), version.created_at)
    assert "made from another text" in upload(desk, write(other), status=422)


def test_a_file_that_names_a_version_that_reads_otherwise_is_refused(desk: Desk) -> None:
    version = desk.versions[-1]
    other = Letter("Another", "Text\n", "en", Origin(version.text_id, 2, "0" * 64), version.created_at)
    assert "made from another text" in upload(desk, write(other), status=422)


def test_what_was_left_out_another_subject_and_comments_are_shown(desk: Desk) -> None:
    comments = part("comments", f'<w:comment w:id="0" w:author="Bo Reader">{p("Too strong?")}</w:comment>')
    body = p("Another subject", style="Titel") + p("Dear Minister,") + "<w:tbl/>"
    page = upload(desk, word(body, comments=comments))
    assert "1 table" in page
    assert "Another subject" in page
    assert "Bo Reader" in page


def test_a_bad_file_is_named_beside_its_field(desk: Desk) -> None:
    page = upload(desk, b"%PDF-1.7", status=422)
    assert "The file is a PDF." in page
    assert "Choose the file." in desk.post("versions/2/word", 422)


def test_words_of_a_file_are_never_markup(desk: Desk) -> None:
    page = upload(desk, word(p("&lt;script>alert(1)&lt;/script>")))
    assert "<script>alert" not in page


def test_a_character_that_turns_the_words_around_it_is_named(desk: Desk) -> None:
    page = upload(desk, word(p("Dear Minister,") + p("Let her \u202eyats.")))
    assert "Paragraph 2 holds a character that nobody sees" in page
    assert "U+202E (RIGHT-TO-LEFT OVERRIDE)" in page


def test_a_page_that_was_changed_on_its_way_is_refused(desk: Desk) -> None:
    page = upload(desk, edited(the_file(desk), reworded))
    answer = desk.post("versions/2/word/suggest", 409, proposal=proposal_in(page)[:-2] + "xx", take="1")
    assert "This page was changed on its way." in answer
    assert "was changed on its way" in desk.post("versions/1/word/suggest", 409, proposal=proposal_in(page), take="1")


def test_a_file_that_differs_everywhere_is_another_text(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "MOST_CHANGES", 1)
    page = upload(desk, edited(the_file(desk), reworded), status=422)
    assert "differs from version 2 in 2 paragraphs; at most 1" in page


def test_once_the_text_can_change_no_more_nothing_is_taken_in_and_the_page_keeps_what_it_had(desk: Desk) -> None:
    sent = {"proposal": proposal_in(upload(desk, edited(the_file(desk), reworded))), "take": "1", "note": "Kept"}
    with transaction() as session:
        session.get_one(Campaign, desk.campaign.id).state = CampaignState.WITHDRAWN
    page = desk.post("versions/2/word/suggest", 409, **sent)
    assert "its text can’t change any more" in page
    assert "Kept" in page
    assert page.count(" checked>") == 1
    assert "Take in a Word file" not in desk.get("versions/2")
    assert "its text can’t change any more" in desk.get("versions/2/word", 409)
    assert suggestions() == []


def test_a_reviewer_may_suggest_by_word_too(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER)
    assert "Take in a Word file" in desk.get("versions/1/word")


@pytest.mark.parametrize("state", ["dispatched", "concluded"])
def test_a_file_of_a_translation_is_taken_in_for_as_long_as_it_is_translated(desk: Desk, state: str) -> None:
    a_translation(desk.campaign, "fr", body="Madame,\n\nLaissez-la *rester*.\n\nRespectueusement,\n")
    changed(desk.campaign, state=state, open_version_id=desk.versions[0].id)
    there = "translations/fr/versions/1"
    assert desk.address(f"{there}/word") in desk.get(there)
    data = desk.client.get(desk.address(f"{there}/text.docx")).data
    proposal = proposal_in(upload(desk, edited(data, reworded), f"{there}/word"))
    sent = {"proposal": proposal, "take": "1"}
    assert desk.post(f"{there}/word/suggest", **sent) == desk.address("translations/fr/suggestions")
    assert desk.address("versions/2/word") not in desk.get("versions/2")
    changed(desk.campaign, state="withdrawn")
    assert "translations can’t change any more" in desk.get(f"{there}/word", 409)
