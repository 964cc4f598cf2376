"""signatures are counted in batches: a count for each version, and who agreed to be named, to be found quickly."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PUBLISHED = sa.text("is_published AND state = 'confirmed'")
ADDS = {"consent": 1, "restore": 1, "withdraw": -1, "set_aside": -1}
leaves = sa.table(
    "ledger_leaves", sa.column("log_id", sa.Uuid()), sa.column("type"), sa.column("version"), sa.column("position")
)
logs = sa.table("ledger_logs", sa.column("id", sa.Uuid()), sa.column("campaign_id", sa.Uuid()))
signatures = sa.table("signatures", sa.column("id", sa.Uuid()), sa.column("is_published", sa.Boolean()))
consents = sa.table(
    "consents", sa.column("signature_id", sa.Uuid()), sa.column("kind"), sa.column("given", sa.Boolean())
)


def upgrade() -> None:
    """Apply. What has its place in a log is counted; the rest will be when it gets one."""
    op.add_column("signatures", sa.Column("is_published", sa.Boolean(), server_default=sa.false(), nullable=False))
    agreed = sa.select(consents.c.signature_id).where(consents.c.kind == "publish", consents.c.given)
    op.execute(signatures.update().where(signatures.c.id.in_(agreed)).values(is_published=sa.true()))
    op.create_index(
        "ix_signatures_published",
        "signatures",
        ["version_id", "number"],
        sqlite_where=PUBLISHED,
        postgresql_where=PUBLISHED,
    )
    counts = op.create_table(
        "signature_counts",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_signature_counts_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_counts")),
        sa.UniqueConstraint("campaign_id", "version", name=op.f("uq_signature_counts_campaign_id_version")),
    )
    _count(counts)


def downgrade() -> None:
    """Take back."""
    op.drop_table("signature_counts")
    op.drop_index("ix_signatures_published", "signatures")
    op.drop_column("signatures", "is_published")


def _count(counts: sa.Table) -> None:
    adds = sa.case(ADDS, value=leaves.c.type, else_=0)
    placed = (
        sa.select(logs.c.campaign_id, leaves.c.version, sa.func.sum(adds))
        .join_from(leaves, logs, logs.c.id == leaves.c.log_id)
        .where(leaves.c.position.is_not(None))
        .group_by(logs.c.campaign_id, leaves.c.version)
    )
    found = op.get_bind().execute(placed).all()
    moment = sa.func.current_timestamp()
    for campaign_id, version, count in found:
        row = {"id": uuid4(), "campaign_id": campaign_id, "version": version, "count": count}
        op.execute(counts.insert().values(**row, counted_at=moment))
