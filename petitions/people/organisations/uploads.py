"""An uploaded list of organisations as text, whatever kind of file it came in."""

from petitions.people.formats import RosterUnreadable, read_table
from petitions.people.formats.encodings import decode
from petitions.people.formats.kinds import Kind, kind_of
from petitions.people.sentences import N_

_NO_LIST = N_("%(file)s is no list of organisations. Write one organisation on each line, or send a table.")
_TEXTS = frozenset({Kind.TABLE, Kind.SIGNATORIES})


def text_of(data: bytes, filename: str) -> str:
    """The list as it would be pasted: a spreadsheet becomes lines with tabs. Raises `RosterUnreadable`."""
    kind = kind_of(data, filename)
    if kind in _TEXTS:
        return decode(data, filename)[0].strip()
    table = read_table(data, filename)
    if table is None:
        raise RosterUnreadable(_NO_LIST, file=filename)
    return "\n".join("\t".join(cells) for cells in (table.header, *(cells for _line, cells in table.rows)))
