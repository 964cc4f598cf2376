"""The table of disputes: who says that a signature is not theirs, and what organisers found."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed
from petitions.signing.disputing.states import DisputeState
from petitions.signing.models import Invitation


class Heard(StrEnum):
    """What showed that whoever disputes reads the registered mailbox."""

    RECEIPT = "receipt"
    CODE = "code"


class Dispute(Base):
    """Somebody says: I never signed this. It is about every signature that stood under the invitation.

    To restore takes two: the one who proposes it with a reason, and another who agrees. The database sees to both, and
    to there being one undecided dispute at most.
    """

    __tablename__ = "disputes"
    __table_args__ = (
        CheckConstraint("(state IN ('restored', 'annulled')) = (decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("state = 'open' OR state = 'annulled' OR proposed_by_id IS NOT NULL", name="proposed"),
        CheckConstraint("state <> 'restored' OR proposed_by_id <> decided_by_id", name="second_person"),
        CheckConstraint("decided_at IS NULL OR reason <> ''", name="reason"),
        unique_where("uq_disputes_undecided", "invitation_id", where="state IN ('open', 'restoring')"),
    )

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id"), index=True)
    heard_by: Mapped[str] = mapped_column(words("heard_by", *Heard))
    made_at: Mapped[datetime]
    said_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    said = Sealed()
    state: Mapped[str] = mapped_column(words("state", *DisputeState), default=DisputeState.OPEN)
    proposed_by_id: Mapped[UUID | None]
    proposed_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    proposed_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None]
    decided_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))

    invitation: Mapped[Invitation] = relationship()
