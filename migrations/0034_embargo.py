"""An embargo: the moment before which nothing of a campaign is public."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("campaigns", sa.Column("embargo", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take back."""
    op.drop_column("campaigns", "embargo")
