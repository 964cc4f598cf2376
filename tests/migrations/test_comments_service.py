"""What members of the public told the organisers before it belonged to the signature is kept, and kept sealed."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from petitions.core.db import db
from petitions.core.sealed import keyring
from petitions.signing.models import Signature
from tests.signing.supporters.petition import Petition, ask, sign, supporter_at

WORD = "She taught my children."


def test_a_comment_moves_to_the_latest_signature_of_who_made_it(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        ask(Petition().campaign)
        signature_id, supporter_id = sign().id, supporter_at().id
        db.session.rollback()
    with app.app_context():
        app.extensions["alembic"].downgrade("0032")
    with app.app_context():
        with db.engine.execution_options(undersigned_write=True).begin() as connection:
            sealed = keyring().seal(WORD.encode(), f"supporters.comment|{supporter_id}")
            connection.execute(text("UPDATE supporters SET comment_sealed = :sealed"), {"sealed": sealed})
        app.extensions["alembic"].upgrade()
        assert db.session.get_one(Signature, signature_id).comment == WORD
