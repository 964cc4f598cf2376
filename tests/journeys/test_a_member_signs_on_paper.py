"""The story of a member who signs on paper: two organisers vouch for it, and the member is told at once."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.steps import accounts, by_hand, cases, people, texts
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_paper_is_recorded_confirmed_by_a_second_organiser_and_known_to_its_bearer(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    organiser, colleague = visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")
    cases.the_organiser_makes_a_case(organiser)
    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.saves(organiser, texts.FIRST)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 1)
    people.imports_a_roster(organiser, people.INVENTED, "2026-11-01")
    organiser.visit(f"{board}/open")
    organiser.press("Open version 1 for signature")
    member = people.six_invented_members()[0]
    people.invites(organiser, board, [member])
    name = f"{member['first_name']} {member['last_name']}"

    by_hand.cannot_pass_off_another_file_as_a_scan(organiser, board, name, tmp_path)
    by_hand.records_it_with_its_scan(organiser, tmp_path)
    by_hand.cannot_confirm_it_alone(organiser, name)
    by_hand.a_second_organiser_looks_at_the_scan_and_confirms(colleague, name)
    by_hand.its_bearer_reads_who_recorded_it(visitor(phone=True, script=False), letterbox, member["email"])
