"""What a recorded campaign may say, without a database."""

import pytest
from flask import Flask

from petitions.campaigns.recorded_rules import (
    MOST_SIGNATORIES,
    MistypedName,
    PrintedName,
    RecordedFacts,
    facts_problem,
    read_names,
    write_names,
)
from petitions.core.dates import Precision, UncertainDate

ONA = PrintedName("Ona Žemaitė-Testė", "MEP", "LT")


def facts(**changes: object) -> RecordedFacts:
    return RecordedFacts("mep_letter", "Let her stay", "Lantern", **changes)  # type: ignore[arg-type]


def test_names_keep_the_spelling_of_the_source(app: Flask) -> None:
    text = "Ona  Žemaitė-Testė | MEP | LT\n\n  #LightsOn | coalition \nÓscar Probe\nAida | | kazakhstan\n"
    assert read_names(text) == (
        PrintedName("Ona  Žemaitė-Testė", "MEP", "LT"),
        PrintedName("#LightsOn", "coalition"),
        PrintedName("Óscar Probe"),
        PrintedName("Aida", "", "KZ"),
    )


@pytest.mark.parametrize("names", [(), (ONA,), (ONA, PrintedName("Óscar"), PrintedName("Aida", "", "KZ"))])
def test_names_are_written_as_they_are_read(app: Flask, names: tuple[PrintedName, ...]) -> None:
    assert read_names(write_names(names)) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ona | MEP | LT | Renew", "Line 1 has more than three parts"),
        ("Ona\n | MEP", "Line 2 has no name"),
        ("Ona\n\nÓscar | MEP | Atlantis", "Line 3: there is no country “Atlantis”"),
        ("\n".join(["Ona"] * (MOST_SIGNATORIES + 1)), "Give their number instead"),
    ],
)
def test_a_line_that_is_no_signatory_is_refused_with_its_number(app: Flask, text: str, words: str) -> None:
    with pytest.raises(MistypedName, match=words):
        read_names(text)


@pytest.mark.parametrize(
    "sound",
    [
        {},
        {"signatory_count": 25},
        {"signatories": (ONA,), "signatory_count": 1},
        {"signatories": (ONA,), "signatory_count": 25},
        {"reply": "No.", "reply_disputed": "It was yes."},
        {"outcome": "She stayed.", "outcome_tone": "positive"},
    ],
)
def test_a_source_may_say_little_or_much(app: Flask, sound: dict[str, object]) -> None:
    assert facts_problem(facts(**sound)) is None


@pytest.mark.parametrize(
    ("unsound", "words"),
    [
        ({"signatories": (ONA, ONA), "signatory_count": 1}, "2 names are listed"),
        ({"signatory_count": 0}, "can’t be lower"),
        ({"reply_disputed": "It was yes."}, "no reply to dispute"),
        ({"outcome_tone": "positive"}, "Say what came of it"),
        ({"follows_note": "inferred"}, "Choose the campaign that this one follows"),
        ({"when": UncertainDate(Precision.DAY)}, "Enter the date"),
    ],
)
def test_what_contradicts_itself_is_refused(app: Flask, unsound: dict[str, object], words: str) -> None:
    assert words in (facts_problem(facts(**unsound)) or "")
