"""Uploaded rosters wait for a look before they are imported; what a list covers, and how a member is addressed, is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_drafts",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("keep_addresses", sa.Boolean(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_roster_drafts_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_drafts")),
    )
    op.create_index(op.f("ix_roster_drafts_organisation_id"), "roster_drafts", ["organisation_id"])
    op.create_index(op.f("ix_roster_drafts_made_at"), "roster_drafts", ["made_at"])
    # Every roster read so far was a whole list, and none printed an honorific.
    op.add_column("rosters", sa.Column("is_whole", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("persons", sa.Column("honorific", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    op.drop_column("persons", "honorific")
    op.drop_column("rosters", "is_whole")
    op.drop_table("roster_drafts")
