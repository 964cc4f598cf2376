"""Why a file can't be read whole, in a sentence that names the place."""

from petitions.core.errors import DomainError
from petitions.people.sentences import N_, Sentence

_LINE = N_("Line %(number)d")
_ROW = N_("Row %(number)d of the sheet “%(sheet)s”")
_ENTRY = N_("Member %(number)d")


class RosterUnreadable(DomainError):
    """The file can't be read whole, so nothing in it is believed. The sentence says why and what to do."""

    status = 422

    def __init__(self, template: str, **values: object) -> None:
        self.sentence = Sentence(template, values)
        super().__init__(str(self.sentence))


class ColumnsUnknown(RosterUnreadable):
    """The table can be read, but its header is none that we know: a person has to say which column holds what."""


def line(number: int) -> Sentence:
    """A line of a text file, as a place."""
    return Sentence(_LINE, {"number": number})


def sheet_row(sheet: str, number: int) -> Sentence:
    """A row of a spreadsheet, as a place."""
    return Sentence(_ROW, {"number": number, "sheet": sheet})


def entry(number: int) -> Sentence:
    """A member in a list that has no lines, as a place."""
    return Sentence(_ENTRY, {"number": number})
