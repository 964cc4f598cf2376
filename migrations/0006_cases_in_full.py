"""cases in full: keys of entries, entries kept off the public page, other spellings of the name."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0001"
branch_labels = None
depends_on = None

ENTRIES = ("case_events", "proceedings", "case_sources", "recorded_campaigns")


def upgrade() -> None:
    """Apply. Columns are added in place: SQLite can't rebuild a table that others refer to."""
    op.add_column("cases", sa.Column("other_names", sa.Text(), nullable=False, server_default=""))
    for table in ENTRIES:
        op.add_column(table, sa.Column("key", sa.Text(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("is_withheld", sa.Boolean(), nullable=False, server_default=sa.false()))
        _give_keys(table)
        op.create_index(op.f(f"ix_{table}_case_id_key"), table, ["case_id", "key"], unique=True)


def _give_keys(table: str) -> None:
    """Every entry gets a key of its own; the next edit of a fact sheet may give it a better one."""
    rows = sa.table(table, sa.column("id", sa.Uuid()), sa.column("key", sa.Text()), sa.column("case_id", sa.Uuid()))
    connection = op.get_bind()
    found = connection.execute(sa.select(rows.c.id).order_by(rows.c.case_id, rows.c.id)).all()
    for number, (row_id,) in enumerate(found, start=1):
        connection.execute(rows.update().where(rows.c.id == row_id).values(key=f"entry-{number}"))


def downgrade() -> None:
    """Take back."""
    for table in reversed(ENTRIES):
        op.drop_index(op.f(f"ix_{table}_case_id_key"), table)
        op.drop_column(table, "is_withheld")
        op.drop_column(table, "key")
    op.drop_column("cases", "other_names")
