"""passkeys of signatories: the keys, each touch as the authenticator answered it, and what it was for."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Only new tables: those that others refer to stay as they are."""
    _passkeys()
    op.create_table(
        "passkey_uses",
        sa.Column("passkey_id", sa.Uuid(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("authenticator_data", sa.LargeBinary(), nullable=False),
        sa.Column("client_data", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(challenge) = 64", name=op.f("ck_passkey_uses_challenge")),
        _refers("passkey_uses", "passkey_id", "passkeys"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_uses")),
        sa.UniqueConstraint("challenge", name=op.f("uq_passkey_uses_challenge")),
    )
    op.create_index(op.f("ix_passkey_uses_passkey_id"), "passkey_uses", ["passkey_id"])
    op.create_table(
        "passkey_statements",
        sa.Column("use_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_passkey_statements_sha256")),
        _refers("passkey_statements", "use_id", "passkey_uses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_statements")),
        sa.UniqueConstraint("use_id", "position", name=op.f("uq_passkey_statements_use_id_position")),
    )
    op.create_index(op.f("ix_passkey_statements_signature_id"), "passkey_statements", ["signature_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("passkey_statements")
    op.drop_table("passkey_uses")
    op.drop_table("passkeys")


def _passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("address_id", sa.Uuid(), nullable=True),
        sa.Column("representative_id", sa.Uuid(), nullable=True),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(address_id IS NULL) <> (representative_id IS NULL)", name=op.f("ck_passkeys_mailbox")),
        sa.CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name=op.f("ck_passkeys_removed")),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkeys_sign_count")),
        _refers("passkeys", "organisation_id", "organisations"),
        _refers("passkeys", "person_id", "persons"),
        _refers("passkeys", "address_id", "person_addresses"),
        _refers("passkeys", "representative_id", "representatives"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_passkeys_token_hash")),
    )
    op.create_index(op.f("ix_passkeys_organisation_id"), "passkeys", ["organisation_id"])
    op.create_index(op.f("ix_passkeys_person_id"), "passkeys", ["person_id"])


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
