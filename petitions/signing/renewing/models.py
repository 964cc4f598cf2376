"""The table of rounds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base


class RenewalRound(Base):
    """How far those who signed earlier versions of a petition were asked to renew on this one.

    Signatures are gone through by their numbers: those ``behind`` were come to, and those above ``up_to`` were given
    since the version was opened.
    """

    __tablename__ = "renewal_rounds"
    __table_args__ = (
        ForeignKeyConstraint(["version_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        UniqueConstraint("campaign_id", "version_id"),
        CheckConstraint("behind >= 0 AND up_to >= 1", name="numbers"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    version_id: Mapped[UUID]
    behind: Mapped[int] = mapped_column(default=0)
    up_to: Mapped[int]
    begun_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
