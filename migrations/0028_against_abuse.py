"""against abuse: how often what was sent, and what was paid with by work or by waiting."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Nothing has been counted yet."""
    op.create_table(
        "rate_limits",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_limits")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rate_limits_expires_at"), "rate_limits", ["expires_at"])
    op.create_table(
        "spent_tolls",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("spent_on", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spent_tolls")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_spent_tolls_until"), "spent_tolls", ["until"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("spent_tolls")
    op.drop_table("rate_limits")
