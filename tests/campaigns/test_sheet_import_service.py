"""Taking a fact sheet over: in one go, by the ordinary verbs, and never from a stale preview."""

from pathlib import Path

import pytest
from flask import Flask

from petitions.campaigns import fact_sheet, sheet_import
from petitions.cases import parts, queries
from petitions.cases.models import Case
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.errors import StalePage
from tests.campaigns.test_fact_sheet import GOOD
from tests.factories import a_user, acting, an_organisation
from tests.support.history import history_of


@pytest.fixture
def ada(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


@pytest.fixture
def case(ada: Actor) -> Case:
    with transaction():
        return sheet_import.start(ada, fact_sheet.read(GOOD))


def take(ada: Actor, case: Case, text: str) -> None:
    with transaction():
        sheet_import.take(ada, case, fact_sheet.read(text), sheet_import.hash_of(case))


def test_a_new_case_says_what_its_sheet_says(ada: Actor, case: Case) -> None:
    stored = queries.get_visible(ada, case.id)
    assert fact_sheet.of_case(stored) == fact_sheet.read(GOOD)
    assert stored.published_at is None


def test_taken_over_twice_it_changes_nothing_the_second_time(ada: Actor, case: Case) -> None:
    before = len(history_of(case))
    take(ada, case, GOOD)
    assert [event.action for event in history_of(case)[: len(history_of(case)) - before]] == ["case:import"]


def test_what_changed_is_changed_what_is_new_added_and_what_is_gone_removed(ada: Actor, case: Case) -> None:
    text = (
        GOOD.replace("Held for an hour", "Held for a day")
        .replace("    appeals: claim\n", "")
        .replace("    title: First claim\n", "    title: First claim\n    appeals: appeal\n")
        .replace("    source: report\n", "    source: other\n")
        .replace("key: report", "key: other")
    )
    take(ada, case, text)
    assert fact_sheet.of_case(queries.get_visible(ada, case.id)) == fact_sheet.read(text)
    done = {event.action for event in history_of(case)}
    assert {"event:edit", "proceeding:edit", "source:add", "source:remove"} <= done


def test_a_chain_is_removed_from_its_end(ada: Actor, case: Case) -> None:
    text = GOOD[: GOOD.index("proceedings:")]
    take(ada, case, text)
    assert fact_sheet.of_case(queries.get_visible(ada, case.id)) == fact_sheet.read(text)


def test_the_order_of_the_sheet_is_the_order_of_the_case(ada: Actor, case: Case) -> None:
    text = GOOD.replace("events:\n", "events:\n  - key: first\n    title: Before all\n")
    take(ada, case, text)
    assert [event.key for event in queries.get_visible(ada, case.id).events] == ["first", "held"]


def test_a_preview_of_an_older_state_is_refused(ada: Actor, case: Case) -> None:
    made_from = sheet_import.hash_of(case)
    with transaction():
        parts.remove_event(ada, case.events[0])
    with pytest.raises(StalePage), transaction():
        sheet_import.take(ada, case, fact_sheet.read(GOOD), made_from)


class TestTheCommand:
    def run(self, app: Flask, *options: str) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(args=["cases", "import-sheet", *options])
        return result.exit_code, result.output

    def test_previews_then_makes_a_case_then_changes_it(self, app: Flask, tmp_path: Path) -> None:
        owner = an_organisation("Sheets")
        file = tmp_path / "sheet.yaml"
        file.write_text(GOOD, encoding="utf-8")
        here = (str(file), "--organisation", owner.slug)
        assert "Nothing was changed." in self.run(app, *here, "--preview")[1]
        assert "Taken over into aru-example." in self.run(app, *here)[1]
        file.write_text(GOOD.replace("for an hour", "for a day"), encoding="utf-8")
        code, said = self.run(app, *here, "--case", "aru-example")
        assert (code, said) == (0, "changed: Event: Held for a day\nTaken over into aru-example.\n")

    def test_says_every_fault_by_line(self, app: Flask, tmp_path: Path) -> None:
        owner = an_organisation("Sheets")
        file = tmp_path / "sheet.yaml"
        file.write_text(GOOD.replace("detention", "holiday").replace("LT", "Atlantis"), encoding="utf-8")
        code, said = self.run(app, str(file), "--organisation", owner.slug)
        assert code == 1
        assert "Line 5, profile, now in:" in said
        assert "Line 13, events, held, kind:" in said

    def test_knows_only_what_is_there(self, app: Flask, tmp_path: Path) -> None:
        owner = an_organisation("Sheets")
        file = tmp_path / "sheet.yaml"
        file.write_bytes(b"\xff\xfe")
        assert "UTF-8" in self.run(app, str(file), "--organisation", owner.slug)[1]
        file.write_text(GOOD, encoding="utf-8")
        assert "no organisation" in self.run(app, str(file), "--organisation", "nobody")[1]
        assert "has no case" in self.run(app, str(file), "--organisation", owner.slug, "--case", "none")[1]
        assert "can't be opened" in self.run(app, str(tmp_path / "none"), "--organisation", owner.slug)[1]
