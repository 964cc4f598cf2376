"""Commands of people."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.progress import track

from petitions.core.actor import COMMAND_LINE
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.people import roster_queries, service, words
from petitions.people.bodies import bodies
from petitions.people.judging import Finding
from petitions.people.models import Roster
from petitions.people.organisations.cli import import_organisations

people = AppGroup("people", help="Persons, mandates, rosters, and organisations that sign.")
people.add_command(import_organisations)


@people.command("import-roster")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--body", required=True, type=click.Choice(sorted(bodies())), help="Whose members the file lists.")
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day on which it was true.")
@click.option("--keep-addresses", is_flag=True, help="Keep real addresses. Production only; else they become .example.")
def import_roster(file: Path, body: str, as_of: datetime, keep_addresses: bool) -> None:
    """Import a roster into the register of this server, which every organisation here may search.

    Rows that can't be trusted wait and are listed. A file that can't be read whole changes nothing.
    """
    begun = now()
    try:
        data = file.read_bytes()
        with transaction():
            roster = service.import_roster(
                COMMAND_LINE, data, file.name, body, as_of.date(), keep_addresses, watch=_progress
            )
    except OSError as error:
        raise click.ClickException(f"{file} can't be opened: {error.strerror}.") from error
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    _tell(roster, known=roster.imported_at < begun)


def _progress(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The bar goes to standard error, so that the report can be piped on its own."""
    yield from track(findings, "Importing", console=Console(stderr=True))


def _tell(roster: Roster, known: bool) -> None:
    click.echo(words.provenance(roster))
    if known:
        click.echo(f"This file was imported before, on {roster.imported_at:%Y-%m-%d}. Nothing was changed.")
    click.echo(f"{roster.row_count} rows read: {roster.taken_count} taken, {roster.waiting_count} wait.")
    if roster.addresses_rewritten:
        click.echo("Addresses were rewritten to .example.")
    for row in roster_queries.waiting(roster):
        click.echo(f"Line {row.line}, {row.label or 'no name'}: {' '.join(map(str, row.why))}")
