"""Commands that run the server."""

from typing import Any, cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from werkzeug.local import LocalProxy

from petitions.accounts.models import User
from petitions.core.config import Settings
from petitions.core.db import db
from petitions.core.sealed import keyring
from petitions.ops import serve as server
from petitions.ops.health import unready
from petitions.ops.sample.command import load
from petitions.ops.sample.files import read
from petitions.outbox import worker as outbox_worker


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send mail and do the periodic jobs until told to stop."""
    app = cast("LocalProxy[Flask]", current_app)._get_current_object()
    outbox_worker.run(app)


@click.command("serve")
@click.option(
    "--prepare", is_flag=True, help="First migrate; outside production, load the sample into an empty database."
)
@with_appcontext
@click.pass_context
def serve(context: click.Context, prepare: bool) -> None:
    """Run web server and worker as one process tree, until Ctrl-C."""
    settings: Settings = current_app.config["SETTINGS"]
    if prepare:
        _prepare(context, settings)
    reason = unready()
    if reason:
        raise click.ClickException(reason)
    greeting = _greeting(settings)
    db.session.close()
    db.engine.dispose()
    fault = server.serve(settings, lambda: click.echo(greeting))
    if fault:
        raise click.ClickException(fault)


def _prepare(context: click.Context, settings: Settings) -> None:
    current_app.extensions["alembic"].upgrade()
    if not settings.production:
        context.invoke(load, if_empty=True)


def _greeting(settings: Settings) -> str:
    base = settings.base_url
    lines = ["", f"Undersigned is ready at {base} (Ctrl-C ends it)."]
    accounts = [] if settings.production else _sample_accounts()
    if accounts:
        lines += ["", "Sample accounts:", *accounts]
        lines += ["", f"To sign in, open {base}/en/sign-in, enter one of these addresses,"]
        lines += [f"and read the code at {base}/en/mailbox."]
    return "\n".join([*lines, ""])


def _sample_accounts() -> list[str]:
    """The accounts of the sample that are in the database, one a line."""
    organisations: list[dict[str, Any]] = read("organisations.yaml")["organisations"]
    users = [(user, organisation["name"]) for organisation in organisations for user in organisation["users"]]
    there = set(db.session.scalars(select(User.email_index)))
    return [
        f"  {user['email']:<32} {user['role']:<11} {user['name']}, {organisation}"
        for user, organisation in users
        if keyring().index(user["email"]) in there
    ]
