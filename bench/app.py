"""The product and, under /bare, the bare routes: one server, one database, the same settings of SQLite."""

import os
from typing import Any

from sqlalchemy import Engine, create_engine, event
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bench import bare
from bench.server import SYNCHRONOUS
from petitions import create_app
from petitions.core import config
from petitions.core.db import db, tune


def build() -> DispatcherMiddleware:
    """Put both behind one WSGI entry point."""
    settings = config.read()
    product = create_app(settings)
    engine = create_engine(settings.database_url)
    tune(engine)
    with product.app_context():
        _tune_otherwise(db.engine)
    _tune_otherwise(engine)
    return DispatcherMiddleware(product, {"/bare": bare.create(engine, product)})


def _tune_otherwise(engine: Engine) -> None:
    """Try another durability of SQLite than the product's, where the environment names one."""
    wanted = os.environ.get(SYNCHRONOUS)
    if wanted is None:
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA synchronous={wanted}")


app = build()
