"""The table of counts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from petitions.core.db import Base


class SignatureCount(Base):
    """How many signatures are in force under one version, as of the leaves that have their place in the log."""

    __tablename__ = "signature_counts"
    __table_args__ = (UniqueConstraint("campaign_id", "version"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[str]
    count: Mapped[int]
    counted_at: Mapped[datetime]
