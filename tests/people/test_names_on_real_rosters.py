"""The names that were printed under real letters, asked of real rosters: search only, nobody signs anything here."""

import csv
import random
from functools import cache

import pytest

from petitions.people.names import Candidate, NameIndex
from petitions.people.spelling import fold
from tests.support.shared import shared

JULY_2023 = "rosters/mep_term9_2023-07-14.csv"
ROSTERS = (JULY_2023, "rosters/mep_term9_2023-12-31.csv", "rosters/mep_term10_2024-07-24.csv")


@cache
def index(name: str) -> NameIndex:
    with shared(name).open(encoding="utf-8", newline="") as lines:
        return NameIndex(
            Candidate(int(row["epid"]), row["first_name"], row["last_name"], row["country"], row["eugroup"])
            for row in csv.DictReader(lines)
        )


@pytest.mark.parametrize(
    ("printed", "member"),
    [
        ("Isabel Santos", 197650),
        ("Petras Auštrevičius", 124766),
        ("Róża Thun", 96776),
        ("Viola von Kramon-Taubadel", 197451),
        ("Nacho Sanchez", 197722),
        ("Helmut Scholz", 96646),
    ],
)
@pytest.mark.parametrize("unfinished", [False, True])
def test_each_signatory_of_july_2023_is_found_first_as_printed(printed: str, member: int, unfinished: bool) -> None:
    hits = index(JULY_2023).match(printed, unfinished=unfinished)
    assert hits[0].candidate.ref == member
    assert hits[0].sure is (member != 197722)


def test_nacho_sanchez_is_left_to_a_person_because_another_member_is_near() -> None:
    hits = index(JULY_2023).match("Nacho Sanchez")
    assert [hit.candidate.ref for hit in hits] == [197722, 28347]
    assert not any(hit.sure for hit in hits)


@pytest.mark.parametrize("query", ["Julia Ward", "Julie Ward", "WARD Julia", "julia ward", "Ward", "Юлия Вард"])
@pytest.mark.parametrize("roster", ROSTERS)
def test_who_is_not_on_the_roster_is_nobody(query: str, roster: str) -> None:
    assert index(roster).match(query) == []
    assert index(roster).match(query, unfinished=True) == []


@pytest.mark.parametrize(
    ("typed", "member"),
    [
        ("austrev", 124766),
        ("thun", 96776),
        ("sanchez amor", 197722),
        ("SCHOLZ Helmut", 96646),
        ("h. scholz", 96646),
        ("Шольц", 96646),
        ("Роза Тун", 96776),
        ("kramon", 197451),
        ("von kra", 197451),
    ],
)
def test_the_search_box_finds_what_is_typed_halfway_or_in_cyrillic(typed: str, member: int) -> None:
    assert index(JULY_2023).match(typed, unfinished=True)[0].candidate.ref == member


@pytest.mark.parametrize("roster", ROSTERS)
def test_every_member_is_found_first_however_the_full_name_is_typed(roster: str) -> None:
    for member in index(roster).candidates:
        name, reverse = f"{member.given_name} {member.surname}", f"{member.surname} {member.given_name}"
        for typed in {name, reverse, name.lower(), fold(name), fold(reverse), f"{member.surname}, {member.given_name}"}:
            assert index(roster).match(typed)[0].candidate == member, typed


@pytest.mark.parametrize("roster", ROSTERS)
def test_names_crossed_from_two_members_are_nobody_for_sure(roster: str) -> None:
    """Only a shortened form of a member's own name may be sure: a first given name, a surname without particle."""
    names, chance, hits = index(roster).candidates, random.Random(7), 0
    own = {f"{fold(m.given_name)} {fold(m.surname)}" for m in names}
    crossed = [(a.given_name, b.surname) for a, b in (chance.sample(names, 2) for _ in range(3000))]
    for given, surname in crossed:
        asked = f"{fold(given)} {fold(surname)}"
        if asked in own or not (found := index(roster).match(f"{given} {surname}")):
            continue
        hits += 1
        bearer = found[0].candidate
        words = set(f"{fold(bearer.given_name)} {fold(bearer.surname)}".split())
        assert not found[0].sure or set(asked.split()) <= words, (asked, bearer)
    assert hits < 0.01 * len(crossed)
