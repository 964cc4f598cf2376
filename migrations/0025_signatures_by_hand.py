"""signatures given on paper or by telephone: recorded by one organiser with their evidence, confirmed by another."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KIND = sa.Enum("paper", "telephone", name="kind", native_enum=False, create_constraint=True, length=40)
STATE = sa.Enum(
    *("proposed", "confirmed", "refused", "lapsed"), name="state", native_enum=False, create_constraint=True, length=40
)
LAPSE = sa.Enum(
    *("version", "signed", "declined", "stopped", "over"),
    name="lapse",
    native_enum=False,
    create_constraint=True,
    length=40,
)
CHECKS = {
    "paper": "kind <> 'paper' OR length(file_sha256) = 64",
    "telephone": "kind <> 'telephone' OR length(note_sha256) = 64",
    "names": "name <> '' AND taken_by <> ''",
    "given": "given_at <= recorded_at",
    "decided": "(state = 'proposed') = (decided_at IS NULL)",
    "lapse_told": "(state = 'lapsed') = (lapse IS NOT NULL)",
    "signature": "(state = 'confirmed') = (signature_id IS NOT NULL)",
    "because": "state <> 'refused' OR decided_because <> ''",
    "second_person": "state <> 'confirmed' OR (decided_by_id IS NOT NULL AND decided_by_id <> recorded_by_id)",
}
TEXTS = (
    *("taken_by", "name", "language", "note_sha256", "file_sha256", "file_name", "media_type", "ending"),
    *("recorded_by", "decided_by", "decided_because"),
)
PROPOSED = sa.text("state = 'proposed'")


def upgrade() -> None:
    """Apply."""
    waits = sa.Column("waits_by_hand", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("invitations", waits)
    op.create_table(
        "hand_confirmations",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("lapse", LAPSE, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("file_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("signature_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_keys(),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_hand_confirmations_{name}")) for name, rule in CHECKS.items()),
    )
    for name in ("campaign_id", "invitation_id"):
        op.create_index(op.f(f"ix_hand_confirmations_{name}"), "hand_confirmations", [name])
    op.create_index(
        "uq_hand_confirmations_proposed",
        "hand_confirmations",
        ["invitation_id"],
        unique=True,
        sqlite_where=PROPOSED,
        postgresql_where=PROPOSED,
    )


def downgrade() -> None:
    """Take back. Signatures that were confirmed stay; on what evidence they rest is lost."""
    op.drop_table("hand_confirmations")
    op.drop_column("invitations", "waits_by_hand")


def _keys() -> list[sa.schema.SchemaItem]:
    def to(name: str, *columns: str, table: str, keys: tuple[str, ...]) -> sa.ForeignKeyConstraint:
        refers = [f"{table}.{key}" for key in keys]
        return sa.ForeignKeyConstraint(columns, refers, name=op.f(f"fk_hand_confirmations_{name}"))

    in_campaign = ("id", "campaign_id")
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_confirmations")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_hand_confirmations_signature_id")),
        to("campaign_id", "campaign_id", table="campaigns", keys=("id",)),
        to("version_id_campaign_id", "version_id", "campaign_id", table="versions", keys=in_campaign),
        to("invitation_id_campaign_id", "invitation_id", "campaign_id", table="invitations", keys=in_campaign),
        to("recorded_by_id", "recorded_by_id", table="users", keys=("id",)),
        to("decided_by_id", "decided_by_id", table="users", keys=("id",)),
        to("signature_id", "signature_id", table="signatures", keys=("id",)),
    ]
