"""The story of a written declaration: gathered here, lodged on the members' own signatures, read back, joined late."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.steps import accounts, assembly, cases, declarations, releases, texts
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


# Twenty-one members sign, one after another: on a busy machine that takes its time.
@pytest.mark.timeout(900)
def test_a_declaration_is_gathered_lodged_read_back_and_joined_late(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    organiser, colleague, reader = visitor(), visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")
    cases.the_organiser_makes_a_case(organiser)
    cases.records_the_consent(organiser)
    releases.proposes_it(organiser)
    releases.is_approved(colleague)

    assembly.imports_the_members_as_the_assembly_prints_them(organiser, tmp_path)
    assembly.registers_two_addresses_by_hand(organiser, colleague)
    assembly.imports_a_list_with_the_other_addresses(organiser, tmp_path)
    assembly.confirms_each_of_them(colleague, len(assembly.LINES) - len(assembly.BY_HAND))

    board = declarations.starts_it(organiser, cases.NAME)
    declarations.sees_the_words_counted_while_writing(organiser)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 1)
    organiser.visit(f"{board}/open")
    organiser.press("Open version 1 for signature")
    declarations.invites_all_but_the_late_one(organiser, board)

    members = [line for line in assembly.LINES if assembly.name_of(line) != assembly.LATE]
    names = [assembly.name_of(line) for line in members]
    declarations.signs_on_a_phone(visitor, letterbox, names[0])
    declarations.the_others_sign_too(letterbox, names[1:5])
    declarations.sees_what_is_missing(organiser, board)
    declarations.closing_waits(organiser, board)
    declarations.the_others_sign_too(letterbox, names[5:])
    declarations.sees_that_nothing_is_missing(organiser, board)

    declarations.closes_it(organiser, board)
    declarations.another_person_confirms_the_sheet(colleague, organiser, board)
    declarations.the_sheet_has_the_assemblys_own_lines(colleague, board, members)
    declarations.nobody_calls_it_tabled_or_sent(organiser, reader, board)
    declarations.records_the_lodging(organiser, board)
    declarations.nobody_calls_it_tabled_or_sent(organiser, reader, board)
    declarations.records_the_publication_with_one_name_missing(organiser, board, members)
    declarations.anyone_reads_that_it_is_tabled(reader)

    declarations.does_not_know_the_last_day_before_it_is_recorded(organiser, board)
    declarations.a_late_name_makes_the_next_edition(organiser, colleague, visitor, letterbox, board)
