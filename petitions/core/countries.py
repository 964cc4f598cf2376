"""Countries by their ISO 3166 code, named in the language of the page."""

from functools import lru_cache

from babel import Locale
from flask_babel import get_locale

# Territories of CLDR that are groupings, not countries.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def country_name(code: str) -> str:
    """The country's name in the language of the page; the code itself where none is known."""
    return _names(str(get_locale() or "en")).get(code.upper(), code)


def country_choices() -> list[tuple[str, str]]:
    """Every country, by name, for a form."""
    return sorted(_names(str(get_locale() or "en")).items(), key=lambda pair: pair[1])


def is_country(code: str) -> bool:
    """Whether it is the code of a country, not of a grouping such as EU."""
    return code in _names(str(get_locale() or "en"))


def country_code(printed: str) -> str:
    """The code of a country given by code or by its name in the language of the page; empty where there is none."""
    wanted = printed.strip().casefold()
    names = _names(str(get_locale() or "en"))
    return next((code for code, name in names.items() if wanted in (code.casefold(), name.casefold())), "")


@lru_cache(maxsize=32)
def _names(language: str) -> dict[str, str]:
    territories = Locale.parse(language).territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }
