"""translations: which version of the authoritative text one follows, and beside which paragraphs its own stand."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Columns are added in place: SQLite can't rebuild a table that others refer to."""
    key = sa.ForeignKey("versions.id", name=op.f("fk_versions_follows_id"))
    # SQLite takes a reference only within the new column; what is written there has no name.
    inline = op.get_bind().dialect.name == "sqlite"
    follows = sa.Column("follows_id", sa.Uuid(), key, nullable=True)
    op.add_column("versions", follows, inline_references=inline)
    op.add_column("versions", sa.Column("beside", sa.JSON(), nullable=True))
    op.create_index(op.f("ix_versions_follows_id"), "versions", ["follows_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_versions_follows_id"), "versions")
    op.drop_column("versions", "beside")
    op.drop_column("versions", "follows_id")
