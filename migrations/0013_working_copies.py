"""drafts save themselves: what is typed and not saved as a version yet."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "working_copies",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_put_away", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_working_copies_author_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_working_copies_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_copies")),
    )
    op.create_index(op.f("ix_working_copies_author_id_campaign_id"), "working_copies", ["author_id", "campaign_id"])
    op.create_index(op.f("ix_working_copies_campaign_id"), "working_copies", ["campaign_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("working_copies")
