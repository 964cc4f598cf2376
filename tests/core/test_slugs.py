"""Addresses of pages are short, plain and never the same twice."""

import pytest

from petitions.core.slugs import free_slug, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Lantern Network for Defenders", "lantern-network-for-defenders"),
        ("  Žemaitė & Łabędzianka!  ", "zemaite-labedzianka"),
        ("Әділет қоры", "adilet-qory"),
        ("../../etc", "etc"),
        ("…", "page"),
    ],
)
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_long_name_is_cut_without_a_hanging_hyphen() -> None:
    assert slug_of("a" * 59 + " tail") == "a" * 59


def test_a_taken_address_gets_the_first_free_number() -> None:
    assert free_slug("Aru", {"aru", "aru-2"}.__contains__) == "aru-3"
    assert free_slug("Aru", set[str]().__contains__) == "aru"
