"""after signing: corrections and wishes, disputes, and withdrawals that come too late."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _wishes()
    _corrections()
    _disputes()
    _requests()


def downgrade() -> None:
    """Take back."""
    for table in ("withdrawal_requests", "disputes", "signature_corrections", "capacity_wishes"):
        op.drop_table(table)


def _wishes() -> None:
    table = "capacity_wishes"
    op.create_table(
        table,
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("stands", sa.Text(), nullable=False),
        sa.Column("wished", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _words("state", ("open", "taken", "declined")), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("wished <> stands", name=op.f(f"ck_{table}_wishes_something")),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f(f"ck_{table}_decided")),
        sa.CheckConstraint("state <> 'declined' OR reason <> ''", name=op.f(f"ck_{table}_reason")),
        *_of_signature(table),
    )
    _index(table, "signature_id")
    _unique_while("uq_capacity_wishes_open", table, "signature_id", "state = 'open'")


def _corrections() -> None:
    table = "signature_corrections"
    op.create_table(
        table,
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("wish_id", sa.Uuid(), nullable=True),
        sa.Column("leaf_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name_before", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity_before", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "name <> name_before OR capacity <> capacity_before", name=op.f(f"ck_{table}_corrects_something")
        ),
        sa.CheckConstraint("edition >= 1", name=op.f(f"ck_{table}_edition")),
        sa.ForeignKeyConstraint(["wish_id"], ["capacity_wishes.id"], name=op.f(f"fk_{table}_wish_id")),
        sa.ForeignKeyConstraint(["leaf_id"], ["ledger_leaves.id"], name=op.f(f"fk_{table}_leaf_id")),
        sa.UniqueConstraint("wish_id", name=op.f(f"uq_{table}_wish_id")),
        sa.UniqueConstraint("leaf_id", name=op.f(f"uq_{table}_leaf_id")),
        *_of_signature(table),
    )
    _index(table, "signature_id")


def _disputes() -> None:
    table = "disputes"
    op.create_table(
        table,
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("heard_by", _words("heard_by", ("receipt", "code")), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", _words("state", ("open", "restoring", "restored", "annulled")), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('restored', 'annulled')) = (decided_at IS NOT NULL)", name=op.f(f"ck_{table}_decided")
        ),
        sa.CheckConstraint(
            "state = 'open' OR state = 'annulled' OR proposed_by_id IS NOT NULL", name=op.f(f"ck_{table}_proposed")
        ),
        sa.CheckConstraint(
            "state <> 'restored' OR proposed_by_id <> decided_by_id", name=op.f(f"ck_{table}_second_person")
        ),
        sa.CheckConstraint("decided_at IS NULL OR reason <> ''", name=op.f(f"ck_{table}_reason")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f(f"fk_{table}_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _index(table, "invitation_id")
    _unique_while("uq_disputes_undecided", table, "invitation_id", "state IN ('open', 'restoring')")


def _requests() -> None:
    table = "withdrawal_requests"
    op.create_table(
        table,
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(answer <> '') = (answered_at IS NOT NULL)", name=op.f(f"ck_{table}_answered")),
        *_of_signature(table),
    )
    _index(table, "signature_id")
    _unique_while("uq_withdrawal_requests_open", table, "signature_id", "answered_at IS NULL")


def _of_signature(table: str) -> tuple[sa.Constraint, sa.Constraint]:
    return (
        sa.ForeignKeyConstraint(["signature_id"], ["signatures.id"], name=op.f(f"fk_{table}_signature_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _unique_while(name: str, table: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, [column], unique=True, sqlite_where=condition, postgresql_where=condition)


def _words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
