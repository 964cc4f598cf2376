"""A published list is held against the committed: nobody is matched on a guess, nobody is dropped."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.dispatch.lodging.comparing import Comparison, Name, compare
from petitions.people.bodies import country_code
from petitions.people.formats.assembly import Printed, read_signatories
from tests.support.shared import shared


def committed(*names: tuple[str, str, str]) -> list[Name]:
    return [Name(f"c{place}", *name) for place, name in enumerate(names)]


def published(*names: tuple[str, str, str]) -> list[Name]:
    return [Name(f"p{place}", *name) for place, name in enumerate(names)]


def held(here: Sequence[Name], there: Sequence[Name], **chosen: str | None) -> Comparison:
    return compare(here, there, chosen)


def test_capitals_accents_and_order_are_no_difference() -> None:
    here = committed(("Ona", "Žemaitė-Testė", "LT"), ("Mart", "van de Testen", "NL"))
    found = held(here, published(("Mart", "VAN DE TESTEN", "NL"), ("Ona", "ZEMAITE-TESTE", "LT")))
    assert not found.differs
    assert [(one.ref, other.ref) for one, other in found.both] == [("p0", "c1"), ("p1", "c0")]


def test_who_committed_and_is_not_published_is_named() -> None:
    here = committed(("Ona", "Testė", "LT"), ("Ivo", "Sample", "HR"))
    found = held(here, published(("Ona", "TESTĖ", "LT"), ("Zoé", "EXEMPLE", "FR")))
    assert [name.whole for name in found.not_published] == ["Ivo Sample"]
    assert [name.whole for name in found.not_committed] == ["Zoé EXEMPLE"]
    assert found.is_clear


def test_a_slip_of_the_pen_is_matched_when_nobody_else_is_near() -> None:
    found = held(committed(("Katarzyna", "Testowska", "PL")), published(("Katarzyna", "TESTOVSKA", "PL")))
    assert len(found.both) == 1


def test_two_that_are_close_wait_for_a_person() -> None:
    here = committed(("Jan", "Testak", "CZ"), ("Jan", "Testac", "CZ"))
    found = held(here, published(("Jan", "TESTAKK", "CZ")))
    [unclear] = found.unclear
    assert {option.ref for option in unclear.options} == {"c0", "c1"}
    assert not found.not_published
    assert not found.is_clear


def test_a_like_name_of_another_delegation_is_never_matched_unasked() -> None:
    found = held(committed(("Ona", "Testė", "LT")), published(("Ona", "TESTĖ", "LV")))
    assert [option.ref for option in found.unclear[0].options] == ["c0"]
    assert not found.both


def test_one_of_the_committed_is_never_two_of_the_published() -> None:
    found = held(committed(("Ona", "Testerė", "LT")), published(("Ona", "TESTERE", "LT"), ("Ona", "TESTERA", "LT")))
    assert [one.ref for one, _other in found.both] == ["p0"]
    assert [name.ref for name in found.not_committed] == ["p1"]
    found = held(committed(("Ona", "Testerė", "LT")), published(("Ona", "TESTERO", "LT"), ("Ona", "TESTERA", "LT")))
    assert len(found.unclear) == 2
    found = held(committed(("Jan", "Testak", "CZ")), published(("Jan", "TESTAC", "CZ"), ("Jan", "TESTAQ", "CZ")))
    assert len(found.unclear) == 2


def test_what_a_person_chose_stands() -> None:
    here = committed(("Jan", "Testak", "CZ"), ("Jan", "Testac", "CZ"))
    there = published(("Jan", "TESTAKK", "CZ"))
    found = held(here, there, p0="c1")
    assert [(one.ref, other.ref) for one, other in found.both] == [("p0", "c1")]
    assert [name.ref for name in found.not_published] == ["c0"]
    found = held(here, there, p0=None)
    assert [name.ref for name in found.not_committed] == ["p0"]
    assert len(found.not_published) == 2


NAMES = st.tuples(
    st.sampled_from(["Jan", "Jana", "Ona", "Ivo"]),
    st.sampled_from(["Testak", "Testac", "Testaq", "Sample", "Exempel", "Sampel"]),
    st.sampled_from(["CZ", "LT", "HR"]),
)


@given(st.lists(NAMES, max_size=6, unique=True), st.lists(NAMES, max_size=6, unique=True))
def test_everybody_is_in_exactly_one_list(here: list[tuple], there: list[tuple]) -> None:
    found = held(committed(*here), published(*there))
    ours = [other.ref for _one, other in found.both] + [name.ref for name in found.not_published]
    doubtful = {option.ref for one in found.unclear for option in one.options}
    assert len(ours) == len(set(ours))
    assert set(ours) | doubtful == {name.ref for name in committed(*here)}
    assert not set(ours) & doubtful
    theirs = [one.ref for one, _other in found.both] + [name.ref for name in found.not_committed]
    theirs += [one.published.ref for one in found.unclear]
    assert sorted(theirs) == sorted(name.ref for name in published(*there))


@pytest.mark.parametrize("day", ["2017-10-11", "2018-01-25", "2018-10-11", "2019-10-04", "2022-02-08"])
def test_a_real_declaration_shows_no_difference_to_its_own_names(day: str) -> None:
    text = shared("rosters/pace_written_declarations.txt").read_text(encoding="utf-8")
    [block] = [block for block in text.split("\n@") if f"|{day}|" in block]
    rows = read_signatories(block.partition("\n")[2].encode(), "pace.txt", None)[0]
    lines = [
        Printed(
            honorific=row.honorific,
            given_name=row.first_name,
            surname=row.last_name.title(),
            country=row.country,
            group=row.group,
        ).line
        for row in rows
    ]
    again = read_signatories(" ; ".join(lines).encode(), "sheet.txt", None)[0]
    here = [Name(("c", row.line), row.first_name, row.last_name, country_code(row.country) or "") for row in rows]
    there = [Name(("p", row.line), row.first_name, row.last_name, country_code(row.country) or "") for row in again]
    found = compare(here, there, {})
    assert len(found.both) == len(rows) >= 20
    assert not found.differs
    assert compare(here[1:], there, {}).not_committed
    assert compare(here, there[1:], {}).not_published
