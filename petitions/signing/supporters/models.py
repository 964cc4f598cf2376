"""The table of newsletters that members of the public asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from petitions.core.db import Base
from petitions.core.sealed import Sealed


class Subscription(Base):
    """An address to which an organisation may write its newsletter: a consent of its own, apart from any signature."""

    __tablename__ = "newsletter_subscriptions"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email_index"),
        CheckConstraint("length(wording_sha256) = 64", name="wording"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str]
    email = Sealed(indexed=True)
    wording: Mapped[str]
    wording_sha256: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
