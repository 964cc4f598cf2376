"""What colleagues of the sample say about its texts, and its translations: shown where an organiser looks for them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.drafting import queries
from petitions.drafting.discussion.models import Thread
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import paragraphs
from tests.factories import sign_in
from tests.ops.test_sample_campaigns import words_of

APPEAL, LETTER, REGISTER = (
    "Let a heart specialist see him",
    "Decide her asylum claim before any extradition",
    "Let her register speak",
)


@pytest.fixture(scope="module")
def migrated_database(sampled_database: Path) -> Path:
    """A database with the sample in it, copied for each test."""
    return sampled_database


@pytest.fixture
def drafter(client: FlaskClient) -> FlaskClient:
    sign_in(client, db.session.scalars(select(User).where(User.name == "Matteo Brancorsi")).one())
    return client


def campaign(title: str) -> Campaign:
    return db.session.scalars(select(Campaign).where(Campaign.title == title)).one()


def translation(title: str, language: str) -> tuple[Version, Version]:
    """The translation, and the version of the text that it follows."""
    text = queries.text_of(campaign(title), language)
    assert text is not None
    version = queries.newest(text)
    assert version is not None
    assert version.follows is not None
    return version, version.follows


def test_a_comment_waits_a_suggestion_waits_and_one_question_is_settled(drafter: FlaskClient) -> None:
    rows = db.session.scalars(select(Thread).order_by(Thread.at)).all()
    assert sorted((row.kind, row.state) for row in rows) == [
        ("comment", "open"),
        ("comment", "settled"),
        ("suggestion", "open"),
    ]
    page = words_of(drafter, f"/en/desk/campaigns/{campaign(APPEAL).id}/versions/1/discuss")
    assert "Do we know the day of his last request?" in page
    assert "The last half-sentence sounds like a threat" in page


def test_the_letter_has_a_french_translation_that_one_change_has_left_behind(drafter: FlaskClient) -> None:
    version, followed = translation(LETTER, "fr")
    assert (version.number, followed.number) == (1, 1)
    assert len(paragraphs(version.body)) == len(paragraphs(followed.body))
    page = words_of(drafter, f"/en/desk/campaigns/{campaign(LETTER).id}/translations/fr/text")
    assert "This translation follows version 1" in page
    assert "Changed since version 1" in page


def test_the_appeal_in_arabic_has_every_paragraph_of_the_text_that_is_signed(drafter: FlaskClient) -> None:
    version, followed = translation(REGISTER, "ar")
    assert followed.id == campaign(REGISTER).open_version_id
    assert len(paragraphs(version.body)) == len(paragraphs(followed.body))
    page = drafter.get(f"/en/desk/campaigns/{campaign(REGISTER).id}/translations/ar/versions/1").text
    assert 'lang="ar" dir="rtl"' in page


@pytest.mark.parametrize(
    ("title", "language", "says"), [(LETTER, "fr", "Texte d’exemple"), (REGISTER, "ar", "نص تجريبي")]
)
@pytest.mark.usefixtures("app")
def test_a_translation_owns_up_to_being_a_sample(title: str, language: str, says: str) -> None:
    assert says in translation(title, language)[0].body
