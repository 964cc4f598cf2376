"""Whether this server is ready for visitors."""

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from petitions.core.db import db

health = Blueprint("ops", __name__)


@health.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 when the database answers and every migration has been made; 503 with the reason otherwise."""
    try:
        made = set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
    except SQLAlchemyError:
        return jsonify(status="the database does not answer"), 503
    if made != set(current_app.extensions["alembic"].script_directory.get_heads()):
        return jsonify(status="migrations are to be made: flask --app wsgi db upgrade"), 503
    return jsonify(status="ok"), 200
