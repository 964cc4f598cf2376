"""Finding an organisation by what somebody types."""

import pytest

from petitions.people.organisations.finding import Entry, Names, find
from petitions.people.organisations.rules import name_key
from tests.support.khasenov import organisations

INVENTED = [
    Entry("lantern", "Lantern Network for Defenders", "LND"),
    Entry("ostoja", "Fundacja Ostoja Wolnych Prawników"),
    Entry("bridge", "Meridian Bridge Legal Aid", "MBLA"),
    Entry("bureau", "International Bureau for Open Courts", "IBOC"),
    Entry("almaty", "Zholdas", "", "Almaty"),
    Entry("semey", "Zholdas", "", "Semey"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lantern network", ["lantern"]),
        ("NETWORK lantern", ["lantern"]),
        ("lnd", ["lantern"]),
        ("ostoja wolnych prawnikow", ["ostoja"]),
        ("MBLA", ["bridge"]),
        ("ibo", ["bureau"]),
        ("merid", ["bridge"]),
        ("lantren network", ["lantern"]),
        ("lantern bridge", []),
        ("zholdas", ["almaty", "semey"]),
        ("zholdas semey", ["semey"]),
        ("", []),
        ("?!", []),
    ],
)
def test_an_organisation_is_found_over_accents_case_order_and_abbreviation(query: str, found: list[str]) -> None:
    assert find(query, INVENTED) == found


def test_an_exact_abbreviation_comes_before_a_beginning() -> None:
    entries = [Entry(1, "Oasis House"), Entry(2, "Another Fund", "OAS")]
    assert find("oas", entries) == [2, 1]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("KIBHR", "Kazakhstan International Bureau for Human Rights and Rule of Law"),
        ("ar rukh khak", "Ar.Rukh.Khak"),
        ("arrukhkhak", "Ar.Rukh.Khak"),
        ("omct", "World Organisation Against Torture"),
        ("activists not extremists", "#ActivistsNotExtremists"),
        ("odf", "Open Dialogue Foundation"),
        ("405", "405"),
        ("center for civil liberties", "Centre for Civil Liberties"),
        ("Koshe Partiasy", "Koshe Partiyasy"),
    ],
)
def test_the_organisations_of_the_report_are_found_as_people_write_them(query: str, name: str) -> None:
    entries = [Entry(entry["name"], entry["name"], entry.get("abbr", "")) for entry in organisations()]
    assert find(query, entries)[0] == name


def test_a_name_spelt_otherwise_is_near_and_another_is_not() -> None:
    names = Names(map(name_key, ["Lantern Network for Defenders", "Zholdas", "Ar.Rukh.Khak"]))
    near = [
        names.nearest(name_key(name)) for name in ("Network for Defenders Lantern", "Lantern Network for Defendors")
    ]
    assert near == ["lantern network for defenders"] * 2
    assert names.nearest("arrukhkhak") == "ar rukh khak"
    assert names.nearest("zholdar") is None
    assert names.nearest(name_key("Lantern Fund for Lawyers")) is None
