"""declarations are lodged: frozen sheets with their records, the list as published, part-sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("campaigns", sa.Column("late_since", sa.Date(), nullable=True))
    _part_sessions()
    _lodgings()
    _published_names()


def downgrade() -> None:
    """Take back."""
    op.drop_table("published_names")
    op.drop_table("lodgings")
    op.drop_table("part_sessions")
    op.drop_column("campaigns", "late_since")


def _part_sessions() -> None:
    op.create_table(
        "part_sessions",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "body", sa.Enum("pace", name="body", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("previous_began", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_part_sessions_order")),
        sa.CheckConstraint("previous_began < first_day", name=op.f("ck_part_sessions_previous")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_part_sessions_source")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_part_sessions_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_sessions")),
        sa.UniqueConstraint(
            "organisation_id", "body", "first_day", name=op.f("uq_part_sessions_organisation_id_body_first_day")
        ),
    )


def _lodgings() -> None:
    op.create_table(
        "lodgings",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("lodged_on", sa.Date(), nullable=True),
        sa.Column("handed_in_by", sa.Text(), nullable=False),
        sa.Column("table_office", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("tabled_on", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_lodgings_pdf")),
        sa.CheckConstraint("confirmed_by_id <> closed_by_id", name=op.f("ck_lodgings_second_person")),
        sa.CheckConstraint("(number = '') = (tabled_on IS NULL)", name=op.f("ck_lodgings_number_and_day")),
        sa.CheckConstraint("(document = '') = (tabled_on IS NULL)", name=op.f("ck_lodgings_document_and_day")),
        sa.CheckConstraint("tabled_on IS NULL OR lodged_on IS NOT NULL", name=op.f("ck_lodgings_lodged_first")),
        sa.CheckConstraint("lodged_on <= tabled_on", name=op.f("ck_lodgings_order")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_lodgings_campaign_id")),
        sa.ForeignKeyConstraint(
            ["edition_id", "campaign_id"],
            ["editions.id", "editions.campaign_id"],
            name=op.f("fk_lodgings_edition_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lodgings")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_lodgings_edition_id")),
    )
    op.create_index(op.f("ix_lodgings_campaign_id"), "lodgings", ["campaign_id"])


def _published_names() -> None:
    op.create_table(
        "published_names",
        sa.Column("lodging_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("honorific", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("group_code", sa.Text(), nullable=False),
        sa.Column(
            "meant",
            sa.Enum(
                "undecided",
                "signatory",
                "nobody",
                name="meant",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("signatory_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(meant = 'signatory') = (signatory_id IS NOT NULL)", name=op.f("ck_published_names_meant_whom")
        ),
        sa.ForeignKeyConstraint(["lodging_id"], ["lodgings.id"], name=op.f("fk_published_names_lodging_id")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["edition_signatories.id"], name=op.f("fk_published_names_signatory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_names")),
        sa.UniqueConstraint("lodging_id", "position", name=op.f("uq_published_names_lodging_id_position")),
    )
    op.create_index(
        "uq_published_names_signatory",
        "published_names",
        ["lodging_id", "signatory_id"],
        unique=True,
        sqlite_where=sa.text("signatory_id IS NOT NULL"),
        postgresql_where=sa.text("signatory_id IS NOT NULL"),
    )
