"""Whoever holds only the link learns nothing, even while the signatory signs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from petitions.core.db import db, transaction
from petitions.signing import links, service
from petitions.signing.models import Invitation
from petitions.signing.service import Wish
from tests.signing.scene import SIGN, Desk, ask, signatory
from tests.support.processes import wait_until

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def test_a_forged_touch_beside_the_signature_shows_no_receipt(app: Flask, desk: Desk) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer")
    invitation_id = desk.invited()[1].id
    digits = ask(db.session.get_one(Invitation, invitation_id))
    version_id = desk.campaign.open_version_id
    stranger = app.test_client()
    stranger.get(f"/en/i/{links.token(invitation_id)}")
    letter = f"/en/letters/{invitation_id}"
    forged = {"version": str(version_id), "name": "Ona Testė", "answer": "{}", "worded": "public", "display": "public"}
    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:
            invitation = session.get_one(Invitation, invitation_id)
            wish = Wish(version_id, "Ona Testė", SIGN, "en")
            assert service.sign(signatory(invitation), invitation, wish, service.MailedCode(digits, "phone"))
            post = pool.submit(lambda: stranger.post(f"{letter}/passkey", data=forged))
            wait_until(lambda: bool(db.session.scalar(WAITING)))
        post.result()
    assert stranger.get(f"{letter}/receipt").status_code == 303
