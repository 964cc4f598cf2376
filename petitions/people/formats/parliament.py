"""The European Parliament's own list of its members, as XML or as JSON with the same keys. It gives no addresses.

`<meps><mep><fullName/><country/><politicalGroup/><id/></mep></meps>`; in JSON a list of such members, or one under
`"meps"` (under `"mep"` within, as converters write it). Other keys are not read.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from petitions.people.formats.cells import refuse_unsafe
from petitions.people.formats.printed_names import split_name
from petitions.people.formats.unreadable import RosterUnreadable, entry, line
from petitions.people.rosters import RosterRow
from petitions.people.sentences import N_, Sentence

_KEYS = ("id", "fullName", "country", "politicalGroup")
_PLACE = N_("line %(line)d, column %(column)d")
_DTD = N_("%(file)s declares a document type or entities, which no roster needs. Ask for the plain list.")
_BROKEN = N_("%(file)s breaks off or is broken at %(place)s. Download it once more.")
_NOT_TEXT = N_("%(where)s of %(file)s is in an encoding that can't be made out. Save the file as UTF-8.")
_TOO_DEEP = N_("%(file)s is nested far deeper than a list of members. Check that this is the right file.")
_NO_LIST = N_("%(file)s is not the Parliament's list of members: it should be a list of mep with %(keys)s.")
_MISSING = N_("No member in %(file)s has “%(columns)s”. The Parliament's list has %(keys)s.")
_NOT_A_VALUE = N_("%(where)s of %(file)s, “%(column)s” is neither text nor a number.")
_NOT_A_MEMBER = N_("%(where)s of %(file)s is no member with %(keys)s.")
_TWICE = N_("%(file)s gives “%(column)s” twice for one member, so it isn't clear which one holds.")


def read_xml(data: bytes, filename: str) -> tuple[RosterRow, ...]:
    """The members of the XML list. Raises `RosterUnreadable`; no entity is ever resolved."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise RosterUnreadable(_DTD, file=filename) from error
    except ParseError as error:
        where, column = error.position
        place = Sentence(_PLACE, {"line": where, "column": column + 1})
        raise RosterUnreadable(_BROKEN, file=filename, place=place) from error
    except (ValueError, LookupError) as error:
        raise RosterUnreadable(_NOT_TEXT, file=filename, where=line(1)) from error
    if root.tag != "meps" or any(child.tag != "mep" for child in root):
        raise RosterUnreadable(_NO_LIST, file=filename, keys=", ".join(_KEYS))
    return _rows([_of_element(element, filename) for element in root], filename)


def read_json(data: bytes, filename: str) -> tuple[RosterRow, ...]:
    """The members of the JSON list. Raises `RosterUnreadable`."""

    def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        return _once(pairs, filename)

    try:
        found = json.loads(data, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        place = Sentence(_PLACE, {"line": error.lineno, "column": error.colno})
        raise RosterUnreadable(_BROKEN, file=filename, place=place) from error
    except UnicodeDecodeError as error:
        where = line(data.count(b"\n", 0, error.start) + 1)
        raise RosterUnreadable(_NOT_TEXT, file=filename, where=where) from error
    except (RecursionError, ValueError) as error:
        raise RosterUnreadable(_TOO_DEEP, file=filename) from error
    for key in ("meps", "mep"):
        found = found.get(key, found) if isinstance(found, dict) else found
    if not isinstance(found, list):
        raise RosterUnreadable(_NO_LIST, file=filename, keys=", ".join(_KEYS))
    members = [_of_object(thing, number, filename) for number, thing in enumerate(found, start=1)]
    return _rows(members, filename)


def _of_element(element: Element, filename: str) -> dict[str, str]:
    return _once([(child.tag, (child.text or "").strip()) for child in element if child.tag in _KEYS], filename)


def _of_object(thing: object, number: int, filename: str) -> dict[str, str]:
    if not isinstance(thing, dict):
        raise RosterUnreadable(_NOT_A_MEMBER, where=entry(number), file=filename, keys=", ".join(_KEYS))
    values = {key: thing[key] for key in _KEYS if thing.get(key) is not None}
    for key, value in values.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise RosterUnreadable(_NOT_A_VALUE, where=entry(number), file=filename, column=key)
    return {key: str(value).strip() for key, value in values.items()}


def _once(pairs: Sequence[tuple[str, Any]], filename: str) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        twice = next(key for key in values if sum(key == other for other, _ in pairs) > 1)
        shown = "".join(sign for sign in twice[:40] if sign.isprintable())
        raise RosterUnreadable(_TWICE, file=filename, column=shown)
    return values


def _rows(members: Sequence[Mapping[str, str]], filename: str) -> tuple[RosterRow, ...]:
    if missing := [key for key in _KEYS if not any(key in member for member in members)]:
        raise RosterUnreadable(_MISSING, file=filename, columns=", ".join(missing), keys=", ".join(_KEYS))
    return tuple(_row(number, member, filename) for number, member in enumerate(members, start=1))


def _row(number: int, member: Mapping[str, str], filename: str) -> RosterRow:
    refuse_unsafe(member, entry(number), filename)
    first, last = split_name(member.get("fullName", ""))
    return RosterRow(
        number, member.get("id", ""), first, last, member.get("country", ""), member.get("politicalGroup", ""), ""
    )
