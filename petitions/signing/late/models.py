"""The table of late withdrawals: what a signatory asked for, and what an organiser did about it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where
from petitions.core.sealed import Sealed
from petitions.signing.models import Signature


class WithdrawalRequest(Base):
    """A signatory asks to take a signature back that no rule lets go any more. It waits until somebody answers.

    ``answer`` is what was done about it, in words that the signatory reads too.
    """

    __tablename__ = "withdrawal_requests"
    __table_args__ = (
        CheckConstraint("(answer <> '') = (answered_at IS NOT NULL)", name="answered"),
        unique_where("uq_withdrawal_requests_open", "signature_id", where="answered_at IS NULL"),
    )

    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signatures.id"), index=True)
    asked_at: Mapped[datetime]
    said_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    said = Sealed()
    answered_by_id: Mapped[UUID | None]
    answered_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="", server_default=text("''"))

    signature: Mapped[Signature] = relationship()
