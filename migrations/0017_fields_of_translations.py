"""fields of translations: where the unsaved words of a translation stood on the page on which they were typed."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("working_copies", sa.Column("fields", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("working_copies", "fields")
