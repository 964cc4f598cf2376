"""Commands of accounts."""

from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from petitions.accounts import closing, queries, service
from petitions.accounts.models import User
from petitions.core.actor import COMMAND_LINE
from petitions.core.addresses import external, mail_address
from petitions.core.db import transaction
from petitions.core.errors import DomainError

accounts = AppGroup("accounts", help="Organisations and the people who work here.")


def _address(_context: Any, _parameter: Any, value: str | None) -> str | None:
    try:
        return mail_address(value) if value is not None else None
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from fault


@accounts.command("create-owner")
@click.option("--name", required=True, help="The owner's name, as colleagues know it.")
@click.option("--email", required=True, callback=_address, help="The address at which the owner signs in.")
@click.option("--organisation", required=True, help="The name of the new organisation.")
@click.option(
    "--contact",
    callback=_address,
    help="Where answers to the organisation's mail go; its letters print it.  [default: the owner's address]",
)
def create_owner(name: str, email: str, organisation: str, contact: str | None) -> None:
    """Found an organisation with its first owner, who then invites the others."""
    if not name.strip() or not organisation.strip():
        raise click.UsageError("Give a name to the owner and to the organisation.")
    try:
        with transaction():
            user = service.found(COMMAND_LINE, organisation.strip(), name.strip(), email, contact or "")
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{user.name} owns {organisation.strip()}.")
    click.echo(f"To sign in, open {external('accounts.sign_in')} and enter {email}. A code is mailed there.")
    settings = current_app.config["SETTINGS"]
    if settings.mail_transport == "file":
        click.echo(f"Mail is not sent here: it lies in {settings.mail_folder}.")


@accounts.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Close the account with this address: its sessions end at once, and nobody can sign in with it."""
    with transaction():
        user = _user(email)
        closing.disable(COMMAND_LINE, user)
    click.echo(f"The account of {user.name} is closed. “accounts restore {user.email}” opens it again.")
    for name in queries.organisations_without_owner(user):
        click.echo(f"{name} has no other owner: nobody can change its team now.")


@accounts.command("restore")
@click.argument("email")
def restore(email: str) -> None:
    """Open the account with this address again."""
    with transaction():
        user = _user(email)
        closing.restore(COMMAND_LINE, user)
    click.echo(f"{user.name} can sign in again.")


def _user(email: str) -> User:
    user = queries.user_by_address(email)
    if user is None:
        raise click.ClickException("Nobody has an account with this address.")
    return user
