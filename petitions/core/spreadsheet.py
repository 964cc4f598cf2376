"""Tables as CSV that a spreadsheet opens rightly and never runs."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

# A cell that begins so is a formula. A spreadsheet that expects other separators than ours begins new cells at them.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])")


def defused(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would compute (OWASP, CSV injection)."""
    return _FORMULA.sub(r"\1'", cell)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Heads and rows as CSV in UTF-8, every cell quoted and defused."""
    file = io.BytesIO()
    write_csv(file, heads, rows)
    return file.getvalue()


def write_csv(file: BinaryIO, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write the same to a file, row by row, for tables of any length.

    It begins with the mark by which spreadsheets know that what follows is UTF-8: without it they garble names.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    # The wrapper would close the file with itself.
    text.detach()
