"""Readers are offered an approved translation for their information; what they sign is the text itself."""

from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.drafting.models import Version
from tests.factories import a_translation, an_approval, saved
from tests.signing.browsing import text

OFFERED = "Translation, for your information. What is signed is the text in English."


def approved(
    campaign: Campaign, reviewer: User, language: str = "fr", body: str = "Madame *la* ministre,\n"
) -> Version:
    version = a_translation(campaign, language, body)
    saved(an_approval(version, reviewer))
    return version


def test_a_signatory_may_read_it_and_signs_the_text(
    phone: FlaskClient, letter: str, campaign: Campaign, colleague: User
) -> None:
    assert OFFERED not in text(phone.get(letter))
    approved(campaign, colleague)
    shown = phone.get(letter)
    assert OFFERED in text(shown)
    assert "Madame <em>la</em> ministre," in shown.text
    assert "Stop the deportation." in text(shown)
    assert "Madame" not in phone.get(f"{letter}/code").text


def test_one_that_nobody_has_approved_is_offered_to_nobody(phone: FlaskClient, letter: str, campaign: Campaign) -> None:
    a_translation(campaign)
    assert "Madame" not in phone.get(letter).text
    assert "Madame" not in phone.get(f"/en/campaigns/{campaign.slug}").text


def test_anyone_may_read_it_on_the_public_page_in_its_own_direction(
    phone: FlaskClient, campaign: Campaign, colleague: User
) -> None:
    approved(campaign, colleague, "ar", "إلى معالي الوزير،\n")
    page = phone.get(f"/en/campaigns/{campaign.slug}").text
    assert OFFERED in page
    assert '<div class="letter" lang="ar" dir="rtl">' in page
