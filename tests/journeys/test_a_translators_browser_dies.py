"""The story of a translation that two write at once, while the browser of one of them dies."""

from collections.abc import Callable

from tests.journeys.steps import accounts, cases, drafts, texts, translating
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_translators_browser_dies_while_another_saves_and_no_word_of_either_is_lost(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague, phone = visitor(), visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")
    cases.the_organiser_makes_a_case(organiser)
    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.saves(organiser, texts.FIRST)
    translating.adds_the_language(organiser, board)

    translating.begins_to_translate(colleague, board)
    translating.types_beside_the_second_paragraph(organiser, translating.TYPED)
    translating.saves_another(colleague, translating.MEANWHILE)
    translating.hears_that_another_has_saved(organiser, "Marek Colleague")
    drafts.the_browser_dies(organiser)

    accounts.signs_in(phone, letterbox, accounts.OWNER)
    translating.goes_on_with_the_words_and_sees_what_was_saved_since(phone, board)
    translating.saves_both(phone)
    translating.finds_nothing_unsaved(phone, board)
