"""The story: a letter for a defender goes from its first words to the offices that it is meant for."""

from collections.abc import Callable

from tests.journeys.steps import accounts, cases, dispatch, people, signatures, texts
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.smtp import Office
from tests.support.visitor import Visitor

# By surname, with the letters of each name as they should be; Ramunė chose how hers is printed.
IN_ORDER = [
    "Wiesław ŁOZOWIŃSKI",
    "Gintautas ŠERMUKŠNYNAS",
    "Bożena ŚWIERKOWIECKA",
    "Eimantas VĖTRUNGIS",
    "Ramunė Žvilpauskaitė",
]


def test_a_letter_goes_from_draft_to_sent(
    site: Site, office: Office, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague = visitor(), visitor(phone=True)
    accounts.the_operator_creates_the_first_account(site)
    accounts.signs_in(organiser, letterbox, accounts.OWNER)
    accounts.the_owner_invites_a_colleague(organiser)
    used = accounts.the_colleague_joins(colleague, letterbox)
    accounts.the_used_link_leads_to_a_page_that_says_what_to_do(visitor(), used)

    cases.the_organiser_makes_a_case(organiser)
    cases.adds_a_source(organiser)
    cases.adds_an_event_known_only_to_lie_between_two_dates(organiser)
    cases.adds_two_proceedings_of_which_one_appeals_the_other(organiser)
    cases.records_a_campaign_taken_elsewhere(organiser)
    cases.edits_and_removes(organiser)
    cases.the_history_tells_who_did_what(organiser)
    cases.records_the_consent_and_proposes_the_first_release(organiser)
    cases.the_colleague_approves_it_and_it_is_public(colleague)

    board = texts.the_organiser_starts_a_letter(organiser, cases.NAME)
    texts.writes_it_from_the_template(organiser)
    texts.changes_a_sentence(organiser, board, texts.SECOND, "Sharper demand")
    texts.sees_the_difference_between_the_two(organiser, board)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 2)

    if people.REAL.exists():
        people.imports_the_real_roster_and_finds_whom_the_report_means(organiser)
    people.imports_a_roster(organiser, people.INVENTED, "2026-11-01")
    organiser.visit(f"{board}/open")
    organiser.press("Open version 2 for signature")
    members = people.six_invented_members()
    people.invites(organiser, board, members)
    six = [
        signatures.Signatory(
            visitor(phone=True, script=False), letterbox, f"{row['first_name']} {row['last_name']}", row["email"]
        )
        for row in members
    ]

    six[0].signs(printed="Ramunė Žvilpauskaitė")
    six[1].signs()
    six[5].declines()
    texts.changes_a_sentence(organiser, board, texts.MENDED, "Asylum is examined, not granted, by this office")
    texts.sees_the_campaign(organiser, board, "review")
    six[2].opens_the_link()
    six[2].visitor.reads("paused")
    texts.the_old_approval_counts_for_nothing(organiser, board)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 3)
    organiser.visit(f"{board}/open")
    organiser.reads("2 people signed an earlier version")
    organiser.press("Open version 3 for signature")
    dispatch.adds_two_offices_and_chooses_them(organiser, board)
    dispatch.closing_is_refused(organiser, board, "2 signatures are stale: Ramunė Žvilpauskaitė")
    six[0].opens_the_link()
    six[0].visitor.reads("What has changed since version 2")
    for one in six[:2]:
        one.renews_after_reading_what_changed("grant", "examine")
    for one in six[2:5]:
        one.signs()

    office.answer(dispatch.WILLING, "451 4.3.0 Try again in a moment")
    office.answer(dispatch.UNWILLING, "554 5.7.1 We take no letters here", at="rcpt")
    dispatch.closes(organiser, board)
    dispatch.the_closer_cannot_confirm(organiser, board)
    dispatch.another_person_confirms(colleague, board, "Registry of the Migration Service")
    dispatch.the_letter_arrives_once_where_it_is_accepted(office, IN_ORDER)
    dispatch.the_log_shows_every_attempt_with_its_reply(organiser, board)
    dispatch.anyone_reads_what_was_sent_and_what_is_open(
        visitor(phone=True, script=False), cases.NAME, texts.TITLE, IN_ORDER
    )
