"""Rounds that alternate between the product and its bare route, and the table that they end in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

HEAD = ("", "a second", "bare route", "ratio", "lowest", "highest", "by processor time")


@dataclass(frozen=True)
class Speed:
    """Requests a second by the clock, and by the time that the server's processes had a processor; 0 if unknown."""

    by_clock: float
    by_processor: float


@dataclass
class Row:
    """One thing measured: each round gives a speed of the product and, right after it, one to hold it against.

    Two that should be alike are held against each other only once the server was ``woken``: after a pause whoever
    comes first waits longer.
    """

    name: str
    product: Callable[[], Speed]
    other: Callable[[], Speed]
    rounds: list[tuple[Speed, Speed]] = field(default_factory=list)
    wake: Callable[[], object] = lambda: None

    def measure(self) -> None:
        """Run one more round."""
        self.wake()
        self.rounds.append((self.product(), self.other()))

    def cells(self) -> tuple[str, ...]:
        """Medians of the rates and of the ratios of each round, and how far the ratios lie apart."""
        rates = [f"{median(speed.by_clock for speed in column):,.0f}" for column in zip(*self.rounds, strict=True)]
        ratios = [one.by_clock / other.by_clock for one, other in self.rounds]
        known = [one.by_processor / other.by_processor for one, other in self.rounds if other.by_processor]
        shown = [f"{ratio:.3f}" for ratio in (median(ratios), min(ratios), max(ratios))]
        return (self.name, *rates, *shown, f"{median(known):.3f}" if known else "unknown")


def lines(rows: Sequence[Row], head: Sequence[str] = HEAD) -> list[str]:
    """The table as text, in columns; it is valid Markdown too."""
    table = [tuple(head), *(row.cells() for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [_line(table[0], widths), _line(rule, widths), *(_line(cells, widths) for cells in table[1:])]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"
