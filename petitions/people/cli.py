"""Commands of people."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.progress import track

from petitions.core.actor import COMMAND_LINE
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.people import roster_queries, service, waiting_cli, words
from petitions.people.bodies import bodies
from petitions.people.formats import Columns, read_table
from petitions.people.formats.columns import FIELDS
from petitions.people.judging import Finding
from petitions.people.models import Roster
from petitions.people.organisations.cli import import_organisations
from petitions.people.previewing import Preview, preview

_FIELDS = ", ".join(FIELDS)
people = AppGroup("people", help="Persons, mandates, rosters, and organisations that sign.")
people.add_command(import_organisations)
people.add_command(waiting_cli.waiting)
people.add_command(waiting_cli.take)
people.add_command(waiting_cli.refuse)


@people.command("import-roster")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--body", required=True, type=click.Choice(sorted(bodies())), help="Whose members the file lists.")
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day on which it was true.")
@click.option("--preview", "only_preview", is_flag=True, help="Only show what it would change.")
@click.option("--column", "headings", multiple=True, metavar="FIELD=HEADING", help=f"For unknown tables: {_FIELDS}.")
@click.option("--country", default="", help="The country of everyone, where no column says it.")
@click.option("--whole", is_flag=True, help="A table with --column lists every member of that day.")
@click.option("--keep-addresses", is_flag=True, help="Keep real addresses. Production only; else they become .example.")
def import_roster(  # noqa: PLR0913, PLR0917  # one argument for each option
    file: Path,
    body: str,
    as_of: datetime,
    only_preview: bool,
    headings: tuple[str, ...],
    country: str,
    whole: bool,
    keep_addresses: bool,
) -> None:
    """Import a roster into the register of this server, which every organisation here may search.

    Rows that can't be trusted wait and are listed. A file that can't be read whole changes nothing.
    """
    begun = now()
    try:
        data = file.read_bytes()
        columns = _columns(data, file.name, headings, country, whole) if headings else None
        upload = service.Upload(data, file.name, body, as_of.date(), keep_addresses, columns)
        if only_preview:
            _foretell(preview(COMMAND_LINE.organisation_id, upload))
            return
        with transaction():
            roster = service.import_upload(COMMAND_LINE, upload, watch=_progress)
    except OSError as error:
        raise click.ClickException(f"{file} can't be opened: {error.strerror}.") from error
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    _tell(roster, known=roster.imported_at < begun)


def _columns(data: bytes, filename: str, headings: Sequence[str], country: str, whole: bool) -> Columns:
    """Which columns the headings name. Raises `click.UsageError` for a field or heading that there isn't."""
    table = read_table(data, filename)
    places: dict[str, Any] = {}
    for pair in headings:
        field, _equals, heading = pair.partition("=")
        if table is None or field not in FIELDS or heading not in table.header:
            raise click.UsageError(f"“{pair}” names no column of {filename}. Fields are {_FIELDS}.")
        places[field] = table.header.index(heading)
    return Columns(**places, same_country=country, is_whole=whole)


def _foretell(seen: Preview) -> None:
    if seen.before is not None or seen.changes.nothing:
        click.echo("Nothing changes.")
    for title, changes in (
        ("New", seen.changes.new),
        ("Left", seen.changes.left),
        ("Another group or country", seen.changes.changed_group),
        ("Another address", seen.changes.changed_address),
        ("Spelt differently", seen.changes.renamed),
        ("Unreadable", seen.changes.unreadable),
        ("Suspicious", seen.changes.suspicious),
    ):
        click.echo(f"{title}: {len(changes)}")
        for change in changes:
            turned = f": {change.before or 'none'} → {change.after}" if change.before and change.after else ""
            why = f": {' '.join(map(str, change.why))}" if change.why else ""
            click.echo(f"  {change.name or 'no name'}{turned}{why}")
    click.echo(f"As on file: {seen.changes.unchanged}")
    click.echo("This was a preview. Nothing was imported.")


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
