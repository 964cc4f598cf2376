"""What is written in the Assembly's own format is read back as the same persons."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from petitions.people.bodies import bodies, country_code
from petitions.people.formats.assembly import Printed, is_honorific, read_signatories
from petitions.people.rosters import RosterRow
from petitions.people.spelling import fold

STATES = sorted(bodies()["pace"].states)
LETTERS = st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F) | st.sampled_from("ґїўљћ")
WORD = st.builds(str.__add__, LETTERS, st.text(LETTERS, min_size=1, max_size=8)).map(str.title)
SURNAME_WORD = WORD | st.sampled_from(["D'Ambrosio", "McAllister", "Groß", "Žemaitė-Testė", "İnan", "KROSS"])
GIVEN = st.lists(WORD | st.sampled_from(["J.", "J.R.", "EVA", "Jean-Pierre", "Ó"]), min_size=1, max_size=2)
PARTICLES = st.lists(st.sampled_from(["van", "de", "von", "da", "De", "la"]), max_size=2)


@st.composite
def signatories(draw: st.DrawFn) -> Printed:
    given_name = " ".join(draw(GIVEN))
    surname = " ".join([*draw(PARTICLES), *draw(st.lists(SURNAME_WORD, min_size=1, max_size=2))])
    return Printed(
        honorific=draw(st.sampled_from(["Mr", "Ms", "Baroness", "Sir"])),
        given_name=unicodedata.normalize("NFC", given_name),
        surname=unicodedata.normalize("NFC", surname),
        country=bodies()["pace"].prints(draw(st.sampled_from(STATES))),
        group=draw(st.sampled_from(["SOC", "EPP/CD", "ALDE", "NR"])),
    )


def read(*lines: str, end: str = " ;\n") -> list[RosterRow]:
    return list(read_signatories(end.join(lines).encode(), "list.txt", None)[0])


def who(honorific: str, name: str, country: str, group: str) -> tuple[str, str, str | None, str]:
    return honorific, fold(name), country_code(country), group


@given(
    st.lists(signatories(), min_size=1, max_size=6, unique_by=lambda one: fold(one.name)),
    st.sampled_from([" ; ", " ;\n"]),
)
@example(
    [Printed(honorific="Mr", given_name="Al", surname="Test", country="Bosnia and Herzegovina", group="NR")], " ; "
)
@example([Printed(honorific="Mr", given_name="Af", surname="Aaa Aƾ", country="Andorra", group="SOC")], " ; ")
def test_written_and_read_back_they_are_the_same_persons(written: list[Printed], end: str) -> None:
    back = read(*(one.line for one in written), end=end)
    assert [who(row.honorific, f"{row.first_name} {row.last_name}", row.country, row.group) for row in back] == [
        who(one.honorific, f"{one.given_name} {one.surname}", one.country, one.group) for one in written
    ]


@pytest.mark.parametrize(
    ("given_name", "surname", "printed"),
    [
        ("Mart", "van de Testen", "Mart van de TESTEN"),
        ("Vanessa", "D'Ambrotest", "Vanessa D'AMBROTEST"),
        ("Ona", "Žemaitė-Testė", "Ona ŽEMAITĖ-TESTĖ"),
        ("Ian", "McTEST", "Ian McTEST"),
        ("Eva", "Großtest", "Eva GROßTEST"),
        ("JEAN", "TESTEN", "Jean TESTEN"),
        ("J.R.", "Testen", "J. R. TESTEN"),
        ("Al", "Van Der Test", "Al Van Der TEST"),
        ("Ana", "Test, Jr; x", "Ana TEST JR X"),
    ],
)
def test_a_surname_is_in_capitals_but_not_its_particles(given_name: str, surname: str, printed: str) -> None:
    one = Printed(honorific="", given_name=given_name, surname=surname, country="Poland", group="NR")
    assert one.line == f"{printed}, Poland, NR"
    [row] = read(one.line)
    assert f"{row.first_name} {row.last_name}" == printed


def test_only_an_honorific_that_the_assembly_prints_is_one() -> None:
    assert is_honorific("Ms")
    assert is_honorific("Baroness")
    assert not is_honorific("Mme")
    assert not is_honorific("")


@pytest.mark.parametrize(("state", "name"), [("CZ", "Czech Republic"), ("MD", "Republic of Moldova"), ("PL", "Poland")])
def test_states_are_named_as_the_assembly_names_them(state: str, name: str) -> None:
    assert bodies()["pace"].prints(state) == name


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_read_back(state: str) -> None:
    assert country_code(bodies()["pace"].prints(state)) == state
