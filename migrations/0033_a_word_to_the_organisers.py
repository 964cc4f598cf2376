"""What a signatory tells the organisers belongs to the signature, whoever signs, and may be prepared."""

import sqlalchemy as sa
from alembic import op

from petitions.core.sealed import keyring

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

LATEST = """
    SELECT supporters.id, supporters.comment_sealed, signatures.id
    FROM supporters JOIN signatures ON signatures.invitation_id = supporters.invitation_id
    WHERE supporters.comment_sealed IS NOT NULL
    ORDER BY signatures.number
"""


def upgrade() -> None:
    """Apply. A comment is sealed for its row, so each is sealed anew for the latest signature of its supporter."""
    op.add_column("signatures", sa.Column("comment_sealed", sa.LargeBinary()))
    op.add_column("preparations", sa.Column("comment_sealed", sa.LargeBinary()))
    _move()
    op.drop_column("supporters", "comment_sealed")


def downgrade() -> None:
    """Take back. The comments are given up: before, only those of the public had a place."""
    op.add_column("supporters", sa.Column("comment_sealed", sa.LargeBinary()))
    op.drop_column("preparations", "comment_sealed")
    op.drop_column("signatures", "comment_sealed")


def _move() -> None:
    found = sa.text(LATEST).columns(
        sa.column("supporter", sa.Uuid()), sa.column("sealed", sa.LargeBinary()), sa.column("signature", sa.Uuid())
    )
    latest = {row.supporter: row for row in op.get_bind().execute(found)}
    signatures = sa.table("signatures", sa.column("id", sa.Uuid()), sa.column("comment_sealed", sa.LargeBinary()))
    for row in latest.values():
        plain = keyring().open(bytes(row.sealed), f"supporters.comment|{row.supporter}")
        sealed = keyring().seal(plain, f"signatures.comment|{row.signature}")
        op.execute(signatures.update().where(signatures.c.id == row.signature).values(comment_sealed=sealed))
