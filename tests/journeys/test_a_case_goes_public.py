"""The story of a case that two people read before it is public, and from which one takes an entry at once."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.steps import accounts, cases, releases
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_case_is_public_as_two_people_read_it_and_never_with_a_protected_name(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    organiser, colleague, reader = visitor(), visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox)
    cases.the_organiser_makes_a_case(organiser)

    releases.protects_the_name_of_a_relative(organiser)
    releases.adds_a_document(organiser, tmp_path)
    releases.changes_the_case_in_its_fact_sheet(organiser)
    cases.records_the_consent(organiser)
    releases.proposes_it(organiser)
    releases.is_refused_because_a_protected_name_stands_in_it(colleague)
    releases.leaves_the_name_out(organiser)
    releases.proposes_it(organiser)
    releases.is_approved_and_public_with_its_document(colleague, reader)
    releases.hides_an_entry_at_once(organiser, reader)
