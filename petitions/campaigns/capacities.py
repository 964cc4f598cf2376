"""How many sign as what, in words: members of two parliaments are never counted as members of one."""

from collections.abc import Callable, Iterable

from babel.lists import format_list
from flask_babel import format_number, get_locale, ngettext

COUNTED: dict[str, Callable[[int], str]] = {
    "european_parliament": lambda count: ngettext(
        "%(num)d Member of the European Parliament", "%(num)d Members of the European Parliament", count
    ),
    "pace": lambda count: ngettext(
        "%(num)d member of the Parliamentary Assembly", "%(num)d members of the Parliamentary Assembly", count
    ),
    "national_parliament": lambda count: ngettext(
        "%(num)d member of a national parliament", "%(num)d members of national parliaments", count
    ),
    "organisation": lambda count: ngettext("%(num)d organisation", "%(num)d organisations", count),
    "coalition": lambda count: ngettext("%(num)d coalition", "%(num)d coalitions", count),
    "head": lambda count: ngettext("%(num)d head of an organisation", "%(num)d heads of organisations", count),
    "anyone": lambda count: ngettext("%(number)s person", "%(number)s people", count, number=format_number(count)),
}


def in_words(counts: Iterable[tuple[str, int]]) -> str:
    """The counts of `rules.by_capacity` as one phrase: `84 Members of the European Parliament and 138 members of …`."""
    said = [_counted(body, count) for body, count in counts]
    return str(format_list(said, locale=get_locale() or "en")) if said else _counted("", 0)


def _counted(body: str, count: int) -> str:
    if body in COUNTED:
        return str(COUNTED[body](count))
    return str(ngettext("%(num)d signatory", "%(num)d signatories", count))
