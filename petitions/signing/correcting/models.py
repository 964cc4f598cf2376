"""Tables of correcting: each correction with what stood before it, and wishes for another line below the name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where, words
from petitions.ledger.models import Leaf
from petitions.signing.correcting.states import WishState
from petitions.signing.models import Signature


class Correction(Base):
    """How a signature is printed from now on, and how it was before. Rows are only added.

    ``edition`` is the first that prints it so. Without a ``wish`` the signatory corrected the name alone.
    """

    __tablename__ = "signature_corrections"
    __table_args__ = (
        CheckConstraint("name <> name_before OR capacity <> capacity_before", name="corrects_something"),
        CheckConstraint("edition >= 1", name="edition"),
    )

    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signatures.id"), index=True)
    wish_id: Mapped[UUID | None] = mapped_column(ForeignKey("capacity_wishes.id"), unique=True)
    leaf_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_leaves.id"), unique=True)
    edition: Mapped[int]
    name_before: Mapped[str]
    name: Mapped[str]
    capacity_before: Mapped[str]
    capacity: Mapped[str]
    at: Mapped[datetime]

    signature: Mapped[Signature] = relationship()
    leaf: Mapped[Leaf] = relationship()


class CapacityWish(Base):
    """A signatory's own words for the line below the name. Organisers print exactly them, or decline with a reason."""

    __tablename__ = "capacity_wishes"
    __table_args__ = (
        CheckConstraint("wished <> stands", name="wishes_something"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="reason"),
        unique_where("uq_capacity_wishes_open", "signature_id", where="state = 'open'"),
    )

    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signatures.id"), index=True)
    stands: Mapped[str]
    wished: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(words("state", *WishState), default=WishState.OPEN)
    decided_by_id: Mapped[UUID | None]
    decided_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))

    signature: Mapped[Signature] = relationship()
