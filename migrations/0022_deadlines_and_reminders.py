"""deadlines keep their zone and who set them, answers are asked for by a day, and reminders are planned."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

PLANNED = sa.text("done_at IS NULL")


def upgrade() -> None:
    """Apply. Until now every deadline was shown by the clocks of Brussels."""
    zone = sa.Column("deadline_zone", sa.Text(), nullable=False, server_default=sa.text("'Europe/Brussels'"))
    op.add_column("campaigns", zone)
    op.add_column("campaigns", sa.Column("deadline_by_id", sa.Uuid(), nullable=True))
    op.add_column("campaigns", sa.Column("deadline_before", sa.DateTime(timezone=True), nullable=True))
    op.add_column("campaigns", sa.Column("deadline_seen", sa.DateTime(timezone=True), nullable=True))
    op.add_column("campaigns", sa.Column("answer_by", sa.Date(), nullable=True))
    op.create_table(
        "reminders",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _kinds(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("days BETWEEN 0 AND 60", name=op.f("ck_reminders_days")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_reminders_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("id", "campaign_id", name=op.f("uq_reminders_id_campaign_id")),
    )
    op.create_index(op.f("ix_reminders_campaign_id"), "reminders", ["campaign_id"])
    op.create_index(
        "uq_reminders_planned",
        "reminders",
        ["campaign_id", "kind", "days"],
        unique=True,
        sqlite_where=PLANNED,
        postgresql_where=PLANNED,
    )
    op.create_table(
        "reminded",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("reminder_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of_campaign("reminder_id", "reminders"),
        _of_campaign("invitation_id", "invitations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminded")),
        sa.UniqueConstraint("reminder_id", "invitation_id", name=op.f("uq_reminded_reminder_id_invitation_id")),
    )
    op.create_index(op.f("ix_reminded_invitation_id"), "reminded", ["invitation_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("reminded")
    op.drop_table("reminders")
    for column in ("answer_by", "deadline_seen", "deadline_before", "deadline_by_id", "deadline_zone"):
        op.drop_column("campaigns", column)


def _kinds() -> sa.Enum:
    kinds = ("answer_by", "deadline", "extended")
    return sa.Enum(*kinds, name="kind", native_enum=False, create_constraint=True, length=40)


def _of_campaign(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column, "campaign_id"], [f"{to}.id", f"{to}.campaign_id"], name=op.f(f"fk_reminded_{column}_campaign_id")
    )
