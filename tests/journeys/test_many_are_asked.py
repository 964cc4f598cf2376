"""The story of many who are asked at once: each in a language, once, and no more than each likes."""

import csv
import time
from collections.abc import Callable

from tests.journeys.steps import accounts, batches, cases, people, texts
from tests.support.letterbox import PATIENCE, Letterbox
from tests.support.server import Site
from tests.support.smtp import Office
from tests.support.visitor import Visitor


def test_a_committee_is_asked_in_its_language_one_wants_no_more_mail_and_one_mail_comes_back(
    site: Site, office: Office, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague, member = visitor(), visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox)
    cases.the_organiser_makes_a_case(organiser)
    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.writes_it_from_the_template(organiser)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 1)
    people.imports_a_roster(organiser, people.INVENTED, "2026-11-01")
    organiser.visit(f"{board}/open")
    organiser.press("Open version 1 for signature")

    with people.INVENTED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sitting = [row for row in rows if row["LIBE"] in ("M", "V", "C")]
    bounced, silent = sitting[:2]
    office.answer(bounced["email"], batches.REFUSAL, at="rcpt")
    batches.writes_words_in_french(organiser, board)
    assert batches.asks_a_committee(organiser, board, office) == len(sitting)
    batches.gets_the_words_and_may_stop_the_mail(member, letterbox, office, silent["email"])
    batches.sees_who_wants_no_more_mail(organiser, board, name_of(silent))
    _until(lambda: all(office.to(row["email"]) for row in sitting[1:]))
    batches.sees_what_came_back_and_sends_it_again(organiser, board, letterbox, name_of(bounced), bounced["email"])
    other = next(row for row in rows if row not in sitting)
    batches.pastes_a_list(organiser, board, name_of(other), silent["email"])
    assert len(office.to(silent["email"])) == 1


def name_of(row: dict[str, str]) -> str:
    """As the roster prints it."""
    return f"{row['first_name']} {row['last_name']}"


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
