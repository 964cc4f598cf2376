"""Writing and comparing texts in the browser."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role
from petitions.campaigns.models import Campaign
from petitions.cases import protected
from petitions.cases.models import Case
from petitions.cases.rules import ProtectedFacts
from petitions.core.db import db, transaction
from petitions.outbox.models import Message
from tests.drafting.desk import a_blank_desk, a_desk, seen
from tests.factories import TEXT, acting


def test_the_first_page_holds_the_starter_filled_from_the_case(client: FlaskClient) -> None:
    page = a_blank_desk(client, summary="She taught for ten years.").get("text")
    assert "We, Members of the European Parliament, write about Aru Example. She taught for ten years." in page


def test_a_starter_that_the_case_cannot_fill_names_the_field_and_leaves_the_page_empty(client: FlaskClient) -> None:
    page = a_blank_desk(client, summary="").get("text")
    assert "The text needs “case.summary”, which the case leaves empty" in page
    assert "We, Members" not in page


def test_a_saved_text_is_shown_as_a_letter(client: FlaskClient) -> None:
    desk = a_desk(client, Role.DRAFTER)
    location = desk.write(body="Dear Minister,\n\n1. Let her *stay*.[^1]\n\n[^1]: The law.\n", why="Shorter")
    assert location == desk.address("versions/2")
    page = desk.get("versions/2")
    assert "Version 2 is saved." in page
    assert "<em>stay</em>" in page
    assert "Shorter" in page
    assert desk.versions[-1].sha256[:8] in page.replace(" ", "")


def test_the_text_that_was_saved_comes_back_for_writing(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(body="Dear Minister & all,")
    assert "Dear Minister &amp; all," in desk.get("text")


def test_saving_without_a_change_says_so(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write()
    assert "Nothing has changed, so version 1 stays the latest." in desk.get("versions/1")
    assert len(desk.versions) == 1


def test_a_preview_shows_the_letter_keeps_the_text_and_saves_nothing(client: FlaskClient) -> None:
    desk = a_desk(client)
    page = desk.write(200, body="A **new** text", do="preview")
    assert "<strong>new</strong>" in page
    assert "A **new** text</textarea>" in page
    assert len(desk.versions) == 1


def test_words_are_counted_against_the_limit_of_the_instrument(client: FlaskClient) -> None:
    desk = a_desk(client)
    with transaction() as session:
        session.get_one(Campaign, desk.campaign.id).instrument = "pace_declaration"
    page = desk.write(200, body="word " * 201, do="preview")
    assert "201 of at most 200 words" in page
    assert "The text is 1 word too long (201; at most 200)." in page


def test_what_is_still_to_be_filled_in_is_shown(client: FlaskClient) -> None:
    page = a_desk(client).write(200, body="Dear [title of the addressee],", do="preview")
    assert "Something is still to be filled in" in page


def test_a_stale_page_shows_both_texts_and_the_difference_and_loses_neither(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.colleague_saves("Dear Minister,\n\nLet her work.\n")
    page = desk.write(409, body="Dear Minister,\n\nLet her stay.\n")
    assert "Somebody saved a version while you wrote." in page
    assert "Saved meanwhile: version 2" in page
    assert "by Bo Colleague" in page
    assert '<span class="hidden">removed: </span>work' in page
    assert '<span class="hidden">added: </span>stay' in page
    assert "Let her stay.</textarea>" in page
    assert [version.body for version in desk.versions] == [TEXT, "Dear Minister,\n\nLet her work.\n"]
    assert 'name="made_from" type="hidden" value="2"' in page


def test_saving_once_more_after_a_stale_page_is_a_decision(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.colleague_saves("Theirs")
    desk.write(409, body="Mine")
    desk.write(303, body="Mine and theirs", made_from="2")
    assert [version.number for version in desk.versions] == [1, 2, 3]


@pytest.mark.parametrize("made_from", ["", "x", "-1", "99", "9" * 40, "²"])
def test_a_page_that_does_not_say_what_it_was_made_from_is_stale(client: FlaskClient, made_from: str) -> None:
    desk = a_desk(client)
    desk.write(409, body="Mine", made_from=made_from)
    assert len(desk.versions) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"subject": ""}, "Write the subject."),
        ({"body": " \n "}, "Write the text."),
        ({"subject": "x" * 251}, "Shorten this to 250 characters or fewer."),
        ({"body": "a\nb\x07c"}, "Line 2 holds a character that cannot be printed (U+0007). Delete it."),
        ({"body": "a\x00b"}, "Line 1 holds a character that cannot be printed (U+0000). Delete it."),
        ({"subject": "a\x1bb"}, "Line 1 holds a character that cannot be printed (U+001B). Delete it."),
        ({"body": "- " * 8 + "deep"}, "Lists stand too deep inside one another."),
        ({"language": "xx"}, "Choose one of the languages listed."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    client: FlaskClient, changed: dict[str, str], says: str
) -> None:
    desk = a_desk(client)
    for do in ("save", "preview"):
        page = desk.write(422, **{"why": "Kept <as typed>", "do": do, **changed})
        assert says in page
        assert "Kept &lt;as typed&gt;" in page
    assert len(desk.versions) == 1


def test_a_paste_of_two_megabytes_is_refused_in_words_and_kept(client: FlaskClient) -> None:
    desk = a_desk(client)
    pasted = "word " * 400_000
    page = desk.write(422, body=pasted)
    assert "The text takes 2000 kB; at most 100 kB can be kept. Shorten it." in page
    assert pasted.strip() in page


def test_ten_thousand_footnotes_are_no_accident(client: FlaskClient) -> None:
    notes = "".join(f"a[^{number}]\n\n[^{number}]: b\n\n" for number in range(10_000))
    page = a_desk(client).write(422, body=notes)
    assert "Shorten it." in page


def test_html_stays_as_it_was_typed(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(body="<script>alert(1)</script>")
    page = desk.get("versions/2")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_protected_names_of_the_case_are_shown_to_whoever_writes_and_reviews(client: FlaskClient) -> None:
    desk = a_desk(client)
    with transaction():
        case = db.session.get_one(Case, desk.campaign.case_id)
        protected.add(acting(desk.colleague), case, ProtectedFacts("Aigerim Testova", "relative"))
    assert "Protected names" not in desk.get("versions/1")
    body = "She lives with Aige**rim** Testova.\n"
    assert "(protected: Aigerim Testova)" in desk.write(200, body=body, do="preview")
    desk.write(body=body)
    assert "(protected: Aigerim Testova)" in desk.get("versions/2/review")


def test_characters_that_turn_the_direction_of_words_are_shown(client: FlaskClient) -> None:
    desk = a_desk(client)
    turned = "Let her \u202eyats\u202c.\n"
    assert "Line 1: U+202E (RIGHT-TO-LEFT OVERRIDE)" in desk.write(200, body=turned, do="preview")
    desk.write(subject="Stay \u2066now", body=turned)
    for page in ("versions/2", "text"):
        assert "Line 1: U+202E (RIGHT-TO-LEFT OVERRIDE)" in desk.get(page)
        assert "Subject: U+2066 (LEFT-TO-RIGHT ISOLATE)" in desk.get(page)


@pytest.mark.parametrize("state", ["collecting", "closed"])
def test_whoever_changes_a_text_under_signature_is_told_what_follows(client: FlaskClient, state: str) -> None:
    desk = a_desk(client, state=state)
    assert "Saving a change pauses signing" in desk.get("text")
    desk.write(body="Mended")
    assert desk.state == "review"


@pytest.mark.parametrize("state", ["dispatched", "concluded", "withdrawn"])
def test_a_text_that_cannot_change_any_more_says_so_and_loses_nothing(client: FlaskClient, state: str) -> None:
    desk = a_desk(client, state=state)
    assert "can’t change any more" in desk.get("text", 409)
    page = desk.write(409, body="Too late")
    assert "can’t change any more" in page
    assert "Too late</textarea>" in page


def test_versions_are_listed_with_their_verdicts(client: FlaskClient) -> None:
    desk = a_desk(client, state="review")
    desk.post("versions/1/review", verdict="approve", **seen(desk.versions[0]))
    desk.write(body="Changed", why="Shorter")
    page = desk.get("versions")
    assert page.index("Version 2") < page.index("Version 1")
    assert "Shorter" in page
    assert "Approved" in page


def test_two_versions_are_compared_by_word(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(body=TEXT.replace("asylum", "protection"))
    page = desk.get("compare?old=1&new=2")
    assert '<span class="hidden">removed: </span>asylum' in page
    assert '<span class="hidden">added: </span>protection' in page
    assert "What changed from version 1 to version 2" in desk.get("compare")
    assert "word for word" in desk.get("compare?old=2&new=2")


@pytest.mark.parametrize("page", ["versions/9", "compare?old=1&new=9", "versions/9/ask", "versions/9/review"])
def test_a_version_that_does_not_exist_is_not_found(client: FlaskClient, page: str) -> None:
    a_desk(client).get(page, 404)


def test_comparing_what_is_no_number_compares_the_last_two(client: FlaskClient) -> None:
    assert "version 1 to version 1" in a_desk(client).get("compare?old=x&new=")


def test_a_campaign_without_a_text_has_nothing_to_compare(client: FlaskClient) -> None:
    desk = a_blank_desk(client)
    desk.get("compare", 404)
    assert "Nothing is written yet." in desk.get("versions")


def test_a_colleague_is_asked_to_review(client: FlaskClient) -> None:
    desk = a_desk(client, Role.DRAFTER, mine=True)
    page = desk.get("versions/1/ask")
    assert "Bo Colleague" in page
    assert "Ada Organiser</label>" not in page
    desk.post("versions/1/ask", reviewer=str(desk.colleague.id))
    mail = db.session.scalars(select(Message)).one()
    assert f"/en/desk/campaigns/{desk.campaign.id}/versions/1/review" in (mail.source or "").replace("=\r\n", "")
    assert desk.state == "review"


@pytest.mark.parametrize("reviewer", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_only_a_listed_colleague_is_asked(client: FlaskClient, reviewer: str) -> None:
    desk = a_desk(client, mine=True)
    answer = desk.client.post(desk.address("versions/1/ask"), data={"reviewer": reviewer})
    assert answer.status_code in {409, 422}
    assert db.session.scalars(select(Message)).all() == []


def test_characters_that_turn_the_direction_of_words_are_written_out_in_a_difference(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(body=TEXT.replace("stay", "\u202estay\u202c"))
    page = desk.get("compare?old=1&new=2")
    assert "⟨U+202E⟩" in page
    assert "\u202e" not in page


def test_a_protected_name_in_the_address_of_a_link_is_shown_though_another_stands_in_the_words(
    client: FlaskClient,
) -> None:
    desk = a_desk(client)
    with transaction():
        case = db.session.get_one(Case, desk.campaign.case_id)
        protected.add(acting(desk.colleague), case, ProtectedFacts("Aigerim Testova", "relative"))
        protected.add(acting(desk.colleague), case, ProtectedFacts("Borislav Probe", "person"))
    body = "Dear Minister,\n\nAigerim Testova [saw it](https://a.example/borislav-probe)."
    page = desk.write(200, body=body, do="preview")
    assert "(protected: Aigerim Testova)" in page
    assert "(protected: Borislav Probe)" in page
