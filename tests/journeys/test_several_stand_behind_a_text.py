"""The story of one text: discussed, changed in Word, approved inside and outside, translated, and changed once more."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.steps import accounts, cases, texts, together
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_text_is_discussed_changed_in_word_approved_by_all_and_approved_anew_when_it_changes(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    organiser, colleague, partner = visitor(), visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")
    cases.the_organiser_makes_a_case(organiser)
    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.saves(organiser, texts.FIRST)
    together.names_whose_approval_is_needed(organiser, board)

    together.suggests_other_wording_and_names_a_colleague(organiser, board)
    together.changes_a_demand_in_word(colleague, board, tmp_path)
    together.takes_the_suggestions(organiser, board)
    together.finds_the_comment_beside_its_paragraph(colleague, board, letterbox)

    together.asks_both(organiser, board, 2)
    together.the_lawyer_approves(colleague, letterbox, 2)
    together.the_partner_approves(partner, letterbox, 2)
    together.translates_it(organiser, board)

    texts.changes_a_sentence(organiser, board, together.SHARPER, "Today, not one day")
    together.sees_that_every_approval_was_of_the_version_before(organiser, board, 3)
    together.sees_what_the_translation_lacks(organiser, board)
    together.asks_both(organiser, board, 3)
    together.the_lawyer_approves(colleague, letterbox, 3)
    together.the_partner_approves(visitor(phone=True, script=False), letterbox, 3)
    organiser.visit(f"{board}/open")
    organiser.press("Open version 3 for signature")
