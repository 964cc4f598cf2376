"""Who may sign for an organisation on a day, who heads it, and when two names are one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.people.organisations.rules import (
    Authority,
    authority_at,
    head_called,
    holding,
    is_own_address,
    name_key,
    parted,
)

FIRST, LAST = date(2026, 3, 1), date(2026, 9, 30)
DAY = timedelta(days=1)


@dataclass
class Given:
    authority_from: date = FIRST
    authority_to: date | None = LAST
    confirmed_at: datetime | None = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass
class Term:
    since: date | None
    until: date | None


@pytest.mark.parametrize(
    ("representative", "on", "authority"),
    [
        (Given(), FIRST - DAY, Authority.NOT_YET),
        (Given(), FIRST, Authority.IN_FORCE),
        (Given(), LAST, Authority.IN_FORCE),
        (Given(), LAST + DAY, Authority.ENDED),
        (Given(authority_to=None), date(2099, 1, 1), Authority.IN_FORCE),
        (Given(confirmed_at=None), FIRST, Authority.UNCONFIRMED),
        (Given(confirmed_at=None), LAST + DAY, Authority.ENDED),
    ],
)
def test_an_authority_holds_on_its_days_and_only_once_confirmed(
    representative: Given, on: date, authority: Authority
) -> None:
    assert authority_at(representative, on) is authority


@given(st.dates(), st.dates(), st.none() | st.dates(), st.booleans())
def test_nobody_signs_outside_the_days_or_unconfirmed(
    on: date, first: date, last: date | None, confirmed: bool
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) if confirmed else None
    allowed = authority_at(Given(first, last, moment), on) is Authority.IN_FORCE
    assert allowed == (confirmed and first <= on <= (last or on))


def test_a_term_without_days_may_hold_on_any() -> None:
    known, unknown = Term(FIRST, LAST), Term(None, None)
    assert holding([known, unknown], FIRST) == [known, unknown]
    assert holding([known, unknown], LAST + DAY) == [unknown]


@dataclass
class Head(Term):
    name: str = "Ona Testė"


def test_the_head_of_a_day_is_known_by_name_spelling_apart() -> None:
    before, now = Head(FIRST, LAST), Head(LAST + DAY, None, "Bea Second")
    assert head_called([before, now], "ona TESTE", FIRST) is before
    assert head_called([before, now], "Ona Testė", LAST + DAY) is None
    assert head_called([before, now], "Bea Second", LAST + DAY) is now


@pytest.mark.parametrize(
    ("name", "given_name", "surname"),
    [
        ("Ona Testė", "Ona", "Testė"),
        ("Hidde van der Example", "Hidde", "van der Example"),
        ("Ana Maria Testova", "Ana Maria", "Testova"),
        ("Van Example", "Van", "Example"),
        ("Testova", "", "Testova"),
        ("", "", ""),
    ],
)
def test_a_whole_name_is_parted_before_the_last_word_and_its_particles(
    name: str, given_name: str, surname: str
) -> None:
    assert parted(name) == (given_name, surname)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź Legal Aid", "lodz legal aid"),
        ("The Lantern Network", "Lantern network"),
        ("#ActNow", "actnow"),
        ("Фонд Лучик", "Fond Luchik"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_an_address_is_the_organisations_own_in_its_domain_and_below() -> None:
    domains = ["lantern.example"]
    assert is_own_address("a@lantern.example", domains)
    assert is_own_address("a@mail.Lantern.example", domains)
    assert not is_own_address("a@notlantern.example", domains)
    assert not is_own_address("a@lantern.example.org", domains)
