"""open calls: members and organisations come by themselves, and an organiser admits organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STATE = sa.Enum(
    *("unconfirmed", "waiting", "admitted", "refused"),
    name="state",
    native_enum=False,
    create_constraint=True,
    length=40,
)
CHECKS = {
    "country": "length(country) = 2",
    "confirmed": "(state = 'unconfirmed') = (confirmed_at IS NULL)",
    "decided": "(state IN ('admitted', 'refused')) = (decided_at IS NOT NULL)",
    "invitation": "(state = 'admitted') = (invitation_id IS NOT NULL)",
    "because": "(state = 'refused') = (refused_because <> '')",
}
TEXTS = (
    *("organisation", "country", "website", "name", "capacity", "email_index", "evidence", "source", "language"),
    *("decided_by", "refused_because"),
)
IN_FORCE = sa.text("state IN ('unconfirmed', 'waiting')")
NOT_ENDED = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "open_calls",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_calls")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_open_calls_campaign_id")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name=op.f("ck_open_calls_ended")),
    )
    op.create_index(op.f("ix_open_calls_campaign_id"), "open_calls", ["campaign_id"])
    _unique("uq_open_calls_in_force", "open_calls", ["campaign_id"], NOT_ENDED)
    op.create_table(
        "call_requests",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_requests")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_call_requests_invitation_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_call_requests_campaign_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_call_requests_decided_by_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_call_requests_invitation_id")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_call_requests_{name}")) for name, rule in CHECKS.items()),
    )
    op.create_index(op.f("ix_call_requests_campaign_id_state"), "call_requests", ["campaign_id", "state"])
    op.create_index(op.f("ix_call_requests_asked_at"), "call_requests", ["asked_at"])
    _unique("uq_call_requests_in_force", "call_requests", ["campaign_id", "email_index"], IN_FORCE)


def downgrade() -> None:
    """Take back. Invitations and authorities that came of requests stay; what was asked is lost."""
    op.drop_table("call_requests")
    op.drop_table("open_calls")


def _unique(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
