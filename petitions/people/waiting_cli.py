"""Commands for the rows that wait on the server's own register, which only its operator decides."""

from dataclasses import replace
from typing import Any

import click
from sqlalchemy import select

from petitions.core.actor import COMMAND_LINE
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError
from petitions.people import correcting, deciding, roster_queries, words
from petitions.people.models import Roster, RowDecision, WaitingRow

_SHOWN_OF_ID = 8


@click.command("waiting")
@click.argument("roster", required=False, default="")
def waiting(roster: str) -> None:
    """List the rosters with rows that wait, or the rows of one ROSTER (its id, or the beginning of it)."""
    if roster:
        for row in roster_queries.waiting(_roster(roster)):
            click.echo(f"Line {row.line}, {row.label or 'no name'}: {' '.join(map(str, row.why))}")
        return
    found = [one for one in _rosters() if one.waiting_count]
    for one in found:
        click.echo(f"{one.id.hex[:_SHOWN_OF_ID]}  {words.provenance(one)}, {one.filename}: {one.waiting_count} wait")
    if not found:
        click.echo("Nothing waits on this server’s register.")


@click.command("take")
@click.argument("roster")
@click.argument("line", type=int)
@click.option("--because", required=True, help="Where you looked it up.")
@click.option("--with-address", is_flag=True, help="Believe its address, too. Nobody else looks at it after you.")
@click.option(
    "--reads", multiple=True, metavar="FIELD=TEXT", help=f"As it should read: {', '.join(correcting.CORRECTABLE)}."
)
def take(roster: str, line: int, because: str, with_address: bool, reads: tuple[str, ...]) -> None:
    """Take the row on LINE of ROSTER: its mandate, and with --with-address its address."""
    changes = dict(_change(pair) for pair in reads)
    _decide(roster, line, RowDecision.TAKEN, because, with_address=with_address, changes=changes)


@click.command("refuse")
@click.argument("roster")
@click.argument("line", type=int)
@click.option("--because", required=True, help="Why it is not to be believed.")
def refuse(roster: str, line: int, because: str) -> None:
    """Refuse the row on LINE of ROSTER."""
    _decide(roster, line, RowDecision.REFUSED, because)


def _decide(
    roster_id: str,
    line: int,
    decision: RowDecision,
    because: str,
    *,
    with_address: bool = False,
    changes: dict[str, Any] | None = None,
) -> None:
    if not because.strip():
        raise click.UsageError("Say why with --because.")
    try:
        with transaction():
            roster = _roster(roster_id)
            row = _row(roster, line)
            if changes:
                as_it_reads = replace(correcting.as_printed(row), **changes)
                correcting.correct_row(COMMAND_LINE, roster, row, as_it_reads, because, with_address=with_address)
            else:
                deciding.decide_rows(COMMAND_LINE, roster, [row], decision, because, with_address=with_address)
            said = f"Line {line}, {row.label or 'no name'}: {decision.value}. {roster.waiting_count} wait."
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(said)


def _change(pair: str) -> tuple[str, str]:
    field, equals, text = pair.partition("=")
    if not equals or field not in correcting.CORRECTABLE:
        raise click.UsageError(f"“{pair}” corrects nothing. Fields are {', '.join(correcting.CORRECTABLE)}.")
    return field, text.strip()


def _rosters() -> list[Roster]:
    query = select(Roster).where(Roster.organisation_id.is_(None), ~Roster.is_by_hand)
    return list(db.session.scalars(query.order_by(Roster.as_of, Roster.imported_at)))


def _roster(beginning: str) -> Roster:
    """The one roster of the server's register whose id begins so."""
    wanted = beginning.replace("-", "").lower()
    found = [roster for roster in _rosters() if roster.id.hex.startswith(wanted)]
    if len(found) != 1:
        said = "No roster" if not found else "More than one roster"
        raise click.UsageError(f"{said} of this server has an id that begins with “{beginning}”. See `people waiting`.")
    return found[0]


def _row(roster: Roster, line: int) -> WaitingRow:
    row = next((row for row in roster.waiting if row.line == line), None)
    if row is None:
        raise click.UsageError(f"No row waits or waited on line {line} of that roster.")
    return row
