"""Fact sheets: what is written is what is read, and whatever is wrong is said with its line, all at once."""

from dataclasses import replace
from datetime import date
from time import process_time
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petitions.campaigns import fact_sheet
from petitions.campaigns.fact_sheet import ANSWERS, SECTIONS
from petitions.campaigns.recorded_rules import TONES, PrintedName, RecordedFacts
from petitions.campaigns.words import RECORDED_NAMES
from petitions.cases.kinds import EVENT_KINDS, PROCEEDING_KINDS
from petitions.cases.rules import EventFacts, ProceedingFacts, Profile, SourceFacts
from petitions.cases.sheet import Entry, Sheet
from petitions.core.dates import TWO_ENDED, UNKNOWN_DATE, Precision, UncertainDate, bounds
from petitions.core.typed_date import CALLS_FOR
from petitions.core.yaml_lines import Fault, Faulty
from petitions.public.released import recorded_of

GOOD = """\
fact sheet: 1
profile:
  name: Aru Example
  from: Kazakhstan
  now in: LT
sources:
  - key: report
    title: A report
events:
  - key: held
    title: Held for an hour
    when: 2019-02
    kind: detention
    source: report
proceedings:
  - key: claim
    title: First claim
    authority: An office
    decided:
      late in month: 2023-12
  - key: appeal
    title: Appeal
    authority: A court
    appeals: claim
campaigns:
  - key: letter
    title: Let her stay
    kind: mep_letter
    signatories:
      - Ona Žemaitė-Testė
      - name: Ivo Sampleson
        capacity: MEP
        country: LV
    reported by: A report
"""

# Sheets as they may be, for the round trip

line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn")), max_size=40).map(
    lambda text: " ".join(text.split())
)
title = line.filter(bool)
prose = st.lists(line, max_size=3).map("\n".join).map(str.strip)
country = st.sampled_from(["", "KZ", "LT", "BE"])
keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
singles = st.builds(
    lambda precision, day: UncertainDate(precision, *bounds(precision, *(day.year, day.month, day.day))),
    st.sampled_from(sorted(CALLS_FOR)),
    days,
)
stretches = st.builds(
    lambda precision, one, other, basis: UncertainDate(precision, min(one, other), max(one, other), basis),
    st.sampled_from(sorted(TWO_ENDED)),
    days,
    days,
    line,
)
dates = st.one_of(st.just(UNKNOWN_DATE), singles, stretches)
flags = st.booleans()


def facts(of: type, **more: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(of, title=title, is_withheld=flags, **more)


SOURCES = facts(SourceFacts, publisher=line, published=line, note=prose)
KINDS_OF_EVENTS = st.sampled_from(["", *EVENT_KINDS])
EVENTS = facts(
    EventFacts,
    when=dates,
    category=KINDS_OF_EVENTS,
    country=country,
    body=prose,
    source_id=st.none(),
)
PROCEEDINGS = facts(
    ProceedingFacts,
    authority=title,
    kind=st.sampled_from(["", *PROCEEDING_KINDS]),
    country=country,
    opened=dates,
    decided=dates,
    outcome=line,
    note=prose,
    is_open=flags,
    appeals_id=st.none(),
)
NAMES = st.lists(st.builds(PrintedName, title, line, country), max_size=4).map(tuple)
CAMPAIGNS = facts(
    RecordedFacts,
    instrument=st.sampled_from(sorted(RECORDED_NAMES)),
    reported_by=title,
    when=dates,
    signatories=NAMES,
    signatory_count=st.one_of(st.none(), st.integers(4, 900)),
    addressee=line,
    demand=prose,
    reply=title,
    reply_disputed=prose,
    outcome=title,
    outcome_tone=st.sampled_from(sorted(TONES)),
    note=st.lists(title, max_size=3).map("\n".join),
    follows_note=st.just(""),
)


def known(draw: st.DrawFn, told: Any, refers: dict[str, str]) -> Any:
    """The facts, with how the answer is known where there is one."""
    if not refers.keys() & {"answers_event_id", "answers_proceeding_id"}:
        return told
    return replace(told, answers_stated=draw(flags), answers_note=draw(line))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    kinds = {"sources": SOURCES, "events": EVENTS, "proceedings": PROCEEDINGS, "campaigns": CAMPAIGNS}
    entries: dict[str, tuple[Entry, ...]] = {}
    for section in SECTIONS:
        made: list[Entry] = []
        for key in draw(st.lists(keys, max_size=3, unique=True)):
            refers = {}
            for ref in section.references:
                there = made if ref.section == section.name else entries[ref.section]
                other = draw(st.sampled_from(["", *(entry.key for entry in there)]))
                is_second = any(earlier.name in refers for earlier in section.references if earlier.known_by == ANSWERS)
                refers |= {ref.name: other} if other and not (ref.known_by == ANSWERS and is_second) else {}
            made.append(Entry(key, known(draw, draw(kinds[section.name]), refers), refers))
        entries[section.name] = tuple(made)
    profile = draw(st.builds(Profile, name=title, lede=prose, home_country=country, reviewed_on=st.none() | days))
    return Sheet(profile, entries)


@given(sheet=sheets())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_what_is_read(app: Flask, sheet: Sheet) -> None:
    again = fact_sheet.read(fact_sheet.write(sheet))
    assert again == sheet
    assert fact_sheet.canonical(again) == fact_sheet.canonical(sheet)
    assert fact_sheet.changes(sheet, again) == []
    assert fact_sheet.read(fact_sheet.canonical(sheet).decode()) == sheet


def faults(text: str) -> list[Fault]:
    with pytest.raises(Faulty) as caught:
        fact_sheet.read(text)
    return caught.value.faults


@pytest.mark.usefixtures("app")
class TestReading:
    def test_takes_what_people_write(self) -> None:
        sheet = fact_sheet.read(GOOD)
        assert (sheet.profile.name, sheet.profile.home_country) == ("Aru Example", "KZ")
        (held,) = sheet.of("events")
        assert held.when == UncertainDate(Precision.MONTH, date(2019, 2, 1), date(2019, 2, 28))
        assert held.refers == {"source_id": "report"}
        assert sheet.of("campaigns")[0].facts.signatories[1] == PrintedName("Ivo Sampleson", "MEP", "LV")

    def test_names_everything_that_is_wrong_at_once_by_line_and_key(self) -> None:
        text = (
            GOOD.replace("now in: LT", "now in: Atlantis")
            .replace("when: 2019-02", "when: 2019-13")
            .replace("kind: detention", "kind: holiday")
            .replace("    source: report\n", "    source: nowhere\n    colour: red\n")
            .replace("    title: Appeal\n", "")
        )
        found = [(fault.line, fault.key) for fault in faults(text)]
        assert found == [
            (5, "profile, now in"),
            (10, "events, held, source"),
            (12, "events, held, when"),
            (13, "events, held, kind"),
            (15, "events"),
            (22, "proceedings, appeal, title"),
        ]

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("fact sheet: 1", "fact sheet: 2", "fact sheet: 1"),
            ("key: appeal", "key: claim", "same key"),
            ("key: held", "key: Held now", "small letters"),
            ("appeals: claim", "appeals: appeal", "circle"),
            ("      late in month: 2023-12", "      late in month: 3 May", "Write the date as"),
            ("      late in month: 2023-12", "      from: 2023", "Write one of: date"),
            ("      late in month: 2023-12", "      from: 2023\n      to: 2022", "before the first"),
            ("title: A report", "title: [A, report]", "Write one text"),
            ("name: Aru Example", "name: '  '", "can’t be left out"),
            ("    reported by: A report\n", "    reported by: R\n    signed by: 1\n", "can’t be lower"),
            ("    reported by: A report\n", "    reported by: R\n    how it is known: so\n", "the relation itself"),
            ("    reported by: A report\n", "    reported by: R\n    answer stated: yes\n", "the relation itself"),
            (
                "    reported by: A report\n",
                "    reported by: R\n    answers event: nothing\n",
                "no “nothing” in the section",
            ),
            (
                "    reported by: A report\n",
                "    reported by: R\n    answers event: held\n    answers proceeding: claim\n",
                "Only one of these can be given: answers event, answers proceeding",
            ),
            ("    title: A report\n", "    title: A report\n    address: javascript:alert(1)\n", "https://"),
            ("title: A report", f"title: {'x' * 301}", "300 characters"),
        ],
    )
    def test_says_in_words_what_to_do(self, old: str, new: str, said: str) -> None:
        assert old in GOOD
        assert said in " ".join(fault.message for fault in faults(GOOD.replace(old, new)))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "just words",
            "- a\n- list",
            "a: &b c\nd: *b",
            "a: !!python/object:os.system x",
            "a: 1\na: 2",
            "a: [1, 2",
            "a: 1\n--- \nb: 2",
            "[" * 500,
            "a: \x00",
            "? [a]\n: b",
            "x" * 600_000,
        ],
    )
    def test_refuses_what_is_no_sheet_without_a_fall(self, text: str) -> None:
        assert len(faults(text)) >= 1

    def test_a_bomb_of_aliases_is_refused_at_its_first_anchor(self) -> None:
        bomb = "a: &a [x, x]\n" + "".join(
            f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcde", "bcdef", strict=True)
        )
        assert [fault.line for fault in faults(bomb)] == [1]


@pytest.mark.usefixtures("app")
class TestComparing:
    def test_says_what_was_added_changed_removed_and_moved(self) -> None:
        before = fact_sheet.read(GOOD)
        after = fact_sheet.read(
            GOOD.replace("Held for an hour", "Held for a day")
            .replace("  - key: letter", "  - key: other")
            .replace("Aru Example", "Aru Sample")
        )
        said = [(change.op, change.label, change.title) for change in fact_sheet.changes(before, after)]
        assert said == [
            ("changed", "Profile", "Aru Sample"),
            ("changed", "Event", "Held for a day"),
            ("added", "Recorded campaign", "Let her stay"),
            ("removed", "Recorded campaign", "Let her stay"),
        ]

    def test_without_what_is_left_out_nothing_refers_to_it(self) -> None:
        sheet = fact_sheet.leave_out(fact_sheet.read(GOOD), ["sources/report", "proceedings/claim"])
        assert sheet.of("sources") == ()
        assert sheet.of("events")[0].refers == {}
        assert [(entry.key, entry.refers) for entry in sheet.of("proceedings")] == [("appeal", {})]
        assert fact_sheet.read(fact_sheet.write(sheet)) == sheet


def test_a_long_chain_of_references_is_read_at_once_and_shown(app: Flask) -> None:
    number = 1_500
    lines = [
        f"- {{key: c{n}, title: T{n}, kind: mep_letter, reported by: Lantern, follows: c{n + 1}}}"
        for n in range(number)
    ]
    lines.append(f"- {{key: c{number}, title: T, kind: mep_letter, reported by: Lantern}}")
    begun = process_time()
    with app.test_request_context():
        sheet = fact_sheet.read("\n".join(["fact sheet: 1", "profile: {name: Aru Example}", "campaigns:", *lines]))
        shown = recorded_of(sheet, {})
    assert process_time() - begun < 20
    assert shown[0].follows is shown[1]


def test_a_character_that_no_text_may_hold_is_named_by_line(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(Faulty) as faulty:
        fact_sheet.read("fact sheet: 1\nprofile:\n  name: Aru\x07\n")
    assert [fault.line for fault in faulty.value.faults] == [3]
