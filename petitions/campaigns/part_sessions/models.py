"""The table of part-sessions that an organisation has recorded."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from petitions.core.db import Base, words


class PartSession(Base):
    """The days of one part-session, as its source gives them. ``previous_began`` belongs to the one before it."""

    __tablename__ = "part_sessions"
    __table_args__ = (
        UniqueConstraint("organisation_id", "body", "first_day"),
        CheckConstraint("last_day >= first_day", name="order"),
        CheckConstraint("previous_began < first_day", name="previous"),
        CheckConstraint("source <> ''", name="source"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    body: Mapped[str] = mapped_column(words("body", "pace"), default="pace")
    first_day: Mapped[date]
    last_day: Mapped[date]
    previous_began: Mapped[date]
    source: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)
