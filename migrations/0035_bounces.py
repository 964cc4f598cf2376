"""Mails that a server took and brought back."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "outbox_bounces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["outbox_messages.id"], name=op.f("fk_outbox_bounces_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_bounces")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_bounces_message_id")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("outbox_bounces")
