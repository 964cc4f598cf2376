"""Tables of batches: one batch of invitations, and what organisers write above the standing text of an invitation."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, words


class ChosenBy(StrEnum):
    """How the people of a batch were found."""

    ROSTERS = "rosters"
    LIST = "list"


class InvitationBatch(Base):
    """Invitations that one organiser sent at once: of what, in which language, and how many there were.

    Of a batch from rosters the delegation, group and committee are kept, of a list only how many lines it had: who
    stood on it without being asked is nobody's business any more.
    """

    __tablename__ = "invitation_batches"
    __table_args__ = (
        CheckConstraint("asked_count >= 0 AND line_count >= 0", name="counts"),
        CheckConstraint("(chosen_by = 'list') = (line_count > 0)", name="lines"),
        CheckConstraint("chosen_by = 'list' OR country <> '' OR group_code <> '' OR committee <> ''", name="chosen"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    chosen_by: Mapped[str] = mapped_column(words("chosen_by", *ChosenBy))
    country: Mapped[str]
    group_code: Mapped[str]
    committee: Mapped[str]
    without_substitutes: Mapped[bool]
    line_count: Mapped[int]
    language: Mapped[str]
    asked_count: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[UUID | None]
    by_label: Mapped[str]
    at: Mapped[datetime]

    campaign: Mapped[Campaign] = relationship()


class InvitationMessage(Base):
    """What organisers write to those whom they invite, in one language; it stands above the standing text."""

    __tablename__ = "invitation_messages"
    __table_args__ = (
        UniqueConstraint("campaign_id", "language"),
        CheckConstraint("body <> ''", name="body"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    language: Mapped[str]
    body: Mapped[str]
    written_by: Mapped[str]
    written_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)

    campaign: Mapped[Campaign] = relationship()
