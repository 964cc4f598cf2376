"""signatures keep the body that they are counted in, invitations who initiates."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Until now an instrument let members of one body sign, so it tells the body of every signature given.
BODIES = {
    "mep_letter": "european_parliament",
    "ep_written_question": "european_parliament",
    "pace_declaration": "pace",
    "mp_letter": "national_parliament",
    "ngo_appeal": "organisation",
    "un_communication": "organisation",
    "public_petition": "anyone",
}


def upgrade() -> None:
    """Apply."""
    for table in ("signatures", "edition_signatories"):
        op.add_column(table, sa.Column("body", sa.Text(), nullable=False, server_default=sa.text("''")))
    _fill()
    op.add_column("invitations", sa.Column("initiator", sa.Integer(), nullable=True))
    op.create_index("uq_invitations_initiator", "invitations", ["campaign_id", "initiator"], unique=True)


def downgrade() -> None:
    """Take back."""
    op.drop_index("uq_invitations_initiator", "invitations")
    op.drop_column("invitations", "initiator")
    for table in ("edition_signatories", "signatures"):
        op.drop_column(table, "body")


def _fill() -> None:
    signatures = sa.table("signatures", sa.column("id"), sa.column("campaign_id"), sa.column("body"))
    listed = sa.table("edition_signatories", sa.column("signature_id"), sa.column("body"))
    campaigns = sa.table("campaigns", sa.column("id"), sa.column("instrument"))
    for instrument, body in BODIES.items():
        of = sa.select(campaigns.c.id).where(campaigns.c.instrument == instrument)
        op.execute(signatures.update().where(signatures.c.campaign_id.in_(of)).values(body=body))
        signed = sa.select(signatures.c.id).where(signatures.c.campaign_id.in_(of))
        op.execute(listed.update().where(listed.c.signature_id.in_(signed)).values(body=body))
