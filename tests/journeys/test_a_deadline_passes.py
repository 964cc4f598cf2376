"""The story of a letter whose deadline passes while one member has not answered, and is extended."""

from collections.abc import Callable

from tests.journeys.steps import accounts, cases, deadlines, people, signatures, texts
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_deadline_closes_signing_by_itself_and_is_extended_with_notice(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague = visitor(), visitor()
    accounts.a_team_of_two(site, organiser, colleague, letterbox)
    cases.the_organiser_makes_a_case(organiser)
    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.saves(organiser, texts.FIRST)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 1)
    deadlines.sets_a_deadline(organiser, board)
    organiser.visit(f"{board}/open")
    organiser.press("Open version 1 for signature")
    people.imports_a_roster(organiser, people.INVENTED, "2026-11-01")
    members = people.six_invented_members()[:2]
    people.invites(organiser, board, members)
    prompt, silent = (
        signatures.Signatory(
            visitor(phone=True, script=False), letterbox, f"{row['first_name']} {row['last_name']}", row["email"]
        )
        for row in members
    )
    deadlines.plans_reminders(organiser, board)

    prompt.signs()
    silent.opens_the_link()
    silent.visitor.reads("Answer asked for by", "18:00 (Vilnius time)")
    deadlines.three_weeks_go_by(site)
    deadlines.reads_that_signing_has_closed(silent.visitor)
    deadlines.is_asked_to_close_the_list_or_to_extend(organiser, board)
    deadlines.extends_it(organiser, board)

    said = letterbox.next_to(silent.address, "more time to sign")
    assert "(Vilnius time), not on" in said
    deadlines.reads_of_the_extension(silent.visitor, "Sign this letter")
    deadlines.reads_of_the_extension(prompt.visitor, "Your signature stands; there is nothing to do.")
    silent.signs()
