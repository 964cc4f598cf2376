"""In which direction a language is written is said in one place, for pages, files and paper."""

import pytest

from petitions.core.i18n import direction


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur", "ckb", "ps", "ar-EG", "FA"])
def test_these_are_written_from_right_to_left(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "kk", "lt", "az", "tr-CY", ""])
def test_these_are_not(language: str) -> None:
    assert direction(language) == "ltr"
