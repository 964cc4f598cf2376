"""What is measured: a database with a campaign to read, and one that waits for many confirmations."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert

from bench import bare
from bench.load import Request
from petitions import create_app
from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import CodePurpose
from petitions.campaigns.models import Campaign
from petitions.core.config import Settings, read
from petitions.core.db import db, transaction
from petitions.signing.models import ConsentKind, Invitation
from tests.factories import (
    a_campaign,
    a_case,
    a_member,
    a_roster,
    a_signature,
    an_addressee,
    an_invitation,
    an_organisation,
)

SIGNED = 40  # about as many as sign a joint letter of Members
ROSTERS = 40
BROWSER = "the browser of the bench"


@dataclass(frozen=True)
class Prepared:
    """The application, the public page of a campaign, and the confirmations, each of which can be sent once."""

    app: Flask
    page: Request
    confirmations: list[Request]


def settings_for(folder: Path, port: int, database: str = "") -> Settings:
    """Settings of a server whose files all lie in the folder, and its database too, unless another is named."""
    elsewhere = {"DATABASE_URL": database} if database else {}
    return read({"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": str(folder), "PORT": str(port), **elsewhere})


def prepare(settings: Settings, confirmations: int) -> Prepared:
    """Make the database, with so many people about to confirm."""
    app = create_app(settings)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        app.extensions["alembic"].upgrade()
        db.engine.dispose()
        _hurry()
        bare.add_tables(db.engine)
        organisation = an_organisation()
        page = Request(f"/en/campaigns/{_campaign_to_read(organisation).slug}")
        to_sign = _open_campaign(organisation)
        # As many as are on file after some years; each confirmation looks whether its member still stands on them.
        roster = [a_roster() for _ in range(ROSTERS)][-1]
        invitations = [an_invitation(to_sign, a_member(roster=roster))[0] for _ in range(confirmations)]
        requests = confirmations_of(app, invitations)
        db.engine.dispose()
    return Prepared(app, page, requests)


def keep_page(app: Flask, content: bytes) -> Request:
    """Store the bytes of the public page for the bare route, and say how to ask for them."""
    with app.app_context(), db.engine.execution_options(undersigned_write=True).begin() as connection:
        connection.execute(insert(bare.PAGES), {"slug": "campaign", "content": content})
    return Request("/bare/page/campaign")


def _hurry() -> None:
    """Nothing is lost if the machine stops now, so these writes need not reach the disk."""
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    connection.cursor().execute("PRAGMA synchronous=OFF")
    connection.close()


def _open_campaign(organisation: Any) -> Campaign:
    campaign: Campaign = a_campaign(a_case(organisation), "collecting")
    an_addressee(campaign)
    return campaign


def _campaign_to_read(organisation: Any) -> Campaign:
    campaign = _open_campaign(organisation)
    roster, agreed = a_roster(), (ConsentKind.SHOW_INVITED, ConsentKind.PRINT, ConsentKind.PUBLISH)
    for _ in range(SIGNED):
        a_signature(campaign, a_member(roster=roster), *agreed)
    return campaign


def confirmations_of(app: Flask, invitations: list[Invitation]) -> list[Request]:
    """For each invited person the last request: the letter was read, the code typed, the button is pressed."""
    with app.test_request_context():
        field, raw = generate_csrf(), session["csrf_token"]
    with transaction():
        digits = [_issue(db.session.get_one(Invitation, invitation.id)) for invitation in invitations]
    return [
        _confirmation(app, invitation, code, field, raw) for invitation, code in zip(invitations, digits, strict=True)
    ]


def _issue(invitation: Invitation) -> str:
    code, digits = codes.issue(CodeFor(CodePurpose.SIGN, invitation.id, BROWSER, invitation.campaign.open_version_id))
    # Other parts of the bench may take longer to be made than a code is valid.
    code.expires_at += timedelta(days=1)
    return digits


def _confirmation(app: Flask, invitation: Invitation, digits: str, field: str, raw: str) -> Request:
    letter, version = str(invitation.id), str(invitation.campaign.open_version_id)
    known = {
        "csrf_token": raw,
        "browser": BROWSER,
        "letters": [letter],
        "own": [letter],
        "under_way": {"id": letter, "facts": {"asked": version, "digits": digits}},
    }
    typed = {"csrf_token": field, "version": version, "name": invitation.person.name, "show_invited": "y"}
    typed |= {"print_name": "y", "publish": "y"}
    if invitation.supporter:
        typed |= {"country": invitation.supporter.country}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": _cookie(app, known)}
    return Request(
        f"/en/letters/{letter}/sign",
        method="POST",
        body=urlencode(typed).encode(),
        headers=headers,
        expected=303,
        leads_to="/receipt",
    )


def _cookie(app: Flask, known: dict[str, Any]) -> str:
    """The app's own session cookie, signed with its own key."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(known)}"
