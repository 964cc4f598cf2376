"""A table of text cells, whatever file it came from."""

from dataclasses import dataclass

from petitions.people.formats import unreadable
from petitions.people.sentences import Sentence

MAX_ROWS = 50_000
"""Ten times as many as all national parliaments of the European Union and the Council of Europe hold together."""


@dataclass(frozen=True, slots=True)
class Table:
    """Header and rows, each row with its line (or its row on the sheet). A cell with a formula starts with `=`."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def where(self, line: int) -> Sentence:
        """A row's place in words."""
        return unreadable.sheet_row(self.sheet, line) if self.sheet else unreadable.line(line)
