"""Undersigned: joint letters, declarations, appeals and petitions for human-rights defenders."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from petitions import wiring
from petitions.accounts import guard
from petitions.core import config, forgery, headers, i18n, log, pages
from petitions.core import db as database
from petitions.core.config import Settings
from petitions.core.db import Base
from petitions.core.events import EXTENSION as HANDLERS
from petitions.core.limits import views as limits
from petitions.core.migrations import NumberedMigrations, render_item

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application. Raises `SettingsError` with a sentence when the environment does not allow a start."""
    settings = settings or config.read()
    log.set_up()
    app = Flask(
        "petitions",
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    _configure(app, settings)
    _install(app, settings)
    _wire(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    pooled = {"pool_pre_ping": True} if settings.database_url.startswith("postgresql") else {}
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        KEYRING=settings.keyring,
        CODE_KEY=settings.code_key,
        # Errors of the database go to the log, and what was to be written does not belong there.
        SQLALCHEMY_ENGINES={"default": {"url": settings.database_url, "hide_parameters": True, **pooled}},
        ALEMBIC={"script_location": str(ROOT / "migrations")},
        ALEMBIC_CONTEXT={"render_as_batch": True, "compare_type": True, "render_item": render_item},
        # Documents of a case have up to 20 MB; what is larger is refused before it is read.
        MAX_CONTENT_LENGTH=21 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_NAME="undersigned",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_PATH="/",
        # A page that another name leads here could otherwise read what this server shows on its own machine.
        TRUSTED_HOSTS=[str(urlsplit(settings.base_url).hostname), "localhost", "127.0.0.1"],
        WTF_CSRF_TIME_LIMIT=None,
        TESTING=settings.environment == "test",
    )


def _install(app: Flask, settings: Settings) -> None:
    settings.instance.mkdir(parents=True, exist_ok=True)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # Flask's own way
    database.install(app)
    NumberedMigrations(Base.metadata).init_app(app)
    forgery.install(app)
    i18n.install(app)
    headers.install(app)
    pages.install(app)
    limits.install(app)
    guard.install(app, wiring.public_endpoints(settings))


def _wire(app: Flask, settings: Settings) -> None:
    app.extensions[HANDLERS] = wiring.HANDLERS
    app.extensions["undersigned.may_send"] = wiring.MAY_SEND
    app.extensions["undersigned.written_late"] = wiring.WRITTEN_LATE
    app.extensions["undersigned.periodic"] = wiring.PERIODIC
    app.extensions["undersigned.addressees"] = wiring.ADDRESSEES
    app.extensions["undersigned.actions_of_case"] = wiring.ACTIONS_OF_CASE
    app.context_processor(wiring.PAGE_CONTEXT)
    for blueprint in wiring.blueprints(settings):
        app.register_blueprint(blueprint)
    for endpoint in wiring.ONE_CLICK_ENDPOINTS:
        forgery.need_no_token(app, app.view_functions[endpoint])
    for group in wiring.COMMANDS:
        app.cli.add_command(group)
