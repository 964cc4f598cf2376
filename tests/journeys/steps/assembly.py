"""Members of the Assembly, read from its own printed lines; one registers their addresses, another confirms them."""

from pathlib import Path

from tests.journeys.steps import rosters
from tests.support.visitor import Visitor

PRINTED = """Ms Raminta PILKAUSKĖ, Lithuania, SOC ; Mr Eimantas VĖTRUNGAUSKAS, Lithuania, SOC ;
Ms Ugnė ŠERMUKŠNELĖ, Lithuania, SOC ; Ms Halina MŁYNARZEWSKA, Poland, SOC ; Mr Wiesław OŻAROWICKI, Poland, SOC ;
Mr Joost van de HAVERKAMP, Netherlands, ALDE ; Ms Liesbeth van der KOORNDIJK, Netherlands, ALDE ;
Ms Bożena ŚWIERKOWSKA, Poland, EPP/CD ; Mr Gintautas ŽVIRBLAUSKIS, Lithuania, EPP/CD ;
Lord Alistair PENWHISTLE, United Kingdom, EC/DA ; Sir Alec PENHALLOW, United Kingdom, NR ;
Mr Iker TERRAZA, Spain, SOC ; Ms Nerea GOIKOLETXE, Spain, UEL ; Mr Xabier LARRAONDO, Spain, EPP/CD ;
Ms Noémie DELVAUQUE, France, ALDE ; Mr Thibaut de la ROCHEGRISE, France, ALDE ;
Ms Solène MARQUETTERIE, France, SOC ; Mr Aurélien BOISFERRAND, France, EC/DA ;
Ms Ingrid HOLMGÅRDSEN, Norway, SOC ; Ms Sunniva KVERNELIEN, Norway, EPP/CD ;
Mr Torstein FJELLBAKKEN, Norway, EPP/CD"""
LINES = [line.strip() for line in PRINTED.replace("\n", " ").split(";")]
LATE = "Torstein FJELLBAKKEN"
BY_HAND = ("Raminta PILKAUSKĖ", "Joost van de HAVERKAMP")
BODY = "Parliamentary Assembly of the Council of Europe"
WAITS = "Take the mandates; each address waits for a second organiser"


def name_of(line: str) -> str:
    """The name in a printed line, without its honorific."""
    return line.partition(",")[0].partition(" ")[2]


def address_of(name: str) -> str:
    """Where codes and links for the member go."""
    return f"member{[name_of(line) for line in LINES].index(name)}@assembly.example"


def imports_the_members_as_the_assembly_prints_them(organiser: Visitor, folder: Path) -> None:
    file = folder / "members.txt"
    file.write_text(PRINTED, encoding="utf-8")
    rosters.uploads(organiser, file, BODY, "2026-10-05")
    organiser.reads(f"{len(LINES)} rows would be taken", "Joost van de HAVERKAMP")
    organiser.press("Import the roster")
    organiser.reads("Alec PENHALLOW United Kingdom NR")


def registers_two_addresses_by_hand(organiser: Visitor, colleague: Visitor) -> None:
    """One organiser registers each with its source, another compares it with that."""
    for name in BY_HAND:
        rosters.registers_an_address_with_its_source(organiser, address_of(name), name)
        rosters.a_second_organiser_confirms_it(colleague, address_of(name), name)


def imports_a_list_with_the_other_addresses(organiser: Visitor, folder: Path) -> None:
    """No register of the Assembly gives addresses, so those of a list wait, each for a second organiser."""
    others = [line for line in LINES if name_of(line) not in BY_HAND]
    rows = [
        f"{name_of(line)};{line.split(', ')[1]};{line.split(', ')[2]};{address_of(name_of(line))}" for line in others
    ]
    file = folder / "secretariats.csv"
    file.write_text("\n".join(["Name;State;Group;E-mail", *rows]), encoding="utf-8")
    rosters.uploads(organiser, file, BODY, "2026-10-12")
    organiser.reads("What do the columns hold?")
    organiser.press("Show what would change")
    organiser.reads(f"0 rows would be taken, {len(others)} would wait for a person.")
    organiser.press("Import the roster")
    organiser.page.get_by_role("checkbox").last.check()
    organiser.field(WAITS).check()
    organiser.field("Why?").fill("From the delegations’ secretariats, by phone.")
    organiser.press("Decide")
    organiser.reads("No row waits.")


def confirms_each_of_them(colleague: Visitor, count: int) -> None:
    """A second organiser compares address after address with its source; each decision leads to the next."""
    colleague.visit("/en/desk/people")
    with colleague.page.expect_navigation():
        colleague.page.locator("a[href*='/people/addresses/']").first.click()
    for left in range(count - 1, -1, -1):
        colleague.reads("“secretariats.csv”", "From the delegations’ secretariats, by phone.")
        colleague.field("I found it there, letter by letter: confirm it").check()
        colleague.press("Decide")
        if left > 1:
            colleague.reads(f"{left} more addresses wait for you")
    colleague.visit("/en/desk/people")
    colleague.does_not_read("Addresses that wait for a second organiser")
