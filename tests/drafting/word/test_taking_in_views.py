"""On the page of a Word file everything that it brings has a tick, says who said it, and is never lost."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.core.db import db, transaction
from petitions.drafting import queries, service
from petitions.drafting.discussion.service import comment
from petitions.drafting.service import Draft
from tests.drafting.desk import Desk, a_desk
from tests.drafting.word.bringing import remark
from tests.drafting.word.files import p, part, word
from tests.drafting.word.office import edited
from tests.drafting.word.test_views import BODY, proposal_in, suggestions, the_file, upload
from tests.factories import a_translation, acting

TAKE = "versions/2/word/suggest"


@pytest.fixture
def desk(client: FlaskClient) -> Desk:
    """A desk whose campaign has a second version to send out."""
    desk = a_desk(client, Role.DRAFTER)
    desk.write(body=BODY)
    return desk


def bring(desk: Desk, edit: Callable[[Any], object]) -> str:
    """The page that shows what an office changed in the latest version."""
    return unescape(upload(desk, edited(the_file(desk), edit)))


def everything(file: Any) -> None:
    """Somebody changes the subject and a paragraph, and comments on both."""
    file.paragraphs[0].runs[0].text = "Protect her"
    file.paragraphs[2].runs[0].text = "Allow her to "
    remark(file, "Protect", "Shorter.")
    remark(file, "Dear", "Is she still in office?")


def take(desk: Desk, page: str, status: int = 303, **ticked: object) -> str:
    sent = {"proposal": proposal_in(page), **ticked}
    return unescape(desk.post(TAKE, status, **sent))  # type: ignore[arg-type]


def test_subject_paragraphs_and_comments_have_a_tick_each_and_all_are_ticked(desk: Desk) -> None:
    page = bring(desk, everything)
    assert re.findall(r'name="(subject|take|talk)"[^>]*value="(\w+)" checked', page) == [
        ("subject", "y"),
        ("take", "1"),
        ("talk", "0"),
        ("talk", "1"),
    ]
    assert "Protect" in page
    assert "Is she still in office?" in page
    assert "<bdi>Bo Reader</bdi>" in page


def test_what_is_ticked_becomes_suggestions_and_comments(desk: Desk) -> None:
    page = bring(desk, everything)
    assert take(desk, page, subject="y", take="1", talk="1", note="From them") == desk.address("suggestions")
    assert suggestions() == [(0, "Protect her"), (0, ""), (1, "Allow her to *stay*.")]
    read = unescape(desk.get("suggestions"))
    assert "2 suggestions are added. 1 comment is added." in read
    assert f"Subject, by {desk.user.name}" in read
    read = unescape(desk.get("versions/2/discuss"))
    assert f"Bo Reader, in a Word file brought by {desk.user.name}" in read
    assert "Shorter." not in read


def test_comments_alone_lead_to_the_text_and_are_here_the_next_time(desk: Desk) -> None:
    edit = lambda file: remark(file, "Dear", "Too stiff?", of="Dear")  # noqa: E731
    page = bring(desk, edit)
    assert "Which of these do you suggest?" not in page
    assert take(desk, page, talk="0") == desk.address("versions/2/discuss")
    assert "1 comment is added." in desk.get("versions/2/discuss")
    again = bring(desk, edit)
    assert "Comments that are here already" in again
    assert 'name="talk"' not in again
    take(desk, page, talk="0")
    assert "All of this was here already." in desk.get("versions/2/discuss")


def test_what_was_resolved_in_word_is_not_ticked(desk: Desk) -> None:
    ns = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="00000001"'
    said = p("Too strong?").replace("<w:p>", f"<w:p {ns}>")
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/></w15:commentsEx>'
    )
    comments = part("comments", f'<w:comment w:id="0" w:author="Bo Reader">{said}</w:comment>')
    page = upload(desk, word(p("Dear Minister,"), comments=comments, commentsExtended=extended))
    assert "Resolved in Word" in page
    assert "No place in the text" in page
    assert re.search(r'name="talk"[^>]*value="0">', page)


@pytest.mark.parametrize("name", ["case.nothing", "case.summary"])
def test_a_field_that_cannot_be_filled_in_is_named_beside_its_paragraph_and_when_it_is_ticked_anyway(
    desk: Desk, name: str
) -> None:
    with transaction() as session:
        case = session.merge(desk.campaign).case
        case.summary = ""

    def edit(file: Any) -> None:
        file.paragraphs[0].runs[0].text = f"{{{{ {name} }}}}"
        file.paragraphs[2].runs[0].text = f"{{{{ {name} }}}}"
        file.paragraphs[3].runs[0].text = "Yours,"

    page = bring(desk, edit)
    said = f"The case does not fill the field “{name}”."
    assert page.count(said) == 2
    assert re.findall(r'name="(\w+)"[^>]*value="(\w+)" checked', page) == [("take", "2")]
    again = take(desk, page, 409, take=["1", "2"], note="Kept")
    assert f"“{name}”" in again.split(said)[0]
    assert "Kept" in again
    assert re.findall(r'value="(\w+)" checked', again) == ["1", "2"]
    assert suggestions() == []
    take(desk, again, take="2")
    assert suggestions() == [(2, "Yours,")]


def test_a_subject_that_is_too_long_is_shown_and_said_to_be(desk: Desk) -> None:
    def edit(file: Any) -> None:
        file.paragraphs[0].runs[0].text = "a" * 251

    page = bring(desk, edit)
    assert "A subject has 250 characters at most." in page
    assert " checked>" not in page
    assert "A subject has 250 characters at most." in take(desk, page, 409, subject="y")


def test_a_suggestion_for_words_that_the_merge_field_gives_already_is_said_to_change_nothing(desk: Desk) -> None:
    name = desk.campaign.case.name
    desk.write(body=f"Dear Minister,\n\n{name}\n", made_from="2")
    data = edited(the_file(desk, 3), lambda file: setattr(file.paragraphs[2].runs[0], "text", "{{ case.name }}"))
    page = unescape(upload(desk, data, "versions/3/word"))
    answer = desk.post("versions/3/word/suggest", 409, proposal=proposal_in(page), take="1")
    assert "this is what the paragraph says already" in answer


def test_words_and_names_of_comments_are_never_markup_and_turn_nothing(desk: Desk) -> None:
    hostile = '<script>alert(1)</script>" \u202eexe'
    page = upload(desk, edited(the_file(desk), lambda file: remark(file, "Dear", hostile, of="Dear", author=hostile)))
    assert "<script>alert" not in page
    assert "\u202e" not in page
    desk.post(TAKE, proposal=proposal_in(page), talk="0")
    for where in ("versions/2/discuss", "discussion"):
        assert "<script>alert" not in desk.get(where)
        assert "\u202e" not in desk.get(where)


def test_a_character_that_turns_the_subject_is_named(desk: Desk) -> None:
    def edit(file: Any) -> None:
        file.paragraphs[0].runs[0].text = "Let her \u202eyats"

    assert "The subject holds a character that nobody sees" in bring(desk, edit)


def test_comments_go_out_with_a_version_only_if_somebody_asks(desk: Desk) -> None:
    assert "with comments" not in desk.get("versions/2/discuss")
    with transaction():
        comment(acting(desk.colleague), desk.versions[-1], 0, "Between us: too stiff.")
    assert "comments=1" in desk.get("versions/2/discuss")
    assert "comments=1" not in desk.get("versions/2")
    plain, full = (desk.client.get(desk.address(f"versions/2/text.docx{asked}")) for asked in ("", "?comments=1"))
    assert full.headers["Content-Disposition"].endswith('-2-with-comments.docx"')
    assert b"commentsExtended" in full.data
    assert b"comments" not in plain.data
    page = unescape(upload(desk, full.data))
    assert "says word for word what version 2 says" in page
    assert "1 comment of the file" in page
    assert 'name="talk"' not in page


def test_an_older_version_goes_out_with_what_was_begun_on_it(desk: Desk) -> None:
    with transaction():
        comment(acting(desk.colleague), desk.versions[-1], 2, "Too cold.")
    desk.write(body="Anew\n\n" + BODY, made_from="2")
    old, new = (desk.client.get(desk.address(f"versions/{n}/text.docx?comments=1")).data for n in (2, 3))
    for data in (old, new):
        assert "1 comment of the file" in upload(desk, data)


def test_a_translation_takes_comments_and_its_subject_in_too(desk: Desk) -> None:
    version = a_translation(desk.campaign)
    where = "translations/fr/versions/1/word"
    file = desk.client.get(desk.address("translations/fr/versions/1/text.docx")).data

    def edit(document: Any) -> None:
        document.paragraphs[0].runs[0].text = "Protégez-la"
        remark(document, "Madame", "Plutôt « Monsieur » ?")

    page = upload(desk, edited(file, edit), where)
    answer = desk.post(f"{where}/suggest", proposal=proposal_in(page), subject="y", talk="0")
    assert answer == desk.address("translations/fr/suggestions")
    assert {row.text_id for row in db.session.get_one(type(version), version.id).text.versions} == {version.text_id}
    assert "Plutôt" in unescape(desk.get("translations/fr/versions/1/discuss"))


def test_what_was_saved_meanwhile_is_no_reason_to_lose_anything(desk: Desk) -> None:
    page = bring(desk, everything)
    campaign = db.session.merge(desk.campaign)
    with transaction():
        latest = queries.latest(campaign)
        assert latest is not None
        service.save_version(acting(desk.colleague), campaign, Draft("Now else", "All new.\n", "", latest.number))
    take(desk, page, subject="y", take="1", talk=["0", "1"])
    read = unescape(desk.get("versions/3/discuss"))
    assert "These words are gone since version 3" in read
    assert "Shorter." in read
