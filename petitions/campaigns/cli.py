"""Commands of cases that know the whole fact sheet."""

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from petitions.accounts.models import Organisation
from petitions.campaigns import fact_sheet, sheet_import
from petitions.cases.models import Case
from petitions.cases.sheet import Sheet
from petitions.cases.sheet_changes import Change
from petitions.core.actor import Actor, ActorKind
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError
from petitions.core.yaml_lines import Faulty

cases = AppGroup("cases", help="Cases as fact sheets.")


@cases.command("import-sheet")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", "organisation_slug", required=True, help="Whose case it is, by its slug.")
@click.option("--case", "case_slug", help="The case that it is taken over into, by its slug; without it, a new one.")
@click.option("--preview", is_flag=True, help="Only say what it would change.")
def import_sheet(file: Path, organisation_slug: str, case_slug: str | None, preview: bool) -> None:
    """Take a fact sheet over into a case. A sheet with anything wrong in it changes nothing."""
    sheet = _read(file)
    try:
        with transaction():
            case = _case(organisation_slug, case_slug)
            before = fact_sheet.of_case(case) if case else None
            changes = fact_sheet.changes(before, sheet)
            if not preview:
                actor = _actor(organisation_slug)
                if case is None:
                    case = sheet_import.start(actor, sheet)
                else:
                    sheet_import.take(actor, case, sheet, sheet_import.hash_of(case))
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    _tell(changes)
    click.echo("Nothing was changed." if preview or case is None else f"Taken over into {case.slug}.")


def _read(file: Path) -> Sheet:
    try:
        return fact_sheet.read(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise click.ClickException(f"{file} can't be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is no text in UTF-8. Save it as UTF-8.") from error
    except Faulty as faulty:
        lines = [f"Line {fault.line}, {fault.key or 'the sheet'}: {fault.message}" for fault in faulty.faults]
        raise click.ClickException("\n".join(["Nothing was taken over.", *lines])) from faulty


def _organisation(slug: str) -> Organisation:
    found = db.session.scalars(select(Organisation).where(Organisation.slug == slug)).first()
    if found is None:
        raise click.ClickException(f"There is no organisation {slug!r}.")
    return found


def _actor(organisation_slug: str) -> Actor:
    return Actor(ActorKind.COMMAND_LINE, "Command line", organisation_id=_organisation(organisation_slug).id)


def _case(organisation_slug: str, slug: str | None) -> Case | None:
    organisation = _organisation(organisation_slug)
    if slug is None:
        return None
    query = select(Case).where(Case.organisation_id == organisation.id, Case.slug == slug)
    found = db.session.scalars(query).first()
    if found is None:
        raise click.ClickException(f"{organisation.name} has no case {slug!r}.")
    return found


def _tell(changes: list[Change]) -> None:
    for change in changes:
        click.echo(f"{change.op}: {change.label}: {change.title}")
