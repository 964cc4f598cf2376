"""The story of a text that two write at once, while the browser of one of them dies."""

from collections.abc import Callable

from tests.journeys.steps import accounts, cases, drafts, texts
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_browser_dies_while_another_saves_and_no_word_of_either_is_lost(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague, second_window = visitor(), visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")
    cases.the_organiser_makes_a_case(organiser)
    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.saves(organiser, texts.FIRST)

    drafts.begins_to_write(organiser, board)
    drafts.begins_to_write(colleague, board)
    drafts.types_a_sentence(organiser, drafts.TYPED)
    drafts.hears_once_that_it_is_kept(organiser)
    texts.saves(colleague, drafts.MEANWHILE, "Hear her")
    drafts.hears_that_another_has_saved(organiser, "Marek Colleague")
    drafts.the_browser_dies(organiser)

    accounts.signs_in(second_window, letterbox, accounts.OWNER)
    drafts.begins_to_write(colleague, board)
    drafts.goes_on_with_the_words_and_sees_what_was_saved_since(second_window, board)
    drafts.saves_both(second_window)
    drafts.finds_nothing_unsaved(second_window, board)
    drafts.saves_from_the_page_of_version_two(colleague)
