"""sessions in which a signatory looks at the letters of a mailbox."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Only new tables."""
    op.create_table(
        "signatory_sessions",
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_index", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > started_at", name=op.f("ck_signatory_sessions_ends")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory_sessions")),
    )
    op.create_index(op.f("ix_signatory_sessions_address_index"), "signatory_sessions", ["address_index"])
    op.create_index(op.f("ix_signatory_sessions_ends_at"), "signatory_sessions", ["ends_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("signatory_sessions")
