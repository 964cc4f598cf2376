"""organisations, coalitions and heads sign: for whom an invitation and a signature are, and who stands for it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

IN_FORCE = "state IN ('pending', 'confirmed', 'set_aside')"
FOR_ITSELF = "registered_id IS NOT NULL AND body <> 'head'"
ONE_ASKED = sa.text(f"{FOR_ITSELF} AND state <> 'stopped'")
ONE_SIGNS = sa.text(f"{FOR_ITSELF} AND {IN_FORCE}")
REFERENCES = {"registered_id": "registered_organisations", "representative_id": "representatives"}


def upgrade() -> None:
    """Apply. Columns are added in place: SQLite can't rebuild a table that others refer to."""
    for table in ("representatives", "organisation_heads"):
        _refer(table, "person_id", "persons")
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"], unique=True)
    op.add_column("invitations", sa.Column("body", sa.Text(), nullable=False, server_default=sa.text("''")))
    for table in ("invitations", "signatures"):
        for column, to in REFERENCES.items():
            _refer(table, column, to)
    op.create_index(
        "uq_invitations_organisation",
        "invitations",
        ["campaign_id", "registered_id"],
        unique=True,
        sqlite_where=ONE_ASKED,
        postgresql_where=ONE_ASKED,
    )
    op.create_index(
        "uq_signatures_organisation",
        "signatures",
        ["version_id", "registered_id"],
        unique=True,
        sqlite_where=ONE_SIGNS,
        postgresql_where=ONE_SIGNS,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("uq_signatures_organisation", "signatures")
    op.drop_index("uq_invitations_organisation", "invitations")
    for table in ("signatures", "invitations"):
        for column in reversed(REFERENCES):
            op.drop_column(table, column)
    op.drop_column("invitations", "body")
    for table in ("organisation_heads", "representatives"):
        op.drop_index(op.f(f"ix_{table}_person_id"), table)
        op.drop_column(table, "person_id")


def _refer(table: str, column: str, to: str) -> None:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{column}"))
    # SQLite takes a reference only within the new column; what is written there has no name.
    inline = op.get_bind().dialect.name == "sqlite"
    op.add_column(table, sa.Column(column, sa.Uuid(), key, nullable=True), inline_references=inline)
