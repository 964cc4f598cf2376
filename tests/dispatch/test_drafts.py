"""The proof of a version: the letter as it would be printed, which nobody can take for the letter."""

import io

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.dispatch import service
from petitions.dispatch.models import Edition, EditionSignatory
from petitions.drafting import queries as drafting
from tests.dispatch.scene import UNDISCLOSED, Scene, change
from tests.factories import a_translation, a_user, a_version_of, an_organisation, saved, sign_in
from tests.support.pdf import words_of


@pytest.fixture
def ada(client: FlaskClient, scene: Scene) -> FlaskClient:
    sign_in(client, scene.ada)
    return client


def address(scene: Scene, number: int = 1) -> str:
    return f"/en/desk/campaigns/{scene.campaign.id}/versions/{number}/proof.pdf"


def proof(browser: FlaskClient, scene: Scene, number: int = 1) -> bytes:
    answer = browser.get(address(scene, number))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    return answer.data


def test_every_page_is_marked_with_version_and_hash(ada: FlaskClient, scene: Scene) -> None:
    for number in range(40):
        scene.sign("Ona", f"Testė{chr(65 + number % 26)}{'a' * number}")
    [version] = drafting.versions(scene.now)
    shown = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(proof(ada, scene))).pages]
    assert len(shown) > 1
    assert all("DRAFT" in page and f"Version 1 · {version.sha256[:12]}" in page for page in shown)


def test_the_open_version_shows_whom_the_letter_is_for_and_who_signed(ada: FlaskClient, scene: Scene) -> None:
    scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
    text = words_of(proof(ada, scene))
    assert all(part in text for part in ("Brussels", "Office A", "Office B", "Ćwiklińska", "Žemaitė"))
    assert "3 Members of the European Parliament" in text
    assert "Zoé" not in text
    assert "edition" not in text


def test_another_version_shows_no_signatory(ada: FlaskClient, scene: Scene) -> None:
    scene.new_version()
    text = words_of(proof(ada, scene, 2))
    assert "Mended 2." in text
    assert "Office A" in text
    assert "Žemaitė" not in text


def test_a_declaration_is_shown_as_the_sheet_that_is_lodged(ada: FlaskClient, scene: Scene) -> None:
    change(scene.campaign, instrument="pace_declaration")
    text = words_of(proof(ada, scene))
    assert "DRAFT" in text
    assert "Signature" in text
    assert "Office A" not in text


@pytest.mark.parametrize(
    ("language", "body"),
    [("fr", "Madame la ministre,\n\n" + "Qu’elle reste.\n\n" * 60), ("ar", "معالي الوزيرة،\n\n" * 60)],
)
def test_a_translation_has_a_proof_that_says_on_every_page_what_it_is(
    ada: FlaskClient, scene: Scene, language: str, body: str
) -> None:
    version = a_translation(scene.campaign, language, body)
    there = f"/en/desk/campaigns/{scene.campaign.id}/translations/{language}/versions/1"
    assert f"{there}/proof.pdf" in ada.get(there).text
    answer = ada.get(f"{there}/proof.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert f"-{language}-draft-1-{version.sha256[:12]}.pdf" in answer.headers["Content-Disposition"]
    shown = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
    assert len(shown) > 1
    assert all("DRAFT" in page and f"Translation, version 1 · {version.sha256[:12]}" in page for page in shown)
    text = " ".join(shown[0].split())
    assert "follows version 1 of the text in English: that text is what is signed and sent" in text
    assert "Žemaitė" not in text


def test_looking_at_a_proof_writes_nothing(ada: FlaskClient, scene: Scene) -> None:
    proof(ada, scene)
    for table in (Edition, EditionSignatory):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def test_the_letter_itself_is_never_marked(scene: Scene) -> None:
    edition = scene.close()
    assert "DRAFT" not in words_of(service.proof(scene.now, edition))
    assert "DRAFT" not in words_of(scene.confirm().pdf)


def test_what_cannot_be_printed_is_said_in_words(ada: FlaskClient, scene: Scene) -> None:
    text = drafting.versions(scene.now)[0].text
    saved(a_version_of(scene.campaign, text, 2, "Dear Minister,\n\n漢\n", scene.ada))
    answer = ada.get(address(scene, 2))
    assert answer.status_code == 409
    assert "The letter cannot be printed: no font here has the signs of “漢”." in answer.text


def test_a_version_leads_to_its_proof(ada: FlaskClient, scene: Scene) -> None:
    assert address(scene) in ada.get(f"/en/desk/campaigns/{scene.campaign.id}/versions/1").text


def test_no_version_no_proof_and_none_for_strangers(app: Flask, ada: FlaskClient, scene: Scene) -> None:
    assert ada.get(address(scene, 9)).status_code == 404
    stranger: User = a_user(an_organisation("Stranger"))
    browser = app.test_client()
    sign_in(browser, stranger)
    assert browser.get(address(scene)).status_code == 404
