"""The story of an appeal: who may speak for whom is looked at twice, and nobody is counted as what one is not."""

from collections.abc import Callable

from tests.journeys.steps import accounts, appeals, cases, dispatch, releases, texts
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.smtp import Office
from tests.support.visitor import Visitor


def test_an_appeal_is_endorsed_by_organisations_a_coalition_and_a_head_each_in_its_own_capacity(
    site: Site, office: Office, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague, reader = visitor(), visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox)
    cases.the_organiser_makes_a_case(organiser)
    cases.records_the_consent(organiser)
    releases.proposes_it(organiser)
    releases.is_approved(colleague)

    appeals.registers_the_organisations(organiser)
    board = appeals.starts_the_appeal(organiser, cases.NAME)
    texts.asks_the_colleague_to_review(organiser, board)
    texts.the_colleague_approves_this_very_version(colleague, letterbox, accounts.COLLEAGUE, 1)
    organiser.visit(f"{board}/open")
    organiser.press("Open version 1 for signature")
    appeals.nobody_can_be_asked_before_a_second_person_has_looked(organiser, board)
    appeals.a_second_person_confirms_each_authority(colleague)
    appeals.asks_each(organiser, board)
    appeals.each_signs_on_a_phone(visitor, letterbox)
    appeals.sees_each_counted_in_its_own_capacity(organiser, reader, board)

    appeals.takes_the_list_along(organiser, board)
    appeals.adds_an_office(organiser, board)
    dispatch.closes(organiser, board)
    dispatch.another_person_confirms(colleague, board)
    appeals.it_is_printed_so_in_what_the_office_gets(office)
