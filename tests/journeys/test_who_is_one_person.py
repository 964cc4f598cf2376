"""The story of one name entered twice: nothing is merged by itself, and what was merged can be parted again."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.steps import accounts, rosters, selves
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_person_entered_by_hand_is_merged_with_the_rosters_entry_and_parted_again(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    organiser, colleague = visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")

    rosters.imports_the_assembly_as_it_prints_its_members(organiser, tmp_path)
    selves.enters_a_member_whom_no_roster_lists(organiser)
    selves.cannot_confirm_it_alone(organiser)
    selves.a_second_organiser_confirms_it(colleague)
    selves.finds_the_other_entry_and_merges_the_two(organiser)
    selves.is_found_once_with_both_histories(organiser)
    selves.parts_them_again(organiser)
