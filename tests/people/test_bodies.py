from datetime import date

import pytest

from petitions.people.bodies import bodies, country_code, country_name
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
    ("printed", "on", "code"),
    [
        ("GUE/NGL", date(2023, 7, 14), "The Left"),
        ("The Left group in the European Parliament", date(2026, 7, 1), "The Left"),
        ("Group of the European People’s Party", date(2023, 7, 14), "EPP"),
        ("Verts/ALE", date(2023, 7, 14), "Greens/EFA"),
        ("NA", date(2023, 7, 14), "NI"),
        ("ID", date(2024, 7, 7), "ID"),
        ("ID", date(2024, 7, 8), None),
        ("PfE", date(2024, 7, 7), None),
        ("Patriots", date(2024, 7, 24), "PfE"),
        ("", date(2024, 7, 24), None),
        ("Group", date(2024, 7, 24), None),
    ],
)
def test_a_group_is_known_by_its_aliases_while_it_exists(printed: str, on: date, code: str | None) -> None:
    group = PARLIAMENT.group(printed, on)
    assert (group.code if group else None) == code


def test_no_alias_means_two_groups_on_one_day() -> None:
    for body in bodies().values():
        for day in (date(2019, 9, 1), date(2023, 7, 14), date(2024, 9, 1)):
            groups = [group for group in body.groups if group.existed(day)]
            for group in groups:
                assert all(body.group(name, day) is group for name in (group.code, group.label, *group.aliases))


def test_members_in_no_group_are_marked() -> None:
    assert [group.code for body in bodies().values() for group in body.groups if group.ungrouped] == ["NI", "NR"]


def test_every_real_line_of_a_declaration_has_a_known_state_and_group() -> None:
    lines = shared("rosters/pace_written_declarations.txt").read_text(encoding="utf-8").splitlines()
    signatories = [part for line in lines if line[:1] not in "@#" for part in line.split(" ; ") if part.strip()]
    assert len(signatories) > 100
    for signatory in signatories:
        *_, country, group = (part.strip(" ;") for part in signatory.split(","))
        assert PACE.group(group, date(2022, 2, 8)), signatory
        assert PACE.has_state(country_code(country) or "", date(2022, 2, 8)), signatory
