"""A roster file as rows, exactly as printed. `formats` reads them; what may be believed of them `judging` decides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One member of a roster as printed, nothing trimmed but the edges of names and codes.

    `line` is the member's place in the file: the line of a text table, the row of a sheet, the number in a list.
    `committees` are pairs of a committee's code and the letter that says as what the member sits there.
    """

    line: int
    member_id: str
    first_name: str
    last_name: str
    country: str
    group: str
    email: str
    since: str = ""
    honorific: str = ""
    committees: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A roster file read whole, with what its provenance needs.

    Without `carries_addresses` the format has no place for them, so that none is missing. Where the file `is_whole`
    it lists every member of that day; elsewhere an absence says nothing.
    """

    filename: str
    sha256: str
    encoding: str
    rows: tuple[RosterRow, ...]
    carries_addresses: bool = True
    is_whole: bool = True
