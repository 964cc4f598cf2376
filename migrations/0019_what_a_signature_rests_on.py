"""what a signature rests on: how it was proved, and who prepared it where that was somebody else."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

PROVED_BY = "proved_by IN ('code', 'passkey', 'paper', 'telephone')"


def upgrade() -> None:
    """Apply. Every signature that there is was proved by a mailed code, by the signatory alone."""
    # The CHECK is written with the column: SQLite can add none later without building the table anew.
    proved_by = sa.Column(
        "proved_by",
        sa.String(40),
        sa.CheckConstraint(PROVED_BY, name="proved_by"),
        server_default=sa.text("'code'"),
        nullable=False,
    )
    op.add_column("signatures", proved_by)
    op.add_column("signatures", sa.Column("prepared_by", sa.Text(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    """Take back."""
    op.drop_column("signatures", "prepared_by")
    op.drop_column("signatures", "proved_by")
