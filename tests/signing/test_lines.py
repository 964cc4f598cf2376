"""A signatory in one line stands as the instrument's data says, and what is not known leaves no gap behind."""

from dataclasses import replace

import pytest

from petitions.campaigns.instruments import all_instruments, load
from petitions.people.formats.assembly import read_signatories
from petitions.signing.lines import Parts, as_assembly_prints, filled, line_of, name_parts, parted_by

ONA = Parts(
    honorific="Ms",
    given_name="Ona",
    surname="Žemaitė-Testė",
    name="Ona Žemaitė-Testė",
    body="european_parliament",
    capacity="Member of the European Parliament",
    delegation="LT",
    group="Renew",
)
IN_THE_ASSEMBLY = replace(ONA, body="pace", capacity="Member of the Assembly", delegation="NL", group="SOC")


@pytest.mark.parametrize(
    ("instrument", "line"),
    [
        ("mep_letter", "Ona Žemaitė-Testė, Member of the European Parliament (Renew, Lithuania)"),
        ("mp_letter", "Ona Žemaitė-Testė, Member of the European Parliament (Renew, Lithuania)"),
        ("ep_written_question", "Ona Žemaitė-Testė (Renew)"),
        ("ngo_appeal", "Ona Žemaitė-Testė, Member of the European Parliament (Lithuania)"),
        ("un_communication", "Ona Žemaitė-Testė, Member of the European Parliament (Lithuania)"),
        ("public_petition", "Ona Žemaitė-Testė, Lithuania"),
    ],
)
def test_each_instrument_has_its_own_line(instrument: str, line: str) -> None:
    assert line_of(load(instrument), ONA, "en") == line


def test_a_declaration_has_the_lines_of_the_assembly() -> None:
    pace = load("pace_declaration")
    assert line_of(pace, IN_THE_ASSEMBLY, "lt") == "Ms Ona ŽEMAITĖ-TESTĖ, Netherlands, SOC"
    assert line_of(pace, replace(IN_THE_ASSEMBLY, honorific="", group=""), "en") == "Ona ŽEMAITĖ-TESTĖ, Netherlands, NR"


def test_the_print_format_of_the_data_tells_the_lines_of_the_assembly_truly() -> None:
    printed = as_assembly_prints(IN_THE_ASSEMBLY)
    values = {
        "honorific": printed.honorific,
        "given_name": printed.given_name,
        "SURNAME": printed.surname.upper(),
        "country": printed.country,
        "group": printed.group,
    }
    assert filled(load("pace_declaration").print_format, values) == printed.line


def test_lines_of_the_assembly_are_parted_as_it_parts_them_and_read_back() -> None:
    lines = [line_of(load("pace_declaration"), IN_THE_ASSEMBLY, "en"), "Mr Mart BETEST, Poland, EPP/CD"]
    text = parted_by(load("pace_declaration")).join(lines)
    assert text == "Ms Ona ŽEMAITĖ-TESTĖ, Netherlands, SOC ;\nMr Mart BETEST, Poland, EPP/CD"
    read, _encoding = read_signatories(text.encode(), "list.txt", None)
    assert [(row.first_name, row.last_name) for row in read] == [("Ona", "ŽEMAITĖ-TESTĖ"), ("Mart", "BETEST")]
    assert parted_by(load("mep_letter")) == "\n"


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ({"group": ""}, "Ona Žemaitė-Testė, Member of the European Parliament (Lithuania)"),
        ({"delegation": ""}, "Ona Žemaitė-Testė, Member of the European Parliament (Renew)"),
        ({"group": "", "delegation": ""}, "Ona Žemaitė-Testė, Member of the European Parliament"),
        ({"capacity": ""}, "Ona Žemaitė-Testė (Renew, Lithuania)"),
        ({"capacity": "", "group": "", "delegation": ""}, "Ona Žemaitė-Testė"),
    ],
)
def test_what_is_not_known_leaves_neither_comma_nor_bracket(missing: dict[str, str], line: str) -> None:
    assert line_of(load("mep_letter"), replace(ONA, **missing), "en") == line


def test_signs_inside_a_name_stay_and_no_line_breaks_in_two() -> None:
    odd = replace(ONA, name="Ona (Onutė), Testė", capacity="Chair,\n(acting)")
    assert line_of(load("mep_letter"), odd, "en") == "Ona (Onutė), Testė, Chair, (acting) (Renew, Lithuania)"


def test_every_instrument_prints_a_line_of_whoever_has_only_a_name() -> None:
    bare = replace(ONA, honorific="", body="", capacity="", delegation="", group="")
    for rules in all_instruments():
        line = line_of(rules, bare, "en")
        assert line.casefold().startswith("ona žemaitė-testė"), rules.id
        assert rules.is_lodged or line == "Ona Žemaitė-Testė", rules.id


@pytest.mark.parametrize(
    ("name", "surname", "parted"),
    [
        ("Ona Žemaitė-Testė", "ŽEMAITĖ-TESTĖ", ("Ona", "Žemaitė-Testė")),
        ("Mart van de Testen", "van de Testen", ("Mart", "van de Testen")),
        ("Ona Maria Testė", "Testė", ("Ona Maria", "Testė")),
        ("Testė Ona", "Testė", None),
        ("Ona Testė", "Žemaitė-Testė", None),
    ],
)
def test_a_name_as_signed_is_parted_at_the_surname_on_file(
    name: str, surname: str, parted: tuple[str, str] | None
) -> None:
    assert name_parts(name, surname) == parted
