"""/healthz says whether the server is ready for visitors."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from petitions import create_app
from petitions.core.db import transaction
from tests.conftest import settings_for


def test_a_server_whose_database_is_up_to_date_is_ready(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert "Set-Cookie" not in answer.headers


def test_a_server_behind_its_migrations_is_not(app: Flask, client: FlaskClient) -> None:
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "db upgrade" in answer.json["status"]


def test_a_server_without_tables_is_not(app: Flask, client: FlaskClient) -> None:
    with transaction() as session:
        session.execute(text("DROP TABLE alembic_version"))
    answer = client.get("/healthz")
    assert (answer.status_code, "not up to date" in answer.json["status"]) == (503, True)


def test_a_server_whose_database_is_gone_says_so(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder/undersigned.db"))
    assert app.test_client().get("/healthz").json == {"status": "The database does not answer."}
