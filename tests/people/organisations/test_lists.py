"""Reading a pasted or uploaded list, and what it would change."""

from uuid import uuid4

import pytest
from flask import Flask

from petitions.people.organisations.list_judging import Finding, OnFile, Verdict, fingerprint, judge
from petitions.people.organisations.lists import ListRow, UnreadableList, head_of, read_list
from petitions.people.organisations.rules import name_key
from tests.support.khasenov import organisations

HEADER = "name\tabbreviation\tcountry\tdomain\thead\tkind\n"


def on_file(name: str, **more: object) -> OnFile:
    return OnFile(uuid4(), name, name_key(name), **more)  # type: ignore[arg-type]


def judged(text: str, *known: OnFile) -> list[Finding]:
    return judge(read_list(text), known)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Lantern Network (LND), Lithuania", ("Lantern Network", "LND", "Lithuania")),
        ("  3. Lantern Network, LT;", ("Lantern Network", "", "LT")),
        ("• Lantern Network", ("Lantern Network", "", "")),
        ("Doctors, Lawyers and Friends", ("Doctors, Lawyers and Friends", "", "")),
        (
            "Doctors, Lawyers and Friends (DLF), Czech Republic",
            ("Doctors, Lawyers and Friends", "DLF", "Czech Republic"),
        ),
        ("Zholdas (Kazakhstan)", ("Zholdas", "", "Kazakhstan")),
        ("Open House (the youth wing)", ("Open House (the youth wing)", "", "")),
        ("#ActNow", ("#ActNow", "", "")),
        ("خانه\u200cی فانوس, Iran", ("خانه\u200cی فانوس", "", "Iran")),
        ("405, Kazakhstan", ("405", "", "Kazakhstan")),
        ("Lantern Network (LND); Lithuania", ("Lantern Network", "LND", "Lithuania")),
        ("Lantern Network\tlantern.example\tLT", ("Lantern Network", "", "LT")),
    ],
)
def test_a_line_gives_name_abbreviation_and_country(app: Flask, line: str, row: tuple[str, str, str]) -> None:
    (read,) = read_list(line)
    assert (read.name, read.abbreviation, read.country) == row


def test_cells_without_a_header_are_taken_for_what_only_they_can_be_and_never_for_a_name(app: Flask) -> None:
    clear, unclear = read_list("Lantern Network; Norway; lantern.example\nLantern Network; Ieva Example")
    assert (clear.name, clear.country, clear.domains) == ("Lantern Network", "Norway", "lantern.example")
    assert "Give the list a header" in unclear.odd


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_by_its_header_in_any_order(app: Flask, delimiter: str) -> None:
    text = "Country,Website,Organisation,Notes\nLT,lantern.example,Lantern Network,x\n\n,,Zholdas,\n"
    rows = read_list(text.replace(",", delimiter))
    assert rows == [
        ListRow(2, name="Lantern Network", country="LT", domains="lantern.example"),
        ListRow(4, name="Zholdas"),
    ]


def test_a_quoted_cell_may_hold_the_delimiter(app: Flask) -> None:
    assert read_list('name,country\n"Doctors, Lawyers",LT')[0].name == "Doctors, Lawyers"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,country\n,LT", "names no organisation"),
        ("???", "names no organisation"),
        ("x" * 301, "longer than 300"),
        ("Lantern\x07 Network", "cannot be printed"),
        ('=HYPERLINK("http://x.example")', "formula"),
        ("<b>Lantern</b>", "tag"),
        ("Lantern \u202ekrowteN", "cannot be printed"),
        ("name,country\nLantern,EU", "“EU” is no country known here."),
        ("name,country\nLantern,Atlantis", "“Atlantis” is no country known here."),
        ("name,domain\nLantern,gmail.com", "open to everybody"),
        ("name,domain\nLantern,lantern", "is no domain"),
        ('name,country\n"Lantern,LT', "quotation mark"),
        ("name,country\nLantern,LT,more,cells", "4 cells where the header has 2"),
    ],
)
def test_what_cant_be_read_is_said_with_its_line_and_the_rest_is_read(app: Flask, text: str, why: str) -> None:
    finding, other = judged(text + "\nZholdas")
    assert finding.verdict is Verdict.UNREADABLE
    assert finding.row.line == text.count("\n") + 1
    assert why in finding.why
    assert (other.verdict, other.row.name) == (Verdict.NEW, "Zholdas")


@pytest.mark.parametrize("text", ["", " \n\n", "\n" * 3000 + "Lantern"])
def test_a_list_that_is_empty_or_far_too_long_is_refused_whole(app: Flask, text: str) -> None:
    with pytest.raises(UnreadableList):
        read_list(text)


def test_one_on_file_is_known_however_it_is_spelt(app: Flask) -> None:
    lantern = on_file("Lantern Network", country="LT")
    for line in ("LANTERN NETWORK", "The Lantern-Network, Lithuania", "Lántern network"):
        (finding,) = judged(line, lantern)
        assert (finding.verdict, finding.on_file) == (Verdict.KNOWN, lantern)


@pytest.mark.parametrize(
    ("text", "known", "why", "takeable"),
    [
        ("Lantern Network, Poland", on_file("Lantern Network", country="LT"), "another country", False),
        ("Network Lantern", on_file("Lantern Network"), "names are alike", True),
        ("Lantern Netwerk", on_file("Lantern Network"), "names are alike", True),
        ("LND", on_file("Lantern Network", abbreviation="LND"), "abbreviation", True),
        ("Another House (LND)", on_file("Lantern Network", abbreviation="LND"), "abbreviation", True),
        (
            "name,domain\nAnother House,www.lantern.example",
            on_file("Lantern Network", domains=frozenset({"lantern.example"})),
            "domain",
            True,
        ),
    ],
)
def test_one_that_may_be_on_file_is_shown_to_a_person(
    app: Flask, text: str, known: OnFile, why: str, takeable: bool
) -> None:
    (finding,) = judged(text, known)
    assert (finding.verdict, finding.on_file, finding.takeable) == (Verdict.DOUBTFUL, known, takeable)
    assert why in finding.why


def test_one_that_stands_twice_in_the_list_is_taken_once(app: Flask) -> None:
    first, second, third = judged("Lantern Network\nLANTERN network\nLantern Networks")
    assert first.verdict is Verdict.NEW
    assert (second.verdict, second.takeable, second.why) == (Verdict.DOUBTFUL, False, "It stands on line 1 already.")
    assert (third.verdict, third.takeable) == (Verdict.DOUBTFUL, True)


def test_a_fingerprint_changes_with_list_and_register(app: Flask) -> None:
    prints = {
        fingerprint(judged("Lantern")),
        fingerprint(judged("Lantern\nZholdas")),
        fingerprint(judged("Lantern", on_file("Lantern"))),
    }
    assert len(prints) == 3
    assert fingerprint(judged("Lantern")) in prints


def test_a_head_is_divided_from_the_title() -> None:
    assert head_of("Ieva Skomantienė (President)") == ("Ieva Skomantienė", "President")
    assert head_of("Ieva Skomantienė") == ("Ieva Skomantienė", "")


def test_the_organisations_of_the_report_are_read_and_what_is_none_is_doubtful(app: Flask) -> None:
    columns = ("name", "abbr", "country", "domain", "head", "kind")
    text = HEADER + "\n".join("\t".join(entry.get(column, "") for column in columns) for entry in organisations())
    findings = judged(text)
    doubtful = {finding.row.name for finding in findings if finding.verdict is not Verdict.NEW}
    assert doubtful == {"Democratic Choice of Kazakhstan", "Koshe Partiyasy", "Alga Kazakhstan"}
    assert sum(finding.kind == "coalition" for finding in findings) == 2
    assert [finding.head for finding in findings if finding.head[1]] == [("Lyudmyla Kozlovska", "President")]
