"""Tables as CSV that a spreadsheet opens rightly and never runs."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A cell that begins so is a formula. A spreadsheet that expects other separators than ours begins new cells at them.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])")

# By this mark spreadsheets know that what follows is UTF-8.
_MARK = "\ufeff"


def defused(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would compute (OWASP, CSV injection)."""
    return _FORMULA.sub(r"\1'", cell)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Heads and rows as CSV in UTF-8, every cell quoted and defused."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return (_MARK + file.getvalue()).encode()
