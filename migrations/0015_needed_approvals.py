"""needed approvals: what a campaign needs, what was asked for, and what was said of which version"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS = ("legal", "safety", "partner", "quoted")
IN_FORCE = sa.text("removed_at IS NULL")


def upgrade() -> None:
    """Apply. Only new tables: those that others refer to stay as they are."""
    op.create_table(
        "approval_needs",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _words("kind", *KINDS), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("address_index", sa.Text(), nullable=True),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by_id", sa.Uuid(), nullable=True),
        sa.Column("removed_by", sa.Text(), nullable=False),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(kind IN ('legal', 'safety')) = (party = '')", name=op.f("ck_approval_needs_party")),
        sa.CheckConstraint("(reviewer_id IS NULL) = (person <> '')", name=op.f("ck_approval_needs_giver")),
        sa.CheckConstraint(
            "(reviewer_id IS NULL) = (address_sealed IS NOT NULL)", name=op.f("ck_approval_needs_address")
        ),
        sa.CheckConstraint("kind <> 'safety' OR reviewer_id IS NOT NULL", name=op.f("ck_approval_needs_safety_inside")),
        sa.CheckConstraint(
            "removed_at IS NULL OR removed_reason <> ''", name=op.f("ck_approval_needs_removal_needs_reason")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_approval_needs_campaign_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["users.id"], name=op.f("fk_approval_needs_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_needs")),
    )
    op.create_index(op.f("ix_approval_needs_campaign_id"), "approval_needs", ["campaign_id"])
    op.create_index(op.f("ix_approval_needs_reviewer_id"), "approval_needs", ["reviewer_id"])
    op.create_index(
        "uq_approval_needs_in_force",
        "approval_needs",
        ["campaign_id", "kind", "party"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
    _of_version(
        "need_requests",
        sa.Column("token_hash", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.UniqueConstraint("token_hash", name=op.f("uq_need_requests_token_hash")),
    )
    _of_version(
        "need_verdicts",
        sa.Column("by_label", sa.Text(), nullable=False),
        sa.Column("verdict", _words("verdict", "approved", "refused"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("looked_at_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("verdict = 'approved' OR reason <> ''", name=op.f("ck_need_verdicts_refusal_needs_reason")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("need_verdicts")
    op.drop_table("need_requests")
    op.drop_table("approval_needs")


def _of_version(table: str, *parts: sa.Column[object] | sa.Constraint) -> None:
    """A table whose rows are of one need and one version, once each."""
    op.create_table(
        table,
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f(f"fk_{table}_version_id")),
        sa.ForeignKeyConstraint(["need_id"], ["approval_needs.id"], name=op.f(f"fk_{table}_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("version_id", "need_id", name=op.f(f"uq_{table}_version_id_need_id")),
    )
    op.create_index(op.f(f"ix_{table}_need_id"), table, ["need_id"])


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
