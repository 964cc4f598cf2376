"""threads on the subject: what is said of a version's subject stands beside what is said of its paragraphs."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Every thread that there is, is on a paragraph of a text."""
    op.add_column(
        "discussion_threads", sa.Column("on_subject", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("discussion_threads", "on_subject")
