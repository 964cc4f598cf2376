"""Migrations: numbered, so that two branches collide in review and not on the server."""

from typing import Any

from flask_alembic import Alembic
from sqlalchemy import MetaData

from petitions.core.db import UTCDateTime


class NumberedMigrations(Alembic):
    """Flask-Alembic's commands with revisions named 0001, 0002, …"""

    def __init__(self, metadata: MetaData) -> None:
        super().__init__(metadatas=metadata, run_mkdir=False)

    def rev_id(self) -> str:
        """The number after the highest one there is."""
        numbers = [int(script.revision) for script in self.script_directory.walk_revisions()]
        return f"{max(numbers, default=0) + 1:04d}"


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our column type as the plain one, so that old migrations never import today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False
