"""members of the public sign: who asked for an invitation of their own, and who asked for a newsletter."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Nobody on file is a member of the public."""
    op.add_column("persons", sa.Column("of_public", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_invitations_campaign_id_body", "invitations", ["campaign_id", "body"])
    _supporters()
    _subscriptions()


def downgrade() -> None:
    """Take back."""
    op.drop_table("newsletter_subscriptions")
    op.drop_table("supporters")
    op.drop_index("ix_invitations_campaign_id_body", "invitations")
    op.drop_column("persons", "of_public")


def _supporters() -> None:
    op.create_table(
        "supporters",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.Text(), nullable=False),
        sa.Column("canonical_index", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("network", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("domain", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("comment_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("reminders >= 0 AND reminders <= 2", name=op.f("ck_supporters_reminders")),
        sa.CheckConstraint("length(country) = 2", name=op.f("ck_supporters_country")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_supporters_campaign_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_supporters_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporters")),
        sa.UniqueConstraint("campaign_id", "email_index", name=op.f("uq_supporters_campaign_id_email_index")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_supporters_invitation_id")),
    )
    for columns in (
        ["campaign_id", "canonical_index"],
        ["campaign_id", "confirmed_at"],
        ["email_index"],
        ["asked_at"],
    ):
        op.create_index(op.f(f"ix_supporters_{'_'.join(columns)}"), "supporters", columns)


def _subscriptions() -> None:
    op.create_table(
        "newsletter_subscriptions",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("wording_sha256", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(wording_sha256) = 64", name=op.f("ck_newsletter_subscriptions_wording")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_newsletter_subscriptions_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_newsletter_subscriptions_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_subscriptions")),
        sa.UniqueConstraint(
            "organisation_id", "email_index", name=op.f("uq_newsletter_subscriptions_organisation_id_email_index")
        ),
    )
