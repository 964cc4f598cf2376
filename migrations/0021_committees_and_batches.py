"""committees and batches: on which committees a roster shows its members; invitations in batches, in a language."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _committee_seats()
    op.add_column("invitations", sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("invitations", sa.Column("unsubscribed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("invitations", "unsubscribed_at")
    op.drop_column("invitations", "language")
    op.drop_table("committee_seats")


def _committee_seats() -> None:
    table = "committee_seats"
    op.create_table(
        table,
        sa.Column("roster_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f(f"ck_{table}_code")),
        sa.CheckConstraint("role <> ''", name=op.f(f"ck_{table}_role")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["roster_id"], ["rosters.id"], name=op.f(f"fk_{table}_roster_id")),
        sa.PrimaryKeyConstraint("roster_id", "code", "person_id", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
