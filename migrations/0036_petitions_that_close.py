"""lists of petitions are closed by number; who signed before a change is asked in rounds; who may be printed is known."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

NOT_CONFIRMED = sa.text("state <> 'confirmed'")
signatures = sa.table(
    "signatures", sa.column("id", sa.Uuid()), sa.column("is_printed", sa.Boolean()), sa.column("display")
)
consents = sa.table(
    "consents", sa.column("signature_id", sa.Uuid()), sa.column("kind"), sa.column("given", sa.Boolean())
)


def upgrade() -> None:
    """Apply. Lists that are closed already keep their rows."""
    op.add_column("signatures", sa.Column("is_printed", sa.Boolean(), server_default=sa.false(), nullable=False))
    agreed = sa.select(consents.c.signature_id).where(consents.c.kind == "print", consents.c.given)
    printed = sa.and_(signatures.c.id.in_(agreed), signatures.c.display != "undisclosed")
    op.execute(signatures.update().where(printed).values(is_printed=sa.true()))
    op.create_index(
        "ix_signatures_not_confirmed",
        "signatures",
        ["version_id", "number"],
        sqlite_where=NOT_CONFIRMED,
        postgresql_where=NOT_CONFIRMED,
    )
    for name in ("last_number", "size", "printed"):
        op.add_column("editions", sa.Column(name, sa.Integer()))
    op.create_table(
        "edition_left_out",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_edition_left_out_edition_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["signatures.id"], name=op.f("fk_edition_left_out_signature_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_left_out")),
        sa.UniqueConstraint("edition_id", "signature_id", name=op.f("uq_edition_left_out_edition_id_signature_id")),
    )

    op.create_table(
        "renewal_rounds",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("behind", sa.Integer(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("behind >= 0 AND up_to >= 1", name=op.f("ck_renewal_rounds_numbers")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_renewal_rounds_campaign_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "campaign_id"],
            ["versions.id", "versions.campaign_id"],
            name=op.f("fk_renewal_rounds_version_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewal_rounds")),
        sa.UniqueConstraint("campaign_id", "version_id", name=op.f("uq_renewal_rounds_campaign_id_version_id")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("renewal_rounds")
    op.drop_table("edition_left_out")
    for name in ("printed", "size", "last_number"):
        op.drop_column("editions", name)
    op.drop_index("ix_signatures_not_confirmed", "signatures")
    op.drop_column("signatures", "is_printed")
