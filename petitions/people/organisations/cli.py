"""The command that imports a list of organisations into the register of this server."""

from pathlib import Path

import click

from petitions.core.actor import COMMAND_LINE
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.people.organisations import queries
from petitions.people.organisations.list_import import Imported, import_list
from petitions.people.organisations.list_judging import Finding, Verdict, judge
from petitions.people.organisations.lists import read_list
from petitions.people.organisations.uploads import text_of


@click.command("import-organisations")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Show what the list would change, and change nothing.")
def import_organisations(file: Path, preview: bool) -> None:
    """Import organisations that sign into the register of this server, which every organisation here may search.

    One a line, "Name (ABBR), Country", or a CSV with a header. Doubtful rows are listed and not taken.
    """
    try:
        text = text_of(file.read_bytes(), file.name)
        if preview:
            done = Imported([], judge(read_list(text), queries.on_file(COMMAND_LINE)))
        else:
            with transaction():
                done = import_list(COMMAND_LINE, text)
    except OSError as error:
        raise click.ClickException(f"{file} can't be opened: {error.strerror}.") from error
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    _tell(done, preview)


def _tell(done: Imported, preview: bool) -> None:
    new, known, doubtful, unreadable = map(done.count, Verdict)
    click.echo(
        f"{len(done.findings)} rows read: {new} new, {known} known, {doubtful} doubtful, {unreadable} unreadable."
    )
    click.echo("Nothing was changed." if preview or not done.taken else f"{len(done.taken)} taken.")
    for finding in done.findings:
        if finding.verdict in {Verdict.DOUBTFUL, Verdict.UNREADABLE}:
            click.echo(f"Line {finding.row.line}, {finding.row.name or 'no name'}: {finding.why}{_on_file(finding)}")


def _on_file(finding: Finding) -> str:
    return f" On file: {finding.on_file.title}." if finding.on_file else ""
