"""What the product is measured against: plain Flask routes that touch the database as often, and do nothing else."""

from flask import Flask, Response
from sqlalchemy import Engine, text

TABLES = (
    "CREATE TABLE bench_rows (id INTEGER PRIMARY KEY, word TEXT NOT NULL)",
    "CREATE TABLE bench_pages (slug TEXT PRIMARY KEY, content BLOB NOT NULL)",
    "INSERT INTO bench_rows (id, word) VALUES (1, 'first')",
)
PAGE = text("SELECT content FROM bench_pages WHERE slug = :slug")
SELECT = text("SELECT word FROM bench_rows WHERE id = :id")
INSERT = text("INSERT INTO bench_rows (word) VALUES (:word)")
UPDATE = text("UPDATE bench_rows SET word = :word WHERE id = :id")


def create(engine: Engine) -> Flask:
    """A Flask application of its own, so that nothing that the product does on every request helps or slows it."""
    app = Flask("bare")
    writer = engine.execution_options(undersigned_write=True)

    @app.post("/write/<int:selects>/<int:inserts>/<int:updates>")
    def write(selects: int, inserts: int, updates: int) -> str:
        with writer.begin() as connection:
            for _ in range(selects):
                connection.execute(SELECT, {"id": 1}).first()
            for _ in range(inserts):
                connection.execute(INSERT, {"word": "next"})
            for _ in range(updates):
                connection.execute(UPDATE, {"word": "other", "id": 1})
        return "done"

    @app.get("/page/<slug>")
    def page(slug: str) -> Response:
        with engine.connect() as connection:
            return Response(connection.execute(PAGE, {"slug": slug}).scalar_one(), mimetype="text/html")

    return app
