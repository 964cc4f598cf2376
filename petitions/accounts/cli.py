"""Commands of accounts."""

import click
from flask import current_app
from flask.cli import AppGroup

from petitions.accounts import service
from petitions.core.actor import COMMAND_LINE
from petitions.core.addresses import external, mail_address
from petitions.core.db import transaction
from petitions.core.errors import DomainError

accounts = AppGroup("accounts", help="Organisations and the people who work here.")


@accounts.command("create-owner")
@click.option("--name", required=True, help="The owner's name, as colleagues know it.")
@click.option("--email", required=True, help="The address at which the owner signs in.")
@click.option("--organisation", required=True, help="The name of the new organisation.")
def create_owner(name: str, email: str, organisation: str) -> None:
    """Found an organisation with its first owner, who then invites the others."""
    try:
        address = mail_address(email)
    except ValueError as fault:
        raise click.BadParameter(str(fault), param_hint="--email") from fault
    if not name.strip() or not organisation.strip():
        raise click.UsageError("Give a name to the owner and to the organisation.")
    try:
        with transaction():
            user = service.found(COMMAND_LINE, organisation.strip(), name.strip(), address)
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{user.name} owns {organisation.strip()}.")
    click.echo(f"To sign in, open {external('accounts.sign_in')} and enter {address}. A code is mailed there.")
    settings = current_app.config["SETTINGS"]
    if settings.mail_transport == "file":
        click.echo(f"Mail is not sent here: it lies in {settings.mail_folder}.")
