"""A signatory in one line: as the instrument's `print_format` says or, where a text is lodged, as the body prints."""

from dataclasses import dataclass
from typing import Protocol

from petitions.campaigns.instruments import PRINTABLE, Instrument
from petitions.people.bodies import bodies, country_name
from petitions.people.formats.assembly import Printed, is_honorific
from petitions.people.models import Person
from petitions.people.spelling import words

NO_GROUP = "NR"
PARTED = " ;\n"
"""What stands between two lines of the Assembly."""

# Stands for a part that is not known, until the signs that would part it from the others are taken away with it.
_NOTHING = "\0"


class Named(Protocol):
    """A signatory as of signing or of closing."""

    @property
    def name(self) -> str:
        """The name as it is printed."""

    @property
    def body(self) -> str:
        """The capacity as rules count it."""

    @property
    def capacity(self) -> str:
        """The capacity as it is printed."""

    @property
    def delegation(self) -> str:
        """The country, as ISO code."""

    @property
    def group_code(self) -> str:
        """The political group; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What lines are made of: the name in parts, the country as ISO code, the group as it was at signing."""

    honorific: str
    given_name: str
    surname: str
    name: str
    body: str
    capacity: str
    delegation: str
    group: str


def parts(row: Named, surname: str, person: Person | None) -> Parts:
    """The parts of a row, whose bearer signed under this surname and is on the register as the person.

    The name is that of the row where it ends with the surname, so that it can be parted; otherwise the register's.
    Without a person nothing is read on the register: so for those who are shown by initials.
    """
    on_file = (person.given_name, person.surname) if person else ("", row.name)
    given_name, last_name = name_parts(row.name, surname) or on_file
    return Parts(
        honorific=person.honorific if person and is_honorific(person.honorific) else "",
        given_name=given_name,
        surname=last_name,
        name=row.name,
        body=row.body,
        capacity=row.capacity,
        delegation=row.delegation,
        group=row.group_code,
    )


def line_of(rules: Instrument, one: Parts, language: str) -> str:
    """The whole line; countries in this language, or, where the text is lodged, in the body's own words."""
    if rules.is_lodged:
        return as_assembly_prints(one).line
    values = {
        "honorific": one.honorific,
        "given_name": one.given_name,
        "surname": one.surname,
        "SURNAME": one.surname.upper(),
        "name": one.name,
        "capacity": one.capacity,
        "country": country_name(one.delegation, language) if one.delegation else "",
        "group": one.group,
    }
    return filled(rules.print_format, {key: values[key] for key in PRINTABLE})


def parted_by(rules: Instrument) -> str:
    """What stands between two lines that are copied: where the text is lodged, what the body puts there."""
    return PARTED if rules.is_lodged else "\n"


def filled(print_format: str, values: dict[str, str]) -> str:
    """The format with these values; a part that is empty goes, with the comma, space or brackets that set it apart."""
    line = print_format.format(**{key: " ".join(value.split()) or _NOTHING for key, value in values.items()})
    for lonely in (f", {_NOTHING}", f"{_NOTHING}, ", f" ({_NOTHING})", f"{_NOTHING} ", f" {_NOTHING}", _NOTHING):
        line = line.replace(lonely, "")
    return line


def as_assembly_prints(one: Parts) -> Printed:
    """The entry as the Parliamentary Assembly prints it: its own names of states, `NR` for who is in no group."""
    body = bodies().get(one.body)
    return Printed(
        honorific=one.honorific,
        given_name=one.given_name,
        surname=one.surname,
        country=body.prints(one.delegation) if body else country_name(one.delegation),
        group=one.group or NO_GROUP,
    )


def name_parts(name: str, surname: str) -> tuple[str, str] | None:
    """Given name and surname of a name as it was signed; None where it does not end with the surname as on file."""
    found = name.split()
    for start in range(1, len(found)):
        if words(" ".join(found[start:])) == words(surname):
            return " ".join(found[:start]), " ".join(found[start:])
    return None
