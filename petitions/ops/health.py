"""Whether this server is ready for visitors."""

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from petitions.core.db import db

blueprint = Blueprint("ops", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 when the database answers and every migration has been made; 503 with the reason otherwise."""
    reason = unready()
    return jsonify(status=reason or "ok"), 503 if reason else 200


def unready() -> str | None:
    """Why this server can't do its work, or None when it can."""
    try:
        made = _migrations_made()
    except SQLAlchemyError:
        return "The database does not answer."
    if made != set(current_app.extensions["alembic"].script_directory.get_heads()):
        return "The database is not up to date. Run: flask --app wsgi db upgrade"
    return None


def _migrations_made() -> set[str]:
    if not inspect(db.session.connection()).has_table("alembic_version"):
        return set()
    return set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
