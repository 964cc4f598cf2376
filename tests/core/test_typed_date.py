"""An uncertain date comes out of what was typed exactly as exact as it went in."""

from datetime import date

import pytest
from flask import Flask

from petitions.core.dates import Precision, UncertainDate
from petitions.core.typed_date import MistypedDate, parts_of, read


def typed(precision: str, first: str = "", last: str = "", **more: str) -> dict[str, str]:
    """The parts of a form: ends are written `day month year`, `month year` or `year`."""
    parts = {"precision": precision, "basis": "", "wording": "", **more}
    for prefix, text in (("", first), ("last_", last)):
        for name, value in zip(("year", "month", "day"), reversed(text.split()), strict=False):
            parts[prefix + name] = value
    return parts


EXACT = [
    (typed("day", "27 2 2019"), "27 February 2019", "2019-02-27"),
    (typed("month", "3 2018"), "March 2018", "2018-03"),
    (typed("year", "2022"), "2022", "2022"),
    (typed("early_in_month", "8 2019"), "early August 2019", None),
    (typed("end_of_month", "12 2023"), "late December 2023", None),
    (typed("early_in_year", "2019"), "early in 2019", None),
    (typed("window", "4 5 2019", "16 8 2019"), "between 4 May and 16 August 2019", None),
    (typed("window", "13 12 2023", "31 12 2023"), "between 13 and 31 December 2023", None),
    (typed("range", "30 12 2023", "2 1 2024"), "30 December 2023 to 2 January 2024", None),
    (typed("window", "6 2019", "16 8 2019"), "between June 2019 and 16 August 2019", None),
    (typed("range", "3 2019", "5 2019"), "March 2019 to May 2019", None),
    (typed("unknown"), "date not stated", None),
    (typed("day", "1 6 2019", wording="a Saturday in June"), "a Saturday in June", "2019-06-01"),
]


@pytest.mark.parametrize(("parts", "label", "iso"), EXACT, ids=[label for _, label, _ in EXACT])
def test_a_date_is_printed_as_exactly_as_it_was_typed_and_no_more(
    app: Flask, parts: dict[str, str], label: str, iso: str | None
) -> None:
    when = read(parts)
    assert (when.label, when.iso) == (label, iso)


@pytest.mark.parametrize("parts", [parts for parts, _, _ in EXACT], ids=[label for _, label, _ in EXACT])
def test_what_is_stored_goes_back_into_the_form_as_it_was_typed(app: Flask, parts: dict[str, str]) -> None:
    assert {name: value for name, value in parts_of(read(parts)).items() if value} == {
        name: value for name, value in parts.items() if value
    }


WRONG = [
    (typed("day", "31 2 2020"), "day", "no such day"),
    (typed("day", "29 2 2023"), "day", "no such day"),
    (typed("day", "1 13 2020"), "month", "1 to 12"),
    (typed("day", "1 0 2020"), "month", "1 to 12"),
    (typed("day", "2 2020"), "day", "choose “in a month”"),
    (typed("month", "2020"), "month", "choose “in a year”"),
    (typed("month", "3 2 2020"), "day", "more exact than what you chose"),
    (typed("year"), "year", "choose “not stated”"),
    ({**typed("day"), "day": "4"}, "month", "Enter the month"),
    (typed("day", "1 1 24"), "year", "four digits"),
    (typed("day", "1 1 9999"), "year", "four digits"),
    (typed("day", "x 1 2024"), "day", "in numbers"),
    (typed("day", "1 1 20245"), "year", "in numbers"),
    (typed("day", "１ 1 2024"), "day", "in numbers"),
    (typed("window", "1 1 2024"), "last_year", "last date too"),
    (typed("window", "2 1 2024", "1 1 2024"), "last_year", "before the first"),
    (typed("unknown", "2024"), "year", "Leave the date empty"),
]


@pytest.mark.parametrize(("parts", "part", "words"), WRONG)
def test_what_is_no_date_is_refused_beside_the_part_that_is_wrong(
    app: Flask, parts: dict[str, str], part: str, words: str
) -> None:
    with pytest.raises(MistypedDate) as refused:
        read(parts)
    assert refused.value.part == part
    assert words in refused.value.message


def test_a_timeline_puts_early_before_exact_before_late(app: Flask) -> None:
    inexact = [typed("early_in_month", "12 2023"), typed("day", "15 12 2023"), typed("end_of_month", "12 2023")]
    dates = [*map(read, inexact), read(typed("unknown"))]
    mixed = [dates[2], dates[3], dates[0], dates[1]]
    assert sorted(mixed, key=lambda when: when.sort_key) == dates


def test_a_window_of_whole_months_ends_on_their_last_day(app: Flask) -> None:
    when = read(typed("range", "2 2024", "2 2024"))
    assert when == UncertainDate(
        Precision.RANGE, date(2024, 2, 1), date(2024, 2, 29), "", "February 2024 to February 2024"
    )
