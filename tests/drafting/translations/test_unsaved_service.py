"""A translation keeps itself while it is typed: its words come back in the fields in which they stood."""

import re
from dataclasses import dataclass
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role
from petitions.campaigns.models import Campaign
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.drafting import queries as texts
from petitions.drafting import service as drafting
from petitions.drafting.service import Draft
from petitions.drafting.translations import service
from petitions.drafting.writing import queries
from tests.drafting.desk import Desk, a_desk
from tests.factories import TEXT, acting, changed, sign_in

FRENCH = ["Madame la ministre,", "Laissez Aru Example rester.", "1. Arrêtez.\n2. Accordez."]
HALF = ["Madame,\r\n\r\nMonsieur,", "", "1. Arrêt"]


@dataclass
class Page:
    """The page of the French translation, as one window shows it."""

    desk: Desk
    copy: str
    turn: int = 0
    source: str = "1"
    places: str = "0,1,2"
    made_from: str = "0"

    def fields(self, texts: list[str], **more: str) -> dict[str, object]:
        self.turn += 1
        kept = {"copy": self.copy, "turn": str(self.turn), "source": self.source, "places": self.places}
        return {**kept, "made_from": self.made_from, "subject": "Qu’elle reste", "text": texts, **more}

    def types(self, texts: list[str], status: int = 200, **more: str) -> dict[str, str]:
        """What the script sends while somebody types."""
        address = self.desk.address("translations/fr/text/live")
        answer = self.desk.client.post(address, data=self.fields(texts, **more))
        assert answer.status_code == status, answer.text
        return answer.get_json() if status == 200 else {}

    def sends(self, texts: list[str], status: int = 303, **more: str) -> str:
        """The form, as a button sends it."""
        answer = self.desk.client.post(self.desk.address("translations/fr/text"), data=self.fields(texts, **more))
        assert answer.status_code == status, answer.text
        return str(answer.location or answer.text)


@pytest.fixture
def desk(client: FlaskClient) -> Desk:
    desk = a_desk(client, Role.DRAFTER)
    with transaction():
        service.start(acting(desk.colleague), desk.campaign, "fr")
    return desk


def a_page(desk: Desk, **about: str) -> Page:
    return Page(desk, str(uuid4()), **about)


def unsaved(desk: Desk, language: str | None = "fr") -> list[str]:
    db.session.rollback()
    campaign = db.session.get_one(Campaign, desk.campaign.id)
    return [copy.body for copy in queries.unsaved(desk.user.id, campaign, language)]


def typed_in(page: str) -> list[str]:
    """What stands in the fields of a page."""
    return [unescape(text) for text in re.findall(r'name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)]


def rewritten(desk: Desk, body: str) -> None:
    latest = texts.latest(desk.campaign)
    with transaction():
        drafting.save_version(acting(desk.colleague), desk.campaign, Draft("Let her stay", body, "", latest.number))


def french_saved_by_colleague(desk: Desk, texts_: list[str], made_from: int = 0) -> None:
    typed = service.Translated(Draft("Qu’elle reste", "\n\n".join(texts_), "", made_from), service.Beside(1, (1, 1, 1)))
    with transaction():
        service.save(acting(desk.colleague), desk.campaign, "fr", typed)


def test_what_is_typed_is_kept_and_the_page_opened_again_offers_it(desk: Desk) -> None:
    page = a_page(desk)
    said = page.types(HALF)
    assert said["kept"].startswith("Kept for you ")
    assert (said["count"], said["trouble"]) == ("3 words", "")
    assert '<div class="letter" lang="fr" dir="ltr">' in said["preview"]
    shown = desk.get("translations/fr/text")
    assert "You have unsaved words" in shown
    assert "made before there was a version" in shown
    assert typed_in(shown) == ["", "", ""]


def test_its_words_come_back_in_the_fields_that_they_stood_in(desk: Desk) -> None:
    page = a_page(desk)
    page.types(HALF)
    shown = desk.get(f"translations/fr/text?unsaved={page.copy}")
    assert "You continue with words that are not saved" in shown
    assert typed_in(shown) == ["Madame,\n\nMonsieur,", "", "1. Arrêt"]
    assert f'name="continues" type="hidden" value="{page.copy}.1"' in shown
    assert 'value="Qu’elle reste"' in shown


def test_words_beside_a_paragraph_that_left_the_text_come_back_beside_nothing(desk: Desk) -> None:
    french_saved_by_colleague(desk, FRENCH)
    rewritten(desk, "Dear Minister,\n\n1. Stop the deportation.\n2. Grant asylum.\n")
    page = a_page(desk, source="2", places="0,-,1", made_from="1")
    page.types(["Madame,", FRENCH[1], FRENCH[2]])
    shown = desk.get(f"translations/fr/text?unsaved={page.copy}")
    assert 'value="0,-,1"' in shown
    assert "Not in the text any more" in shown
    assert typed_in(shown) == ["Madame,", FRENCH[1], FRENCH[2]]


def test_saving_lets_go_of_what_was_kept_in_this_window_and_of_what_it_continued(desk: Desk) -> None:
    first, second = a_page(desk), a_page(desk)
    first.types(HALF)
    second.sends(FRENCH, continues=f"{first.copy}.1")
    assert unsaved(desk) == []
    first.turn = -1
    first.types(HALF)
    assert unsaved(desk) == [], "a request that was under way brings nothing back"


def test_words_that_are_the_latest_version_are_not_unsaved(desk: Desk) -> None:
    french_saved_by_colleague(desk, FRENCH)
    page = a_page(desk, made_from="1")
    assert page.types([*FRENCH[:2], f"{FRENCH[2]} "])["kept"] == ""
    page.types([*FRENCH[:2], "1. Tout."])
    assert len(unsaved(desk)) == 1


def test_a_version_saved_meanwhile_is_told_while_typing_and_shown_beside_the_words(desk: Desk) -> None:
    page = a_page(desk)
    page.types([FRENCH[0], "Laissez-la vivre.", FRENCH[2]])
    french_saved_by_colleague(desk, [FRENCH[0], "Laissez-la travailler.", FRENCH[2]])
    said = page.types([FRENCH[0], "Laissez-la vivre ici.", FRENCH[2]])
    assert said["trouble"].startswith("Bo Colleague saved version 1 meanwhile.")
    assert said["trouble"] in said["preview"]
    assert "version 1 was saved since" in desk.get("translations/fr/text")
    shown = desk.get(f"translations/fr/text?unsaved={page.copy}")
    assert "Saved meanwhile: version 1" in shown
    assert '<span class="hidden">removed: </span>travailler' in shown
    assert '<span class="hidden">added: </span>vivre ici' in shown
    assert typed_in(shown)[1] == "Laissez-la vivre ici."
    assert 'name="made_from" type="hidden" value="1"' in shown


def test_a_stale_save_keeps_the_words_as_well_and_loses_none_of_either(desk: Desk) -> None:
    page = a_page(desk)
    french_saved_by_colleague(desk, [FRENCH[0], "Laissez-la travailler.", FRENCH[2]])
    shown = page.sends([FRENCH[0], "Laissez-la vivre.", FRENCH[2]], 409)
    assert "Laissez-la travailler." in unescape(shown)
    assert typed_in(shown)[1] == "Laissez-la vivre."
    assert unsaved(desk) == [f"{FRENCH[0]}\n\nLaissez-la vivre.\n\n{FRENCH[2]}"]
    page.made_from = "1"
    page.sends([FRENCH[0], "Laissez-la vivre.", FRENCH[2]])
    assert [version.body for version in texts.versions(desk.campaign, "fr")] == [
        f"{FRENCH[0]}\n\nLaissez-la {word}.\n\n{FRENCH[2]}\n" for word in ("travailler", "vivre")
    ]
    assert unsaved(desk) == []


def test_a_text_rewritten_meanwhile_is_told_and_the_words_stand_beside_what_they_were_typed_beside(desk: Desk) -> None:
    page = a_page(desk)
    page.types(HALF)
    rewritten(desk, f"{TEXT}\nYours sincerely,\n")
    assert "Bo Colleague saved version 2 of the text meanwhile." in page.types(HALF)["trouble"]
    shown = desk.get(f"translations/fr/text?unsaved={page.copy}")
    assert "Version 2 of the text was saved since" in shown
    assert 'name="source" type="hidden" value="1"' in shown
    assert len(typed_in(shown)) == 3


def test_the_button_keeps_it_too_where_there_is_no_script(desk: Desk) -> None:
    a_page(desk).sends(HALF, 200, do="preview")
    assert unsaved(desk) == ["Madame,\n\nMonsieur,\n\n1. Arrêt"]


def test_marks_that_a_button_sets_are_kept(desk: Desk) -> None:
    page = a_page(desk)
    page.sends(['"Non"', "", ""], 200, do="marks")
    assert unsaved(desk) == ["«\u00a0Non\u00a0»"]


@pytest.mark.parametrize(
    ("typed", "more"),
    [
        (HALF, {"subject": ""}),
        (["a\0b\x07", "", ""], {}),
        (["- " * 8 + "deep", "", ""], {}),
        (["x" * 100_001, "", ""], {}),
        (["Un"], {"places": "", "source": ""}),
    ],
)
def test_words_that_cannot_be_saved_are_kept_all_the_same(desk: Desk, typed: list[str], more: dict[str, str]) -> None:
    page = a_page(desk)
    page.types(typed, **more)
    assert len(unsaved(desk)) == 1
    answer = desk.client.get(desk.address(f"translations/fr/text?unsaved={page.copy}"))
    assert answer.status_code == (409 if "places" in more else 200)


def test_words_of_the_text_and_of_each_translation_are_offered_where_they_belong(desk: Desk) -> None:
    with transaction():
        service.start(acting(desk.colleague), desk.campaign, "de")
    page = a_page(desk)
    page.types(HALF)
    of_text = str(uuid4())
    desk.write(200, body="Half", copy=of_text, turn="1", do="preview")
    assert (unsaved(desk), unsaved(desk, None), unsaved(desk, "de")) == (
        ["Madame,\n\nMonsieur,\n\n1. Arrêt"],
        ["Half"],
        [],
    )
    assert desk.get("text").count("Continue with them") == 1
    for address in (f"text?unsaved={page.copy}", f"translations/de/text?unsaved={page.copy}"):
        desk.get(address, 404)
    desk.get(f"translations/fr/text?unsaved={of_text}", 404)


def test_they_are_thrown_away_after_one_more_look_which_leads_back_to_the_translation(desk: Desk) -> None:
    page = a_page(desk)
    page.types(HALF)
    there = f"text/unsaved/{page.copy}/throw-away"
    assert f"translations/fr/text?unsaved={page.copy}" in desk.get(there)
    assert desk.post(there) == desk.address("translations/fr/text")
    assert unsaved(desk) == []
    desk.get(f"translations/fr/text?unsaved={page.copy}", 404)


def test_nobody_else_sees_them_and_the_history_tells_of_nothing(desk: Desk) -> None:
    before = len(db.session.scalars(select(AuditEvent)).all())
    page = a_page(desk)
    page.types(HALF)
    sign_in(desk.client, desk.colleague)
    assert "unsaved words" not in desk.get("translations/fr/text")
    desk.get(f"translations/fr/text?unsaved={page.copy}", 404)
    page.types(FRENCH, 404)
    sign_in(desk.client, desk.user)
    assert len(unsaved(desk)) == 1
    assert len(db.session.scalars(select(AuditEvent)).all()) == before


def test_who_types_is_told_that_the_campaign_is_given_up_and_keeps_the_words(desk: Desk) -> None:
    page = a_page(desk)
    changed(desk.campaign, state="withdrawn")
    assert "translations can’t change any more" in page.types(HALF)["trouble"]
    assert len(unsaved(desk)) == 1


def test_who_may_not_write_keeps_nothing(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER)
    with transaction():
        service.start(acting(desk.colleague), desk.campaign, "fr")
    a_page(desk).types(HALF, 403)
    assert unsaved(desk) == []


def test_a_copy_that_was_never_there_is_not_found(desk: Desk) -> None:
    desk.get(f"translations/fr/text?unsaved={UUID(int=0)}", 404)
