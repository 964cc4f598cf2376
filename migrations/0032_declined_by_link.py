"""whether nothing but the link showed who declined, whether the head of an organisation asks to sign, and
how whoever signs by hand is shown.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What was declined before was declined by whoever had the link, and was not told: it stays as it was."""
    op.add_column("invitations", sa.Column("declined_by_link", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("call_requests", sa.Column("as_head", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "hand_confirmations",
        sa.Column(
            "display",
            sa.String(40),
            sa.CheckConstraint("display IN ('public', 'initials', 'undisclosed')", name="display"),
            server_default=sa.text("'public'"),
            nullable=False,
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("hand_confirmations", "display")
    op.drop_column("call_requests", "as_head")
    op.drop_column("invitations", "declined_by_link")
