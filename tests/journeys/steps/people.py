"""Rosters brought in through the browser and searched; six invented members invited."""

import csv
from pathlib import Path

from tests.support.server import ROOT
from tests.support.shared import SHARED
from tests.support.visitor import Visitor

INVENTED = ROOT / "petitions" / "ops" / "sample" / "roster.csv"
REAL = SHARED / "rosters" / "mep_term9_2023-07-14.csv"

# The six signatories of July 2023 as the report spells them, and a word of the roster's own spelling.
AS_PRINTED = {
    "Isabel Santos": "Isabel SANTOS",
    "Petras Auštrevičius": "Petras AUŠTREVIČIUS",
    "Róża Thun": "THUN UND HOHENSTEIN",
    "Viola von Kramon-Taubadel": "VON CRAMON-TAUBADEL",
    "Nacho Sanchez": "Nacho SÁNCHEZ AMOR",
    "Helmut Scholz": "Helmut SCHOLZ",
}


def imports_a_roster(organiser: Visitor, file: Path, as_of: str) -> None:
    organiser.visit("/en/desk/people")
    organiser.follow("Import a roster")
    organiser.field("Roster file").set_input_files(file)
    organiser.field("Whose members does it list?").select_option(label="European Parliament")
    organiser.field("On which day was it true?").fill(as_of)
    organiser.press("Show what would change")
    organiser.press("Import the roster")


def imports_the_real_roster_and_finds_whom_the_report_means(organiser: Visitor) -> None:
    imports_a_roster(organiser, REAL, "2023-07-14")
    organiser.reads("705", "697", "8")
    for printed, on_the_roster in AS_PRINTED.items():
        searches(organiser, printed)
        first = organiser.page.locator("table[aria-label='People found'] tbody tr, table tbody tr").first
        assert on_the_roster in first.inner_text(), f"{printed} found {first.inner_text()}"
    searches(organiser, "Julia Ward")
    organiser.reads("Nobody on this roster", "Julia Ward")
    searches(organiser, "Santos", country="Portugal", group="S&D")
    organiser.reads("Isabel SANTOS")


def searches(organiser: Visitor, name: str, country: str = "", group: str = "") -> None:
    organiser.page.goto(f"{organiser.base_url}/en/desk/people")
    organiser.field("Name").fill(name)
    if country:
        organiser.field("Country").select_option(label=country)
    if group:
        organiser.field("Political group").select_option(value=group)
    organiser.press("Search")


def six_invented_members() -> list[dict[str, str]]:
    """Members of the invented roster: Lithuanian and Polish letters, several countries and groups."""
    with INVENTED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows[:6]


def invites(organiser: Visitor, board: str, members: list[dict[str, str]]) -> None:
    for member in members:
        organiser.visit(f"{board}/invitations/new")
        organiser.field("Name").fill(f"{member['first_name']} {member['last_name']}")
        organiser.press("Search")
        organiser.page.get_by_role("checkbox").first.check()
        organiser.press("Invite those ticked")
