"""`flask sample load`: fill a new database with something to look at."""

import click
from flask.cli import AppGroup

from petitions.core.db import transaction
from petitions.ops.sample import loader

sample = AppGroup("sample", help="Data to try things out with.")


@sample.command()
@click.option("--if-empty", is_flag=True, help="Do nothing, without complaint, where the database holds something.")
def load(if_empty: bool) -> None:
    """Load one real case and much that is invented. Refused in production."""
    try:
        with transaction():
            if loader.is_loaded():
                click.echo("The sample is loaded already.")
                return
            if if_empty and not loader.is_empty():
                click.echo("The database is not empty; the sample was left out.")
                return
            loader.load()
    except loader.SampleRefused as refused:
        raise click.ClickException(refused.message) from refused
    click.echo("The sample is loaded.")
