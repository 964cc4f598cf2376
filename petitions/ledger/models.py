"""Tables of the ledger: one log for each campaign, its leaves, and the statements that open them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from petitions.core.db import Base, words
from petitions.core.sealed import Sealed


class LeafType(StrEnum):
    """What a leaf records."""

    CONSENT = "consent"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    SET_ASIDE = "set_aside"
    RESTORE = "restore"
    CLOSE = "close"
    DISPATCH = "dispatch"


class Log(Base):
    """The log of one campaign. ``size`` counts the leaves that have their place in it."""

    __tablename__ = "ledger_logs"
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)

    campaign_id: Mapped[UUID] = mapped_column(unique=True)
    size: Mapped[int] = mapped_column(default=0)


class Leaf(Base):
    """One record. ``position`` is empty while it is pending; the worker gives places without gaps."""

    __tablename__ = "ledger_leaves"
    __table_args__ = (
        UniqueConstraint("log_id", "position"),
        CheckConstraint("length(version) = 64 AND length(commitment) = 64", name="hashes"),
        CheckConstraint("edition >= 1", name="edition"),
        CheckConstraint("position >= 0", name="position"),
    )

    log_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_logs.id"), index=True)
    type: Mapped[str] = mapped_column(words("type", *LeafType))
    version: Mapped[str]
    edition: Mapped[int]
    ref: Mapped[UUID] = mapped_column(index=True)
    commitment: Mapped[str]
    recorded_at: Mapped[datetime]
    position: Mapped[int | None]


class Statement(Base):
    """What a leaf commits to, and the salt that hides it. Erasing this row erases the person; the leaf stays."""

    __tablename__ = "ledger_statements"

    leaf_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_leaves.id"), unique=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary())
    statement_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    statement = Sealed()
