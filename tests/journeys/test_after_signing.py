"""The story of two signatures: one is corrected by its bearer, the other denied, looked into and restored by two."""

from collections.abc import Callable

from tests.journeys.steps import accounts, afterwards, cases, people, releases, texts
from tests.journeys.steps.signatures import Signatory
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_signature_is_corrected_and_another_denied_and_restored(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague = visitor(), visitor()
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")
    cases.the_organiser_makes_a_case(organiser)
    cases.records_the_consent(organiser)
    releases.proposes_it(organiser)
    releases.is_approved(colleague)
    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.writes_it_from_the_template(organiser)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 1)
    people.imports_a_roster(organiser, people.INVENTED, "2026-11-01")
    organiser.visit(f"{board}/open")
    organiser.press("Open version 1 for signature")
    rows = people.six_invented_members()[:2]
    people.invites(organiser, board, rows)
    one, other = (
        Signatory(visitor(phone=True, script=False), letterbox, f"{row['first_name']} {row['last_name']}", row["email"])
        for row in rows
    )

    afterwards.signs_and_keeps_the_receipt(one)
    printed = f"{rows[0]['first_name']} M. {rows[0]['last_name']}"
    afterwards.corrects_the_printed_name(one, printed)

    receipt = afterwards.signs_and_keeps_the_receipt(other)
    afterwards.denies_the_signature(visitor(phone=True, script=False), receipt)
    organiser.visit(f"{board}/close")
    organiser.reads(printed)
    organiser.does_not_read(other.name)
    afterwards.is_alerted_and_proposes_to_restore(organiser, letterbox, accounts.OWNER, other.name)
    afterwards.agrees_to_restore_it(colleague, other.name)
    assert "not-mine" in letterbox.next_to(other.address, "Restored")
    organiser.visit(f"{board}/close")
    organiser.reads(printed, other.name)
