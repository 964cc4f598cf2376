"""Reading a text with what is said of it, and saying something: nothing typed is lost, nothing is made twice."""

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.core.db import transaction
from petitions.drafting.discussion import settling
from petitions.drafting.discussion.models import Thread
from petitions.drafting.translations import service as translations
from tests.drafting.discussion.office import LIST, PLEA
from tests.drafting.discussion.pages import HOSTILE, Discussion, new_id
from tests.factories import TEXT, a_translation, a_user, acting, an_organisation, changed, sign_in
from tests.support.cost import counted, loaded, statements

NOTED = "Dear Minister,[^1]\n\nWe ask you.[^2]\n\n[^1]: A name.\n\n[^2]: A decision.\n"


def test_a_comment_stands_beside_its_paragraph(client: FlaskClient) -> None:
    talk = Discussion(client, Role.REVIEWER)
    assert "Nothing is open." in talk.read("versions/1/discuss")
    location = talk.say("Say why.", PLEA)
    (thread,) = talk.threads
    assert location == f"{talk.desk.address('versions/1/discuss')}#thread-{thread.id}"
    assert (thread.kind, thread.paragraph) == ("comment", 1)
    page = talk.read("versions/1/discuss")
    assert "Your comment is added." in page
    assert "1 open comment." in page
    assert page.index('id="paragraph-2"') < page.index("Say why.") < page.index('id="paragraph-3"')


def test_other_wording_is_a_suggestion_with_what_was_said_as_its_reason(client: FlaskClient) -> None:
    talk = Discussion(client, Role.DISPATCHER)
    page = talk.read("versions/1/discuss/2")
    assert PLEA in page, "the wording is there to be changed"
    talk.say("Shorter.", "We ask you to let her stay.")
    (thread,) = talk.threads
    assert (thread.kind, thread.replacement, talk.comments) == (
        "suggestion",
        "We ask you to let her stay.",
        ["Shorter."],
    )
    page = talk.read("versions/1/discuss")
    assert '<span class="hidden">removed: </span>Aru Example' in page
    assert "Look at 1 suggestion" in page


def test_a_paragraph_emptied_is_suggested_away(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.say("", "")
    assert talk.threads[0].kind == "suggestion"
    assert "Take this paragraph out:" in talk.read("versions/1/discuss")


def test_neither_words_nor_other_wording_is_an_error_beside_the_field(client: FlaskClient) -> None:
    talk = Discussion(client)
    page = talk.say("", PLEA.replace(" ", "  ", 0), 422)
    assert "Write a comment here, or change the wording below." in page
    assert talk.threads == []


@pytest.mark.parametrize(
    ("words", "wording", "status"),
    [
        ("Say \x07 why, at some length so that it would hurt.", PLEA, 422),
        ("x" * 5_001, PLEA, 422),
        ("Say why.", "Let \x07 her stay.", 422),
        ("Say why.", "word " * 30_000, 422),
        ("Say why.", "- " * 20 + "x", 422),
    ],
)
def test_what_cannot_be_kept_comes_back_as_typed(client: FlaskClient, words: str, wording: str, status: int) -> None:
    talk = Discussion(client)
    page = talk.say(words, wording, status)
    assert words in page
    assert wording.strip() in page
    assert talk.threads == []


def test_a_campaign_that_ended_meanwhile_gives_back_what_was_typed(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.read("versions/1/discuss/2")
    changed(talk.desk.campaign, state="withdrawn", outcome="Given up")
    assert "Say why." in talk.say("Say why.", PLEA, 409)
    talk.desk.get("versions/1/discuss/2", 409)
    assert "Comment or suggest" not in talk.read("versions/1/discuss")


@pytest.mark.parametrize("wording", [PLEA, "We ask you to let her stay."])
def test_a_form_sent_twice_is_said_once(client: FlaskClient, wording: str) -> None:
    talk = Discussion(client)
    row_id = new_id()
    first = talk.say("Say why.", wording, new_id=row_id)
    assert talk.say("Say why.", wording, new_id=row_id) == first
    assert len(talk.threads) == 1
    assert talk.comments == ["Say why."]


def test_going_back_and_saying_something_else_says_both(client: FlaskClient) -> None:
    talk = Discussion(client)
    row_id = new_id()
    talk.say("Say why.", PLEA, new_id=row_id)
    talk.say("And since when.", PLEA, new_id=row_id)
    assert talk.comments == ["Say why.", "And since when."]


def test_a_reason_given_with_a_suggestion_that_is_open_already_is_kept(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.say("", "We ask you to let her stay.", new_id=new_id())
    location = talk.say("It is shorter.", "We ask you to let her stay.", new_id=new_id())
    (thread,) = talk.threads
    assert location.endswith(f"#thread-{thread.id}")
    assert talk.comments == ["It is shorter."]


def test_what_is_said_of_an_older_version_goes_to_where_its_words_stand_now(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.desk.colleague_saves(f"A new beginning.\n\n{TEXT}")
    assert "where these words stand in version 2" in talk.read("versions/1/discuss/2")
    location = talk.say("Say why.", PLEA)
    assert location.startswith(talk.desk.address("versions/2/discuss"))
    page = talk.read("versions/2/discuss")
    assert page.index('id="paragraph-3"') < page.index("Say why.") < page.index('id="paragraph-4"')
    old = talk.read("versions/1/discuss")
    assert "There is a newer version" in old
    assert old.index('id="paragraph-2"') < old.index("Say why.") < old.index('id="paragraph-3"')


def test_a_comment_whose_words_are_gone_says_so_above_the_text(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.commented(1, "Say why.")
    talk.desk.colleague_saves(TEXT.replace(f"{PLEA}\n\n", ""))
    page = talk.read("versions/2/discuss")
    assert page.index("These words are gone since version 2") < page.index("Say why.") < page.index('id="paragraph-1"')
    assert f'<q lang="en" dir="auto">{PLEA}</q>' in page


def test_footnotes_have_the_numbers_of_the_whole_text(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.desk.colleague_saves(NOTED)
    page = talk.read("versions/2/discuss")
    assert 'We ask you.<sup><a href="#note-2" id="mark-2" role="doc-noteref">2</a></sup>' in page
    assert 'id="note-2"' in page
    assert page.count('id="mark-1"') == 1
    assert 'role="doc-noteref">2</a>' in talk.read("versions/2/discuss/2")


def test_colleagues_are_offered_by_the_name_that_calls_them(client: FlaskClient) -> None:
    talk = Discussion(client)
    page = talk.read("versions/1/discuss/2")
    assert "<bdi>@Bo Colleague</bdi>" in page
    assert "<bdi>@Ada Organiser</bdi>" not in page


def test_hostile_words_are_escaped_and_what_turns_their_direction_is_shown(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.say(HOSTILE, f"{PLEA} {HOSTILE}")
    (thread,) = talk.threads
    for page in ("versions/1/discuss", f"discussion/{thread.id}", "discussion", "suggestions"):
        html = talk.desk.get(page)
        assert "<script>alert" not in html
        assert "\u202e" not in html, page
        assert "⟨U+202E⟩" in html


def test_a_translation_is_discussed_under_its_own_address(client: FlaskClient) -> None:
    talk = Discussion(client)
    a_translation(talk.desk.campaign, "fr")
    location = talk.say("Ton", at="translations/fr/versions/1/discuss/1")
    assert location.startswith(talk.desk.address("translations/fr/versions/1/discuss"))
    assert "Ton" in talk.read("translations/fr/versions/1/discuss")
    assert "Ton" not in talk.read("versions/1/discuss")
    assert "Ton" in talk.read("discussion")
    assert "translations/fr/versions/1/discuss" in talk.desk.get("translations/fr/versions/1")


def test_a_translation_is_discussed_after_the_letter_was_sent_and_the_text_is_not(client: FlaskClient) -> None:
    talk = Discussion(client)
    a_translation(talk.desk.campaign, "fr")
    changed(talk.desk.campaign, state="dispatched", open_version_id=talk.desk.versions[0].id)
    assert "Comment or suggest" in talk.read("translations/fr/versions/1/discuss")
    talk.say("Ton", at="translations/fr/versions/1/discuss/1")
    assert talk.comments == ["Ton"]
    assert "Comment or suggest" not in talk.read("versions/1/discuss")
    talk.say("Late", status=409)


def test_the_overview_lists_what_is_open_and_what_is_over(client: FlaskClient) -> None:
    talk = Discussion(client)
    assert "Nothing is open." in talk.read("discussion")
    comment = talk.commented(0, "Whom do we write to?")
    talk.suggested(2, "1. Grant asylum.")
    talk.desk.post(f"discussion/{comment.id}/settle")
    page = talk.read("discussion")
    assert "1 suggestion." in page
    assert page.index("1. Grant asylum.") < page.index('id="over"') < page.index("Whom do we write to?")


def test_a_suggestion_to_take_a_paragraph_out_is_not_listed_as_if_it_wanted_those_words(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.suggested(1, "")
    assert f"Take out: {PLEA}" in talk.read("discussion")


def test_suggesting_the_same_once_more_says_so_and_keeps_what_is_said(client: FlaskClient) -> None:
    talk = Discussion(client)
    talk.say("Shorter.", "Let her stay.")
    talk.say("And kinder.", "Let her stay.", new_id=new_id())
    assert "You had suggested exactly this already." in talk.read("versions/1/discuss")
    assert len(talk.threads) == 1
    assert talk.comments == ["Shorter.", "And kinder."]


def test_what_is_over_is_listed_in_pages_and_no_page_reads_more_than_it_shows(client: FlaskClient) -> None:
    talk = Discussion(client)

    def ended(many: int) -> None:
        for _number in range(many):
            thread = talk.commented(0, f"Whom do we write to, {len(talk.threads) + 1}?")
            with transaction():
                settling.settle(acting(talk.desk.colleague), thread)

    def read(page: str) -> tuple[int, int]:
        with counted() as asked, loaded(Thread) as threads:
            talk.read(page)
        return len(asked), len(threads)

    ended(50)
    few = read("discussion")
    ended(3)
    assert read("discussion") == few
    assert read("discussion?page=2")[1] == 3
    first, second = talk.desk.get("discussion"), talk.desk.get("discussion?page=99")
    assert "Whom do we write to, 53?" in first
    assert "Whom do we write to, 3?" not in first
    assert "Whom do we write to, 3?" in second
    assert "Page 2 of 2" in second
    assert 'discussion?page=2#over" rel="next"' in first


def test_the_board_and_the_version_lead_to_the_discussion(client: FlaskClient) -> None:
    talk = Discussion(client)
    assert "none open" in talk.read("")
    talk.commented(0, "Whom do we write to?")
    talk.suggested(2, LIST.replace("Stop", "End"))
    board = talk.read("")
    assert "1 open comment, 1 suggestion" in board
    assert talk.desk.address("discussion") in board
    assert talk.desk.address("versions/1/discuss") in talk.read("versions/1")


def test_another_organisation_finds_nothing_of_it(client: FlaskClient) -> None:
    talk = Discussion(client)
    thread = talk.suggested(2, "1. Grant asylum.")
    sign_in(client, a_user(an_organisation("Elsewhere")))
    pages = ("versions/1/discuss", "versions/1/discuss/2", f"discussion/{thread.id}", "discussion", "suggestions")
    for page in pages:
        talk.desk.get(page, 404)
    talk.say("Say why.", PLEA, 404)
    talk.desk.post(f"discussion/{thread.id}/settle", 404)
    talk.send("take", [thread], 404)
    assert [row.state for row in talk.threads] == ["open"]


@pytest.mark.parametrize("paragraph", ["0", "4", "999999999999"])
def test_there_is_no_page_for_a_paragraph_that_is_not_there(client: FlaskClient, paragraph: str) -> None:
    Discussion(client).desk.get(f"versions/1/discuss/{paragraph}", 404)


def test_a_translation_begun_but_empty_has_nothing_to_discuss(client: FlaskClient) -> None:
    talk = Discussion(client)
    with transaction():
        translations.start(acting(talk.desk.colleague), talk.desk.campaign, "fr")
    talk.desk.get("translations/fr/suggestions", 404)
    talk.desk.get("translations/fr/versions/1/discuss", 404)


def test_the_pages_ask_the_database_as_often_for_many_threads_as_for_few(client: FlaskClient) -> None:
    talk = Discussion(client)
    pages = ("versions/1/discuss", "discussion", "suggestions", "")

    def of(many: int) -> list[int]:
        for number in range(many):
            talk.commented(number % 3, f"Say why, {number}.")
            talk.suggested(1, f"We ask {number} times.", "A reason")
        return [statements(client, talk.desk.address(page)) for page in pages]

    assert of(1) == of(9)
