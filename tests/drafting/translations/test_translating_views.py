"""Translating in the browser: side by side, with what changed marked, and nothing typed ever lost."""

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import Role
from petitions.campaigns.states import CampaignState
from petitions.core.db import transaction
from petitions.drafting import queries, service
from petitions.drafting.models import Version
from petitions.drafting.service import Draft
from petitions.drafting.translations import service as translations
from tests.drafting.desk import Desk, a_blank_desk, a_desk, seen
from tests.factories import TEXT, acting

FRENCH = ["Madame la ministre,", "Laissez Aru Example rester.", "1. Arrêtez.\n2. Accordez."]


def begun(client: FlaskClient, language: str = "fr", *roles: str, state: str = "drafting") -> Desk:
    desk = a_desk(client, *roles, state=state)
    with transaction():
        translations.start(acting(desk.colleague), desk.campaign, language)
    return desk


def typed(desk: Desk, texts: list[str], status: int = 303, *, language: str = "fr", **changed: str) -> str:
    fields = {"subject": "Qu’elle reste", "made_from": "0", "source": "1", "places": "0,1,2", **changed}
    answer = desk.client.post(desk.address(f"translations/{language}/text"), data={**fields, "text": texts})
    assert answer.status_code == status, answer.get_data(as_text=True)
    return str(answer.location or answer.get_data(as_text=True))


def french(desk: Desk) -> list[Version]:
    return list(queries.versions(desk.campaign, "fr"))


def rewritten(desk: Desk, body: str, made_from: int = 1) -> None:
    with transaction():
        service.save_version(acting(desk.colleague), desk.campaign, Draft("Let her stay", body, "", made_from))


def test_a_language_is_added_and_leads_to_its_page(client: FlaskClient) -> None:
    desk = a_desk(client)
    assert '<option value="en"' not in desk.get("translations")
    assert desk.post("translations", language="fr") == desk.address("translations/fr/text")
    page = desk.get("translations")
    assert "Nothing is saved yet." in page
    assert '<option value="fr"' not in page


def test_nothing_is_translated_before_there_is_a_text(client: FlaskClient) -> None:
    desk = a_blank_desk(client)
    assert "Write the text first." in desk.get("translations")
    assert "Write the text first." in desk.post("translations", 409, language="fr")


def test_an_empty_translation_is_taken_back(client: FlaskClient) -> None:
    desk = begun(client)
    desk.post("translations/fr/drop")
    assert "There is no translation yet." in desk.get("translations")
    desk.get("translations/fr/text", 404)


def test_each_paragraph_stands_rendered_beside_its_own_field(client: FlaskClient) -> None:
    page = begun(client).get("translations/fr/text")
    assert page.count("<textarea") == 3
    assert "<li>Stop the deportation.</li>" in page
    assert 'name="places" type="hidden" value="0,1,2"' in page
    assert "What is signed and sent is the text in English." in page


def test_what_was_typed_becomes_a_version_that_can_be_read_compared_and_downloaded(client: FlaskClient) -> None:
    desk = begun(client)
    assert typed(desk, FRENCH) == desk.address("translations/fr/versions/1")
    page = desk.get("translations/fr/versions/1")
    assert "Version 1 is saved." in page
    assert "Follows version 1. Nothing has changed since." in " ".join(page.split())
    assert "What is signed and sent is the text in English." in page
    typed(desk, [*FRENCH[:2], "1. Arrêtez tout."], made_from="1")
    assert "What is signed" in desk.get("translations/fr/versions")
    assert '<span class="hidden">removed: </span>' in desk.get("translations/fr/compare")
    file = desk.client.get(desk.address("translations/fr/versions/2/text.md"))
    assert file.get_data(as_text=True) == "Qu’elle reste\n\n" + french(desk)[-1].body
    assert f"{desk.campaign.slug}-fr-2.md" in file.headers["Content-Disposition"]


def test_the_text_itself_is_not_marked_as_a_translation(client: FlaskClient) -> None:
    desk = begun(client)
    typed(desk, FRENCH)
    for page in ("versions", "versions/1", "compare", "versions/1/ask", "versions/1/review"):
        assert "What is signed and sent" not in desk.get(page)


def test_the_fields_hold_what_was_saved_and_a_paragraph_may_be_several(client: FlaskClient) -> None:
    desk = begun(client)
    typed(desk, ["Madame,\r\n\r\nMonsieur,", "", "1. Arrêtez."])
    page = desk.get("translations/fr/text")
    assert "\nMadame,\n\nMonsieur,</textarea>" in page
    assert ">\n</textarea>" in page
    assert "1 paragraph is not translated" in desk.get("translations/fr/versions/1")


def test_a_changed_paragraph_is_marked_with_the_difference_and_has_to_be_looked_at(client: FlaskClient) -> None:
    desk = begun(client)
    typed(desk, FRENCH)
    rewritten(desk, TEXT.replace("let Aru Example stay", "let Aru Example live here"))
    page = desk.get("translations/fr/text")
    assert page.count("Changed since version 1") == 1
    assert '<span class="hidden">removed: </span>stay' in page
    assert "Laissez Aru Example rester.</textarea>" in page
    typed(desk, [FRENCH[0], "Qu’elle vive ici.", FRENCH[2]], made_from="1", source="2", follow="keep")
    assert "1 paragraph changed since" in desk.get("translations/fr/versions/2")
    assert "1 paragraph changed since" in desk.get("")
    typed(desk, [FRENCH[0], "Qu’elle vive ici.", FRENCH[2]], made_from="2", source="2", follow="looked")
    assert [version.follows.number for version in french(desk)] == [1, 1, 2]
    assert "Changed since" not in desk.get("translations/fr/text")


def test_a_page_that_says_nothing_of_the_changes_follows_the_old_version(client: FlaskClient) -> None:
    desk = begun(client)
    typed(desk, FRENCH)
    rewritten(desk, TEXT.replace("stay", "live"))
    typed(desk, [*FRENCH[:2], "1. Tout."], made_from="1", source="2")
    assert french(desk)[-1].follows.number == 1


def test_words_whose_paragraph_has_left_the_text_are_shown_and_kept(client: FlaskClient) -> None:
    desk = begun(client)
    typed(desk, FRENCH)
    rewritten(desk, "Dear Minister,\n\n1. Stop the deportation.\n2. Grant asylum.\n")
    page = desk.get("translations/fr/text")
    assert "Not in the text any more" in page
    assert 'value="0,-,1"' in page
    typed(desk, FRENCH, made_from="1", source="2", places="0,-,1", follow="looked")
    assert FRENCH[1] in french(desk)[-1].body or french(desk)[-1].number == 2
    assert "Madame la ministre,\n\nLaissez Aru Example rester.</textarea>" in desk.get("translations/fr/text")


def test_a_stale_page_shows_both_texts_and_the_difference_and_loses_neither(client: FlaskClient) -> None:
    desk = begun(client)
    typed(desk, FRENCH)
    typed(desk, [FRENCH[0], "Laissez-la travailler.", FRENCH[2]], made_from="1")
    page = typed(desk, [FRENCH[0], "Laissez-la vivre.", FRENCH[2]], 409, made_from="1")
    assert "Somebody saved a version while you wrote." in page
    assert "Saved meanwhile: version 2" in page
    assert '<span class="hidden">removed: </span>travailler' in page
    assert "\nLaissez-la vivre.</textarea>" in page
    assert 'name="made_from" type="hidden" value="2"' in page
    typed(desk, [FRENCH[0], "Laissez-la vivre.", FRENCH[2]], made_from="2")
    assert len(french(desk)) == 3


def test_what_changed_in_the_text_is_told_since_the_version_that_the_one_saved_meanwhile_follows(
    client: FlaskClient,
) -> None:
    desk = begun(client)
    typed(desk, FRENCH)
    rewritten(desk, TEXT.replace("ask", "urge"))
    assert "Changed since version 1" in desk.get("translations/fr/text")
    typed(desk, [FRENCH[0], "Laissez-la vivre.", FRENCH[2]], made_from="1", source="2", follow="looked")
    page = typed(desk, [FRENCH[0], "Laissez-la rester.", FRENCH[2]], 409, made_from="1", source="2")
    assert "Saved meanwhile: version 2" in page
    assert "\nLaissez-la rester.</textarea>" in page
    assert "Changed since" not in page
    assert "Does the translation follow the changes?" not in page


@pytest.mark.parametrize(
    ("texts", "changed", "says"),
    [
        (FRENCH, {"subject": ""}, "Write the subject."),
        (["", " ", ""], {}, "Translate one paragraph at least."),
        (["A", "b\x07c", ""], {}, "Paragraph 2: Line 1 holds a character that cannot be printed (U+0007)."),
        (["- " * 8 + "deep", "", ""], {}, "Lists stand too deep inside one another."),
        (["x" * 100_001, "", ""], {}, "at most 100 kB can be kept"),
        (FRENCH, {"follow": "nonsense"}, "Not saved yet"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, texts: list[str], changed: dict[str, str], says: str
) -> None:
    desk = begun(client)
    page = typed(desk, texts, 422, **changed)
    assert says in page
    assert page.count("<textarea") == 3
    assert french(desk) == []


@pytest.mark.parametrize(
    "changed",
    [{"places": ""}, {"places": "0,1"}, {"places": "0,0,1"}, {"places": "²,1,2"}, {"source": ""}, {"source": "9"}],
)
def test_a_page_that_does_not_say_beside_what_it_stands_gives_back_what_was_typed(
    client: FlaskClient, changed: dict[str, str]
) -> None:
    desk = begun(client)
    long = "Laissez Aru Example rester, nous vous en prions instamment."
    assert long in typed(desk, [FRENCH[0], long, FRENCH[2]], 409, **changed)
    assert french(desk) == []


def test_html_is_text_on_both_sides(client: FlaskClient) -> None:
    desk = begun(client)
    rewritten(desk, "<script>alert(1)</script>\n")
    page = typed(desk, ["<b>x</b>"], 200, source="2", places="0", do="preview")
    assert "<script>alert(1)" not in page
    assert "<b>x" not in page


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("kk", "ltr")])
def test_fields_and_letter_run_in_the_direction_of_the_language(
    client: FlaskClient, language: str, direction: str
) -> None:
    desk = begun(client, language)
    page = desk.get(f"translations/{language}/text")
    assert page.count(f'lang="{language}" dir="{direction}" spellcheck') == 3
    typed(desk, ["A", "B", "C"], language=language)
    assert f'<div class="letter" lang="{language}" dir="{direction}">' in desk.get(
        f"translations/{language}/versions/1"
    )


def test_a_preview_points_at_marks_and_dates_and_saves_nothing(client: FlaskClient) -> None:
    desk = begun(client, "lt")
    page = typed(desk, ['Gerbiama "ministre",', "Nuo October 3rd", ""], 200, language="lt", do="preview")
    assert "In Lietuvių quotation marks are „…“" in page
    assert "paragraph 1" in page
    assert "spalio 3 d." in page
    assert "\nGerbiama &#34;ministre&#34;,</textarea>" in page
    assert queries.latest(desk.campaign, "lt") is None


def test_a_button_sets_the_marks_of_the_language_in_the_fields_and_saves_nothing(client: FlaskClient) -> None:
    desk = begun(client, "lt")
    page = typed(desk, ['Gerbiama "ministre",', "", ""], 200, language="lt", subject='"Ji"', do="marks")
    assert "\nGerbiama „ministre“,</textarea>" in page
    assert 'value="„Ji“"' in page
    assert "quotation marks are" not in page
    assert queries.latest(desk.campaign, "lt") is None


def test_the_same_button_stands_where_the_text_is_written(client: FlaskClient) -> None:
    desk = a_desk(client)
    page = desk.write(200, body='Dear "Minister",', do="preview")
    assert "Set the marks “…”" in page
    page = desk.write(200, body='Dear "Minister",', do="marks")
    assert "Dear “Minister”,</textarea>" in page
    assert len(desk.versions) == 1


def test_a_long_translation_is_no_text_that_cannot_be_sent(client: FlaskClient) -> None:
    desk = begun(client)
    with transaction() as session:
        session.get_one(type(desk.campaign), desk.campaign.id).instrument = "pace_declaration"
    page = typed(desk, ["mot " * 300, "", ""], 200, do="preview")
    assert "too long" not in page


def test_a_translation_is_asked_for_read_and_approved_on_its_own_pages(client: FlaskClient) -> None:
    desk = begun(client, "fr", state=CampaignState.COLLECTING)
    with transaction():
        made = {"subject": "Qu’elle reste", "body": "Madame,", "why": "", "made_from": 0}
        typed_there = translations.Translated(Draft(**made), translations.Beside(1, (1, 0, 0)))
        version = translations.save(acting(desk.colleague), desk.campaign, "fr", typed_there)
    assert "Review this version" in desk.get("translations/fr/versions/1")
    page = desk.get("translations/fr/versions/1/review")
    assert "Approve version 1" in page
    desk.post("translations/fr/versions/1/review", verdict="approve", **seen(version))
    assert "Approved" in desk.get("translations")
    assert desk.state == CampaignState.COLLECTING
    assert not queries.is_approved(desk.versions[0])


def test_who_may_not_write_may_read_translations_only(client: FlaskClient) -> None:
    desk = begun(client, "fr", Role.REVIEWER)
    assert "Begin the translation" not in desk.get("translations")
    desk.get("translations/fr/text", 403)
    desk.post("translations", 403, language="de")
    desk.post("translations/fr/drop", 403)


def test_a_translation_that_does_not_exist_answers_404(client: FlaskClient) -> None:
    desk = a_desk(client)
    for page in ("fr/text", "fr/versions", "fr/versions/1", "fr/compare", "en/text"):
        desk.get(f"translations/{page}", 404)


def test_single_marks_inside_a_quotation_are_pointed_at_and_apostrophes_are_not(client: FlaskClient) -> None:
    desk = begun(client, "de")
    typed_there = ["„Man nennt es 'Recht', und Hans' Haus“, geht's?", "", ""]
    page = typed(desk, typed_there, 200, language="de", do="preview")
    assert "Inside a quotation they are ‚…‘." in page
    assert page.count("This text has") == 1
    page = typed(desk, typed_there, 200, language="de", do="marks")
    assert "\n„Man nennt es ‚Recht‘, und Hans&#39; Haus“, geht&#39;s?</textarea>" in page


def test_what_is_odd_is_said_of_the_field_in_which_it_stands(client: FlaskClient) -> None:
    desk = begun(client, "lt")
    page = typed(desk, ["Gerbiama\n\nministre,", "", 'Nuo October 3rd "čia"'], 200, language="lt", do="preview")
    assert "Paragraph 3: <q><bdi>October 3rd</bdi></q>" in page
    assert "in: paragraph 3</li>" in " ".join(page.split())


def test_a_difference_runs_in_the_direction_of_its_language_whatever_it_begins_with(client: FlaskClient) -> None:
    desk = begun(client, "ar")
    typed(desk, ["Aru يجب أن تبقى", "", ""], language="ar")
    typed(desk, ["Aru Example يجب أن تبقى", "", ""], language="ar", made_from="1")
    assert '<div class="difference" lang="ar" dir="rtl">' in desk.get("translations/ar/compare")
    stale = typed(desk, ["Aru", "", ""], 409, language="ar", made_from="1")
    assert '<div class="difference" lang="ar" dir="rtl">' in stale
    rewritten(desk, TEXT.replace("stay", "live"))
    page = desk.get("translations/ar/text")
    assert '<div class="difference" lang="en" dir="ltr">' in page
    assert '<div class="difference" lang="en" dir="ltr">' in desk.get("translations/ar/versions/2")
