"""The story of lists that do not explain themselves: nothing in them is taken silently."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.steps import accounts, rosters
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.visitor import Visitor


def test_a_list_is_explained_its_doubtful_rows_decided_and_an_address_confirmed_by_two(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    organiser, colleague = visitor(), visitor(phone=True, script=False)
    accounts.a_team_of_two(site, organiser, colleague, letterbox, "Drafter")

    rosters.says_what_the_columns_hold(organiser, tmp_path)
    rosters.sees_what_would_change_before_it_does(organiser)
    rosters.refuses_a_row_and_takes_another(organiser)
    rosters.imports_the_assembly_as_it_prints_its_members(organiser, tmp_path)
    rosters.registers_an_address_with_its_source(organiser, "raminta.pilkauske@parliament.example")
    rosters.cannot_confirm_it_alone(organiser)
    rosters.a_second_organiser_confirms_it(colleague, "raminta.pilkauske@parliament.example")
