"""Settings are checked at start and documented."""

import re
from pathlib import Path

import pytest

from petitions.core.config import SETTINGS, SettingsError, read

ROOT = Path(__file__).resolve().parents[2]
KEY = "k1:" + "A" * 43 + "="
REAL = {
    "UNDERSIGNED_ENV": "production",
    "DATABASE_URL": "postgresql://undersigned@db.example/undersigned",
    "SECRET_KEY": "s" * 32,
    "INDEX_KEY": "i" * 32,
    "DATA_KEYS": KEY,
    "BASE_URL": "https://letters.example",
    "MAIL_FROM": "letters@ngo.example",
    "SMTP_HOST": "mail.example",
}


def test_a_complete_production_environment_starts() -> None:
    assert read(REAL).production


@pytest.mark.parametrize("missing", sorted(set(REAL) - {"UNDERSIGNED_ENV"}))
def test_production_without_a_needed_setting_stops_with_a_sentence_that_says_what_to_set(missing: str) -> None:
    with pytest.raises(SettingsError, match=rf"{missing} is not set. In production, set it to"):
        read({name: value for name, value in REAL.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("UNDERSIGNED_ENV", "prod", "Set it to one of"),
        ("SECRET_KEY", "short", "too short"),
        ("DATA_KEYS", "k1:abc", "is not key-id:base64"),
        ("BASE_URL", "http://letters.example", "https://"),
        ("DATABASE_URL", "mysql://x", "must begin with"),
        ("SMTP_PORT", "smtp", "whole number"),
        ("MAIL_TRANSPORT", "pigeon", "Set it to one of"),
        ("ABUSE_CHECKS", "off", "leave it on"),
        ("RATE_LIMITS_URL", "memcached://x", "must begin with"),
        ("BOUNCE_FOLDER", "/var/mail/bounces", "Set both, or neither"),
        ("BOUNCE_ADDRESS", "bounces@ngo.example", "Set both, or neither"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read({**REAL, name: value})


@pytest.mark.parametrize("address", ["bounces", "@ngo.example", "a+b@ngo.example", f"{'b' * 22}@ngo.example"])
def test_an_address_for_bounces_that_can_not_carry_a_detail_is_named(address: str) -> None:
    with pytest.raises(SettingsError, match=r"before the @ at most 21 characters, and no plus"):
        read({**REAL, "BOUNCE_ADDRESS": address, "BOUNCE_FOLDER": "/var/mail/bounces"})


def test_every_setting_is_documented_and_none_that_does_not_exist() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.M))
    assert documented == set(SETTINGS)


def test_every_name_read_from_the_environment_is_in_the_table() -> None:
    text = (ROOT / "petitions" / "core" / "config.py").read_text()
    read_names = set(re.findall(r'environ(?:\.get\(|,)\s*"([A-Z_]+)"', text))
    assert read_names == set(SETTINGS)
