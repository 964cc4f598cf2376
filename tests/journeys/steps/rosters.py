"""Lists that do not explain themselves, rows that wait, and addresses that no roster gives."""

from pathlib import Path

from tests.journeys.steps.people import searches
from tests.support.visitor import Visitor

# One address lies outside the Parliament's domain, one row names a country that is none.
LIST = """Nom;Pays;Groupe;Courriel
NERIS Austėja;Lithuania;EPP;austeja.neris@europarl.europa.eu
OŻAROWSKA Halina;Poland;S&D;halina.ozarowska@europarl.europa.eu
TERRAZA Iker;Spain;Renew;iker.terraza@mail.example
DELVAUQUE Noé;Ruritania;EPP;noe.delvauque@europarl.europa.eu
"""
LINES = (
    "Ms Raminta PILKAUSKĖ, Lithuania, SOC ; Mr Joost van de HAVERKAMP, Netherlands, ALDE ; "
    "Sir Alec PENHALLOW, United Kingdom, NR"
)
MEMBER = "Raminta PILKAUSKĖ"
PAGE = "https://parliament.example/members/pilkauske"


def uploads(organiser: Visitor, file: Path, body: str, as_of: str) -> None:
    organiser.visit("/en/desk/people")
    organiser.follow("Import a roster")
    organiser.field("Roster file").set_input_files(file)
    organiser.field("Whose members does it list?").select_option(label=body)
    organiser.field("On which day was it true?").fill(as_of)
    organiser.press("Show what would change")


def says_what_the_columns_hold(organiser: Visitor, folder: Path) -> None:
    """A list whose header nobody knows: the first rows are shown, and nothing is guessed silently."""
    file = folder / "liste.csv"
    file.write_text(LIST, encoding="utf-8")
    uploads(organiser, file, "European Parliament", "2026-11-02")
    organiser.reads("What do the columns hold?", "NERIS Austėja")
    for label, column in (
        ("Names, in one column", "Nom"),
        ("Country", "Pays"),
        ("Political group", "Groupe"),
        ("E-mail address", "Courriel"),
    ):
        organiser.field(label).select_option(label=column)
    organiser.press("Show what would change")


def sees_what_would_change_before_it_does(organiser: Visitor) -> None:
    organiser.reads("Not imported yet", "2 rows would be taken, 2 would wait for a person.", "Iker TERRAZA")
    organiser.press("Import the roster")
    organiser.reads("The roster is imported.", "Rows that wait")


def refuses_a_row_and_takes_another(organiser: Visitor) -> None:
    """Each decision has its reason; the address of the row that is taken waits for a second organiser."""
    for name, decision, why in (
        ("Noé DELVAUQUE", "Refuse them", "There is no such member on the Parliament’s page."),
        ("Iker TERRAZA", "Take the mandates; each address waits for a second organiser", "Found on the register."),
    ):
        row = organiser.page.locator("tr", has_text=name)
        row.get_by_role("checkbox").check()
        organiser.field(decision).check()
        organiser.field("Why?").fill(why)
        organiser.press("Decide")
    organiser.reads("No row waits.", "Found on the register.")


def imports_the_assembly_as_it_prints_its_members(organiser: Visitor, folder: Path) -> None:
    file = folder / "declaration.txt"
    file.write_text(LINES, encoding="utf-8")
    uploads(organiser, file, "Parliamentary Assembly of the Council of Europe", "2026-10-01")
    organiser.reads("3 rows would be taken", "some members: an absence says nothing")
    organiser.press("Import the roster")
    organiser.reads("Joost van de HAVERKAMP", "Alec PENHALLOW")


def registers_an_address_with_its_source(organiser: Visitor, address: str, name: str = MEMBER) -> None:
    searches(organiser, name)
    organiser.follow(name)
    organiser.reads("No address is registered, so this person can’t be invited.")
    organiser.follow("Register an address")
    organiser.field("Address").fill(address)
    organiser.field("Where does it stand?").fill(PAGE)
    organiser.field("On which day was it read there?").fill("2026-11-03")
    organiser.press("Register the address")
    organiser.follow("An address waits for a second organiser")


def cannot_confirm_it_alone(organiser: Visitor) -> None:
    organiser.field("I found it there, letter by letter: confirm it").check()
    organiser.press("Decide")
    organiser.reads("Another organiser has to compare it with its source.")


def a_second_organiser_confirms_it(colleague: Visitor, address: str, name: str = MEMBER) -> None:
    searches(colleague, name)
    colleague.follow(name)
    colleague.follow("An address waits for a second organiser")
    colleague.reads(address, PAGE)
    colleague.field("I found it there, letter by letter: confirm it").check()
    colleague.press("Decide")
    searches(colleague, name)
    colleague.follow(name)
    colleague.reads(PAGE, "confirmed by Marek Colleague")
