"""signatures wait for a look: clusters by network, domain and address, what was decided, and how far was looked."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

LOOK = "look IN ('', 'waits', 'set_aside')"
ONLY_ASIDE = "look = '' OR state = 'set_aside'"
KINDS = ("network", "domain", "canonical")
STATES = ("waiting", "counted", "set_aside")
OF_MEMBERS = ("found", "waiting", "counted", "set_aside", "left")
MOVING = sa.text("is_moving")
FROM_SOMEWHERE = sa.text("network <> ''")
CONFIRMED = sa.text("confirmed_at IS NOT NULL")
logs = sa.table("ledger_logs", sa.column("campaign_id", sa.Uuid()), sa.column("size", sa.Integer()))


def upgrade() -> None:
    """Apply. Who signed before is looked at only as a neighbour of who signs from now on."""
    # The CHECKs are written with the column: SQLite can add none later without building the table anew.
    look = sa.Column(
        "look",
        sa.String(40),
        sa.CheckConstraint(LOOK, name="look"),
        sa.CheckConstraint(ONLY_ASIDE, name="look_aside"),
        server_default=sa.text("''"),
        nullable=False,
    )
    op.add_column("signatures", look)
    _index("ix_supporters_network", ["campaign_id", "network", "confirmed_at"], FROM_SOMEWHERE)
    _index("ix_supporters_domain", ["campaign_id", "domain", "confirmed_at"], CONFIRMED)
    _clusters()
    _members()
    _decisions()
    lookouts = op.create_table(
        "cluster_lookouts",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_cluster_lookouts_position")),
        _refers("cluster_lookouts", "campaign_id", "campaigns"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster_lookouts")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_cluster_lookouts_campaign_id")),
    )
    _looked_at(lookouts)


def downgrade() -> None:
    """Take back. What waits stays set aside, and its leaves stay; why it waits is lost."""
    for table in ("cluster_lookouts", "cluster_decisions", "clustered_signatures", "signature_clusters"):
        op.drop_table(table)
    op.drop_index("ix_supporters_domain", "supporters")
    op.drop_index("ix_supporters_network", "supporters")
    op.drop_column("signatures", "look")


def _clusters() -> None:
    op.create_table(
        "signature_clusters",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _words("kind", *KINDS), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", _words("state", *STATES), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_moving", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("size >= 0 AND last_number >= size", name=op.f("ck_signature_clusters_size")),
        sa.CheckConstraint("first_at <= last_at", name=op.f("ck_signature_clusters_span")),
        _refers("signature_clusters", "campaign_id", "campaigns"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_clusters")),
    )
    name = op.f("ix_signature_clusters_campaign_id_state_found_at")
    op.create_index(name, "signature_clusters", ["campaign_id", "state", "found_at"])
    name = "ix_signature_clusters_moving"
    op.create_index(name, "signature_clusters", ["found_at"], sqlite_where=MOVING, postgresql_where=MOVING)


def _members() -> None:
    op.create_table(
        "clustered_signatures",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", _words("state", *OF_MEMBERS), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _refers("clustered_signatures", "cluster_id", "signature_clusters"),
        _refers("clustered_signatures", "signature_id", "signatures"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clustered_signatures")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_clustered_signatures_signature_id")),
        sa.UniqueConstraint("cluster_id", "number", name=op.f("uq_clustered_signatures_cluster_id_number")),
    )
    op.create_index(op.f("ix_clustered_signatures_cluster_id_state"), "clustered_signatures", ["cluster_id", "state"])


def _decisions() -> None:
    op.create_table(
        "cluster_decisions",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("after", _words("after", *STATES), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _refers("cluster_decisions", "cluster_id", "signature_clusters"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster_decisions")),
    )
    op.create_index(op.f("ix_cluster_decisions_cluster_id"), "cluster_decisions", ["cluster_id"])


def _looked_at(lookouts: sa.Table) -> None:
    for campaign_id, size in op.get_bind().execute(sa.select(logs.c.campaign_id, logs.c.size)).all():
        op.execute(lookouts.insert().values(id=uuid4(), campaign_id=campaign_id, position=size))


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "supporters", columns, sqlite_where=where, postgresql_where=where)
