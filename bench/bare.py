"""What the product is measured against: plain Flask routes that touch the database as often, and do nothing else.

One of them also does what nothing that a browser signs with can do without: it opens and keeps the session, checks the
forgery token and validates the form. It tells how near to the others a confirmation could come at all.
"""

from flask import Flask, Response, abort, session
from flask_babel import Babel
from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, Table, Text, insert, select, update
from sqlalchemy.engine import Connection

from petitions.campaigns.instruments import Display
from petitions.signing.forms import SignForm

TABLES = MetaData()
ROWS = Table("bench_rows", TABLES, Column("id", Integer, primary_key=True), Column("word", Text, nullable=False))
PAGES = Table("bench_pages", TABLES, Column("slug", Text, primary_key=True), Column("content", LargeBinary))
FIRST = select(ROWS.c.word).where(ROWS.c.id == 1)


def add_tables(engine: Engine) -> None:
    """Make the tables that the bare routes read and write, beside those of the product."""
    with engine.execution_options(undersigned_write=True).begin() as connection:
        TABLES.create_all(connection)
        connection.execute(insert(ROWS), {"word": "first"})


OF_SESSIONS = ("SECRET_KEY", "SESSION_COOKIE_NAME", "WTF_CSRF_TIME_LIMIT")


def create(engine: Engine, product: Flask) -> Flask:
    """A Flask application of its own, so that nothing that the product does on every request helps or slows it.

    It reads the cookies of the product.
    """
    app = Flask("bare")
    app.config.update({name: product.config[name] for name in OF_SESSIONS})
    Babel(app)
    writer = engine.execution_options(undersigned_write=True)

    @app.post("/write/<int:selects>/<int:inserts>/<int:updates>")
    def write(selects: int, inserts: int, updates: int) -> str:
        with writer.begin() as connection:
            for _ in range(selects):
                connection.execute(FIRST).first()
            # Nobody else writes to these rows: a row that all requests change would hold each of them up.
            own = [_inserted(connection) for _ in range(inserts)]
            for row_id in own[:updates]:
                connection.execute(update(ROWS).where(ROWS.c.id == row_id), {"word": "other"})
        return "done"

    @app.post("/form/<int:selects>/<int:inserts>/<int:updates>")
    def form(selects: int, inserts: int, updates: int) -> str:
        sent = SignForm(display=Display.PUBLIC)
        if not sent.validate():
            abort(400)
        session["version"] = sent.version.data
        return write(selects, inserts, updates)

    @app.get("/page/<slug>")
    def page(slug: str) -> Response:
        with engine.connect() as connection:
            kept = connection.execute(select(PAGES.c.content).where(PAGES.c.slug == slug)).scalar_one()
            return Response(kept, mimetype="text/html")

    return app


def _inserted(connection: Connection) -> int:
    return int(connection.execute(insert(ROWS), {"word": "next"}).inserted_primary_key[0])
