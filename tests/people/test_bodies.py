import json
import re
from datetime import date, timedelta

import pytest

from petitions.people.bodies import Body, bodies, country_code, country_name
from petitions.people.words import group_name
from tests.support.shared import shared

PARLIAMENT, PACE = bodies()["european_parliament"], bodies()["pace"]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("de", "DE"),
        ("el", "GR"),
        ("UK", "GB"),
        ("Poland", "PL"),
        ("Czech Republic", "CZ"),
        ("Slovak Republic", "SK"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Republic of Moldova", "MD"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_code_and_by_name(printed: str, code: str | None) -> None:
    assert country_code(printed) == code


def test_every_state_of_a_body_has_a_name() -> None:
    assert (len(PARLIAMENT.states), len(PACE.states)) == (27, 46)
    for state in PARLIAMENT.states | PACE.states:
        assert country_code(country_name(state)) == state


def test_a_state_that_left_belongs_until_its_last_day() -> None:
    assert PARLIAMENT.has_state("GB", date(2020, 1, 31))
    assert not PARLIAMENT.has_state("GB", date(2020, 2, 1))
    assert not PACE.has_state("RU", date(2022, 3, 17))


@pytest.mark.parametrize(
    ("body", "country", "first"),
    [
        (PARLIAMENT, "HR", date(2013, 7, 1)),
        (PARLIAMENT, "LT", date(2004, 5, 1)),
        (PARLIAMENT, "SE", date(1995, 1, 1)),
        (PACE, "UA", date(1995, 11, 9)),
        (PACE, "ME", date(2007, 5, 11)),
    ],
)
def test_a_state_belongs_from_its_accession_on(body: Body, country: str, first: date) -> None:
    assert body.has_state(country, first)
    assert not body.has_state(country, first - timedelta(days=1))


def test_a_state_that_left_and_came_back_did_not_belong_meanwhile() -> None:
    days = (date(1969, 12, 12), date(1972, 1, 1), date(1974, 11, 28))
    assert [PACE.has_state("GR", day) for day in days] == [True, False, True]


def test_every_delegation_has_a_first_day_and_a_doubtful_one_says_what_is_in_doubt() -> None:
    delegations = [delegation for body in (PARLIAMENT, PACE) for delegation in body.delegations]
    assert all(delegation.first_day for delegation in delegations)
    assert {d.state for d in delegations if not d.verified} == {"AD", "BA", "GR", "IS", "MC", "PL", "RS", "TR"}
    assert all(bool(delegation.note) is not delegation.verified for delegation in delegations)


@pytest.mark.parametrize(
    ("printed", "on", "code"),
    [
        ("GUE/NGL", date(2023, 7, 14), "The Left"),
        ("The Left group in the European Parliament", date(2026, 7, 1), "The Left"),
        ("Group of the European People’s Party", date(2023, 7, 14), "EPP"),
        ("Verts/ALE", date(2023, 7, 14), "Greens/EFA"),
        ("NA", date(2023, 7, 14), "NI"),
        ("ID", date(2024, 7, 7), "ID"),
        ("ID", date(2024, 7, 8), None),
        ("GUE/NGL", date(2020, 12, 31), "GUE/NGL"),
        ("EPP", date(2005, 1, 1), "EPP"),
        ("Socialists", date(1985, 1, 1), "PSE"),
        ("ALDE", date(2019, 6, 11), "ALDE"),
        ("ALDE", date(2019, 6, 12), None),
        ("European United Left", date(1990, 1, 1), "EUL"),
        ("European United Left", date(1994, 9, 1), "GUE"),
        ("PfE", date(2024, 7, 7), None),
        ("Patriots", date(2024, 7, 24), "PfE"),
        ("", date(2024, 7, 24), None),
        ("Group", date(2024, 7, 24), None),
    ],
)
def test_a_group_is_known_by_its_aliases_while_it_exists(printed: str, on: date, code: str | None) -> None:
    group = PARLIAMENT.group(printed, on)
    assert (group.code if group else None) == code


def test_no_name_means_two_groups_on_one_day() -> None:
    for body in bodies().values():
        turns = {day for group in body.printed_groups for day in (group.first_day, group.last_day) if day}
        for day in sorted(turns) or [date(2022, 2, 8)]:
            groups = [group for group in body.printed_groups if group.existed(day)]
            for group in groups:
                assert all(body.group(name, day) is group for name in (group.code, group.label, *group.aliases)), day


def test_members_in_no_group_are_marked() -> None:
    assert {group.code for body in bodies().values() for group in body.groups if group.ungrouped} == {"NI", "NR"}


def test_the_groups_secretariats_are_printed_like_a_group_though_nobody_sits_in_them() -> None:
    secretariats = PARLIAMENT.group("Political groups’ secretariats", date(2024, 9, 1))
    assert secretariats is not None
    assert (secretariats.seats, secretariats.ungrouped) == (False, True)
    assert secretariats not in PARLIAMENT.groups


def test_of_a_group_without_dates_it_is_said_what_is_known() -> None:
    assert all(group.first_day or group.note for group in PACE.groups if not group.ungrouped)


def test_a_group_is_named_as_it_was_called_that_day() -> None:
    assert group_name("european_parliament", "EPP") == "European People's Party"
    assert group_name("european_parliament", "EPP", date(2005, 1, 1)).endswith("and European Democrats")


def test_the_search_offers_each_recent_group_once() -> None:
    codes = [group.code for group in PARLIAMENT.recent_groups(date(2026, 11, 1))]
    assert len(codes) == len(set(codes))
    assert {"EPP", "ID", "ENF"} < set(codes)
    assert not {"PSE", "SEC"} & set(codes)


def test_every_label_of_the_public_table_of_groups_means_its_group_while_it_exists() -> None:
    table = json.loads(shared("rosters/htv_groups.json").read_text(encoding="utf-8"))
    assert len(table) == len(PARLIAMENT.printed_groups) == 55
    for entry in table:
        first, last = date.fromisoformat(entry["start_date"]), date.fromisoformat(entry["end_date"] or "2026-07-18")
        code = re.sub(r"_\d{4}_0$", "", entry["code"])
        names = (code, entry["official_label"], entry["label"], entry["short_label"], *entry["alt_labels"])
        for day in (first, first + (last - first) / 2, last):
            found = {PARLIAMENT.group(name, day) for name in names}
            assert len(found) == 1, (entry["code"], day)
            (group,) = found
            assert group, (entry["code"], day)
            assert (group.first_day, group.last_day) == (first, last if entry["end_date"] else None)


def test_every_real_line_of_a_declaration_has_a_known_state_and_group() -> None:
    lines = shared("rosters/pace_written_declarations.txt").read_text(encoding="utf-8").splitlines()
    signatories = [part for line in lines if line[:1] not in "@#" for part in line.split(" ; ") if part.strip()]
    assert len(signatories) > 100
    for signatory in signatories:
        *_, country, group = (part.strip(" ;") for part in signatory.split(","))
        assert PACE.group(group, date(2022, 2, 8)), signatory
        assert PACE.has_state(country_code(country) or "", date(2022, 2, 8)), signatory
