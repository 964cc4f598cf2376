"""Mandates entered by hand from a source, confirmed by a second organiser; rows taken as they should read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KIND = sa.Enum("entry", "end", name="kind", native_enum=False, create_constraint=True, length=40)
STATE = sa.Enum("waiting", "confirmed", "refused", name="state", native_enum=False, create_constraint=True, length=40)
CHECKS = {
    "delegation": "length(delegation) = 2",
    "name": "surname <> '' AND name_key <> ''",
    "source": "source <> ''",
    "days": "until IS NULL OR since IS NULL OR since <= until",
    "end": "kind <> 'end' OR (until IS NOT NULL AND person_id IS NOT NULL)",
    "decided": "(state = 'waiting') = (decided_at IS NULL)",
    "because": "state <> 'refused' OR decided_because <> ''",
    "confirmer": "state <> 'confirmed' OR (person_id IS NOT NULL AND decided_by_id IS NOT NULL"
    " AND decided_by_id <> registered_by_id)",
    "roster": "(roster_id IS NOT NULL) = (kind = 'entry' AND state = 'confirmed')",
}
TEXTS = (
    *("given_name", "surname", "name_key", "honorific", "body", "role", "delegation", "group_code"),
    *("source", "source_file", "source_words", "registered_by", "decided_by", "decided_because"),
)
REFERENCES = {
    "organisation_id": "organisations",
    "person_id": "persons",
    "roster_id": "rosters",
    "registered_by_id": "users",
    "decided_by_id": "users",
}
OPTIONAL = frozenset({"person_id", "roster_id", "decided_by_id"})
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Apply. Columns are added in place: SQLite can't rebuild a table that others refer to."""
    op.add_column("rosters", sa.Column("is_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("roster_waiting_rows", sa.Column("corrected_sealed", sa.LargeBinary(), nullable=True))
    op.create_table(
        "mandates_by_hand",
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.Uuid(), nullable=name in OPTIONAL) for name in REFERENCES),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("is_another", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source_on", sa.Date(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_mandates_by_hand_{name}"))
            for name, table in REFERENCES.items()
        ),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_mandates_by_hand_{name}")) for name, rule in CHECKS.items()),
        sa.UniqueConstraint("roster_id", name=op.f("uq_mandates_by_hand_roster_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates_by_hand")),
    )
    for name in ("organisation_id", "person_id"):
        op.create_index(op.f(f"ix_mandates_by_hand_{name}"), "mandates_by_hand", [name])
    op.create_index(
        "uq_mandates_by_hand_waiting",
        "mandates_by_hand",
        ["organisation_id", "body", "delegation", "name_key"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    """Take back. What was confirmed stays as a roster of one line, its source as the file; what waited is lost."""
    op.drop_table("mandates_by_hand")
    op.drop_column("roster_waiting_rows", "corrected_sealed")
    op.drop_column("rosters", "is_by_hand")
