"""Addresses that one organiser registers and another confirms, the address on which a signature rests, and decided rows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NOT_SUPERSEDED = "superseded_at IS NULL"
IN_FORCE = "superseded_at IS NULL AND (roster_id IS NOT NULL OR confirmed_at IS NOT NULL)"
PROPOSED = "superseded_at IS NULL AND roster_id IS NULL AND confirmed_at IS NULL"
ROW_CHECKS = {
    "decision": "decision IN ('waiting', 'taken', 'refused')",
    "decided": "(decision = 'waiting') = (decided_at IS NULL)",
    "because": "decision = 'waiting' OR decided_because <> ''",
}
EMPTY = sa.text("''")


def upgrade() -> None:
    """Add the source and the two organisers to addresses, and the address to signatures."""
    _drop("uq_person_addresses_current")
    with op.batch_alter_table("person_addresses") as table:
        for name in ("source", "source_file", "registered_by", "confirmed_by"):
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=EMPTY))
        table.add_column(sa.Column("source_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        for name in ("registered_by_id", "confirmed_by_id"):
            table.add_column(sa.Column(name, sa.Uuid(), nullable=True))
            table.create_foreign_key(op.f(f"fk_person_addresses_{name}"), "users", [name], ["id"])
        table.create_check_constraint(
            op.f("ck_person_addresses_source"),
            "roster_id IS NOT NULL OR (source <> '' AND source_on IS NOT NULL AND registered_by_id IS NOT NULL)",
        )
        table.create_check_constraint(
            op.f("ck_person_addresses_confirmer"), "confirmed_by_id IS NULL OR confirmed_by_id <> registered_by_id"
        )
        table.create_check_constraint(
            op.f("ck_person_addresses_confirmed"), "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)"
        )
    _unique("uq_person_addresses_current", IN_FORCE)
    _unique("uq_person_addresses_proposed", PROPOSED)
    decision = sa.Enum("waiting", "taken", "refused", name="decision", native_enum=False, length=40)
    with op.batch_alter_table("roster_waiting_rows") as table:
        table.add_column(sa.Column("decision", decision, nullable=False, server_default=sa.text("'waiting'")))
        table.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        for name in ("decided_by", "decided_because"):
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=EMPTY))
        for name, condition in ROW_CHECKS.items():
            table.create_check_constraint(op.f(f"ck_roster_waiting_rows_{name}"), condition)
    with op.batch_alter_table("signatures") as table:
        table.add_column(sa.Column("address_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_signatures_address_id"), "person_addresses", ["address_id"], ["id"])


def downgrade() -> None:
    """Forget who registered what; an address that no roster gives can't be kept."""
    with op.batch_alter_table("roster_waiting_rows") as table:
        for name in ROW_CHECKS:
            table.drop_constraint(op.f(f"ck_roster_waiting_rows_{name}"), type_="check")
        for name in ("decision", "decided_at", "decided_by", "decided_because"):
            table.drop_column(name)
    with op.batch_alter_table("signatures") as table:
        table.drop_constraint(op.f("fk_signatures_address_id"), type_="foreignkey")
        table.drop_column("address_id")
    _drop("uq_person_addresses_proposed")
    _drop("uq_person_addresses_current")
    op.execute("DELETE FROM person_addresses WHERE roster_id IS NULL")
    with op.batch_alter_table("person_addresses") as table:
        for name in ("source", "confirmer", "confirmed"):
            table.drop_constraint(op.f(f"ck_person_addresses_{name}"), type_="check")
        for name in ("registered_by_id", "confirmed_by_id"):
            table.drop_constraint(op.f(f"fk_person_addresses_{name}"), type_="foreignkey")
            table.drop_column(name)
        for name in ("source", "source_file", "registered_by", "confirmed_by", "source_on", "confirmed_at"):
            table.drop_column(name)
    _unique("uq_person_addresses_current", NOT_SUPERSEDED)


def _unique(name: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "person_addresses", ["person_id"], unique=True, sqlite_where=condition, postgresql_where=condition
    )


def _drop(name: str) -> None:
    op.drop_index(name, table_name="person_addresses")
