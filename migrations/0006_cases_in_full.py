"""cases in full: keys of entries, entries kept off the public page, other spellings of the name."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

RELEASE_STATE = sa.Enum(
    "proposed",
    "public",
    "replaced",
    "refused",
    "taken_back",
    name="state",
    native_enum=False,
    create_constraint=True,
    length=40,
)
PRECISION = sa.Enum(
    "day",
    "month",
    "year",
    "early_in_month",
    "end_of_month",
    "early_in_year",
    "range",
    "window",
    "unknown",
    name="precision",
    native_enum=False,
    create_constraint=True,
    length=40,
)
PROTECTED_KIND = sa.Enum(
    "relative", "place", "person", name="kind", native_enum=False, create_constraint=True, length=40
)
ENTRIES = ("case_events", "proceedings", "case_sources", "recorded_campaigns")


def upgrade() -> None:
    """Apply. Columns are added in place: SQLite can't rebuild a table that others refer to."""
    op.add_column("cases", sa.Column("other_names", sa.Text(), nullable=False, server_default=""))
    for table in ENTRIES:
        op.add_column(table, sa.Column("key", sa.Text(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("is_withheld", sa.Boolean(), nullable=False, server_default=sa.false()))
        _give_keys(table)
        op.create_index(op.f(f"ix_{table}_case_id_key"), table, ["case_id", "key"], unique=True)

    _make_releases()
    _make_documents()
    _make_protected_names()


def _make_releases() -> None:
    """What is public has to be approved by a second person; what was published before waits for its first release."""
    op.create_table(
        "case_releases",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", RELEASE_STATE, nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hidden", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_case_releases_another_person")
        ),
        sa.CheckConstraint(
            "state NOT IN ('public', 'replaced') OR decided_by_id IS NOT NULL", name=op.f("ck_case_releases_approved")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_releases_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_releases")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_case_releases_case_id_number")),
    )
    for state in ("proposed", "public"):
        condition = sa.text(f"state = '{state}'")
        op.create_index(
            f"uq_case_releases_{state}",
            "case_releases",
            ["case_id"],
            unique=True,
            sqlite_where=condition,
            postgresql_where=condition,
        )
    op.execute("UPDATE cases SET published_at = NULL")


def _make_documents() -> None:
    op.create_table(
        "case_documents",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("precision", PRECISION, nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("date_basis", sa.Text(), nullable=False),
        sa.Column("date_wording", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("is_withheld", sa.Boolean(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_documents_case_id")),
        sa.ForeignKeyConstraint(
            ["source_id", "case_id"],
            ["case_sources.id", "case_sources.case_id"],
            name=op.f("fk_case_documents_source_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_documents")),
    )
    op.create_index(op.f("ix_case_documents_case_id_key"), "case_documents", ["case_id", "key"], unique=True)


def _make_protected_names() -> None:
    op.create_table(
        "protected_names",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", PROTECTED_KIND, nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_protected_names_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected_names")),
    )
    op.create_index(op.f("ix_protected_names_case_id"), "protected_names", ["case_id"], unique=False)


def _give_keys(table: str) -> None:
    """Every entry gets a key of its own; the next edit of a fact sheet may give it a better one."""
    rows = sa.table(table, sa.column("id", sa.Uuid()), sa.column("key", sa.Text()), sa.column("case_id", sa.Uuid()))
    connection = op.get_bind()
    found = connection.execute(sa.select(rows.c.id).order_by(rows.c.case_id, rows.c.id)).all()
    for number, (row_id,) in enumerate(found, start=1):
        connection.execute(rows.update().where(rows.c.id == row_id).values(key=f"entry-{number}"))


def downgrade() -> None:
    """Take back."""
    op.drop_table("protected_names")
    op.drop_table("case_documents")
    op.drop_table("case_releases")
    for table in reversed(ENTRIES):
        op.drop_index(op.f(f"ix_{table}_case_id_key"), table)
        op.drop_column(table, "is_withheld")
        op.drop_column(table, "key")
    op.drop_column("cases", "other_names")
