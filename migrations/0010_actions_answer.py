"""which decision an action answers, and which recorded campaign a campaign follows; follow-ups of thresholds."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OF_ONE_CASE = ("campaigns", "case_events")


def upgrade() -> None:
    """Apply. A table of its own: SQLite can't give columns of an existing one a key into another table's pair."""
    for table in OF_ONE_CASE:
        op.create_index(f"uq_{table}_id_case_id", table, ["id", "case_id"], unique=True)
    op.create_table(
        "action_relations",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_campaign_id", sa.Uuid(), nullable=True),
        sa.Column("follows_recorded_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("proceeding_id", sa.Uuid(), nullable=True),
        sa.Column("is_stated", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_action_relations_case_id")),
        *(_within_the_case(column, table) for column, table in ENDS.items()),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_action_relations_{name}")) for name, rule in RULES.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_relations")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_action_relations_campaign_id")),
        sa.UniqueConstraint("recorded_campaign_id", name=op.f("uq_action_relations_recorded_campaign_id")),
    )
    for column in ("case_id", "follows_recorded_id"):
        op.create_index(op.f(f"ix_action_relations_{column}"), "action_relations", [column])
    op.add_column("follow_ups", sa.Column("threshold", sa.Integer(), nullable=True))
    op.add_column("follow_ups", sa.Column("reached_on", sa.Date(), nullable=True))
    op.create_index("uq_follow_ups_threshold", "follow_ups", ["campaign_id", "threshold"], unique=True)


ENDS = {
    "campaign_id": "campaigns",
    "recorded_campaign_id": "recorded_campaigns",
    "follows_recorded_id": "recorded_campaigns",
    "event_id": "case_events",
    "proceeding_id": "proceedings",
}
RULES = {
    "of_one_action": "(campaign_id IS NULL) <> (recorded_campaign_id IS NULL)",
    "follows": "follows_recorded_id IS NULL OR campaign_id IS NOT NULL",
    "one_decision": "event_id IS NULL OR proceeding_id IS NULL",
    "known_how": "event_id IS NOT NULL OR proceeding_id IS NOT NULL OR (NOT is_stated AND note = '')",
}


def _within_the_case(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_action_relations_{column}_case_id")
    return sa.ForeignKeyConstraint([column, "case_id"], [f"{table}.id", f"{table}.case_id"], name=name)


def downgrade() -> None:
    """Take back. Follow-ups that thresholds wrote stay, as ordinary ones."""
    op.drop_index("uq_follow_ups_threshold", "follow_ups")
    for column in ("reached_on", "threshold"):
        op.drop_column("follow_ups", column)
    op.drop_table("action_relations")
    for table in reversed(OF_ONE_CASE):
        op.drop_index(f"uq_{table}_id_case_id", table)
