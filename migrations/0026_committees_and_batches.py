"""committees and batches: on which committees a roster shows its members; invitations in batches, in a language."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _committee_seats()
    _batches()
    _messages()
    op.add_column("invitations", sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("invitations", sa.Column("unsubscribed_at", sa.DateTime(timezone=True), nullable=True))
    key = sa.ForeignKey("invitation_batches.id", name=op.f("fk_invitations_batch_id"))
    # SQLite takes a reference only within the new column; what is written there has no name.
    inline = op.get_bind().dialect.name == "sqlite"
    op.add_column("invitations", sa.Column("batch_id", sa.Uuid(), key, nullable=True), inline_references=inline)
    op.create_index(op.f("ix_invitations_batch_id"), "invitations", ["batch_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_invitations_batch_id"), "invitations")
    for column in ("batch_id", "unsubscribed_at", "language"):
        op.drop_column("invitations", column)
    op.drop_table("invitation_messages")
    op.drop_table("invitation_batches")
    op.drop_table("committee_seats")


def _batches() -> None:
    table = "invitation_batches"
    kinds = sa.Enum("rosters", "list", name="chosen_by", native_enum=False, create_constraint=True, length=40)
    chosen = "chosen_by = 'list' OR country <> '' OR group_code <> '' OR committee <> ''"
    op.create_table(
        table,
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_by", kinds, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("group_code", sa.Text(), nullable=False),
        sa.Column("committee", sa.Text(), nullable=False),
        sa.Column("without_substitutes", sa.Boolean(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("asked_count", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("asked_count >= 0 AND line_count >= 0", name=op.f(f"ck_{table}_counts")),
        sa.CheckConstraint("(chosen_by = 'list') = (line_count > 0)", name=op.f(f"ck_{table}_lines")),
        sa.CheckConstraint(chosen, name=op.f(f"ck_{table}_chosen")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f(f"fk_{table}_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_campaign_id"), table, ["campaign_id"])


def _messages() -> None:
    table = "invitation_messages"
    op.create_table(
        table,
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f(f"ck_{table}_body")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f(f"fk_{table}_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("campaign_id", "language", name=op.f(f"uq_{table}_campaign_id_language")),
    )


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
