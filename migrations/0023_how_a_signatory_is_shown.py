"""how a signatory is shown: by name, by initials, or not by name but counted."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

DISPLAY = "display IN ('public', 'initials', 'undisclosed')"


def upgrade() -> None:
    """Apply. Whoever signed before chose nothing, so the consents alone say where the name is shown."""
    # The CHECK is written with the column: SQLite can add none later without building the table anew.
    display = sa.Column(
        "display",
        sa.String(40),
        sa.CheckConstraint(DISPLAY, name="display"),
        server_default=sa.text("'public'"),
        nullable=False,
    )
    op.add_column("signatures", display)


def downgrade() -> None:
    """Take back."""
    op.drop_column("signatures", "display")
