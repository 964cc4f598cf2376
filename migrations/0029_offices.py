"""My letters: sessions of a mailbox, delegates of a registered address, and what they prepared."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Only new tables."""
    op.create_table(
        "signatory_sessions",
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_index", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > started_at", name=op.f("ck_signatory_sessions_ends")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory_sessions")),
    )
    op.create_index(op.f("ix_signatory_sessions_address_index"), "signatory_sessions", ["address_index"])
    op.create_index(op.f("ix_signatory_sessions_ends_at"), "signatory_sessions", ["ends_at"])
    _delegates()
    _preparations()


def downgrade() -> None:
    """Take back."""
    op.drop_table("preparations")
    op.drop_table("delegates")
    op.drop_table("signatory_sessions")


def _delegates() -> None:
    op.create_table(
        "delegates",
        sa.Column("member_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("member_index", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.Text(), nullable=False),
        sa.Column("named_by", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("member_index <> email_index", name=op.f("ck_delegates_own_mailbox")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegates")),
    )
    op.create_index(op.f("ix_delegates_email_index"), "delegates", ["email_index"])
    _in_force("uq_delegates_in_force", "delegates", ["member_index", "email_index"], "ended_at IS NULL")


def _preparations() -> None:
    op.create_table(
        "preparations",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "display",
            sa.Enum(
                "public",
                "initials",
                "undisclosed",
                name="display",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _refers("invitation_id", "invitations"),
        _refers("version_id", "versions"),
        _refers("delegate_id", "delegates"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparations")),
    )
    op.create_index(op.f("ix_preparations_delegate_id"), "preparations", ["delegate_id"])
    _in_force("uq_preparations_in_force", "preparations", ["invitation_id"], "replaced_at IS NULL")


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_preparations_{column}"))


def _in_force(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)
