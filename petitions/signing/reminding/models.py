"""Tables of reminding: what is planned, and to whom it was written."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, unique_where, words
from petitions.signing.models import Invitation
from petitions.signing.reminding.rules import MOST_DAYS, ReminderKind


class Reminder(Base):
    """One mail that everybody who has not answered gets once: so many days before a date, or at once.

    ``done_at`` is when it was written to the last of them, or stopped; until then it is planned.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("id", "campaign_id"),
        CheckConstraint(f"days BETWEEN 0 AND {MOST_DAYS}", name="days"),
        unique_where("uq_reminders_planned", "campaign_id", "kind", "days", where="done_at IS NULL"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    kind: Mapped[str] = mapped_column(words("kind", *ReminderKind))
    days: Mapped[int]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()


class Reminded(Base):
    """That a reminder was written to one of the invited. The database lets it be written once."""

    __tablename__ = "reminded"
    __table_args__ = (
        UniqueConstraint("reminder_id", "invitation_id"),
        ForeignKeyConstraint(["reminder_id", "campaign_id"], ["reminders.id", "reminders.campaign_id"]),
        ForeignKeyConstraint(["invitation_id", "campaign_id"], ["invitations.id", "invitations.campaign_id"]),
    )

    campaign_id: Mapped[UUID]
    reminder_id: Mapped[UUID]
    invitation_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]

    invitation: Mapped[Invitation] = relationship(
        primaryjoin="Reminded.invitation_id == Invitation.id", foreign_keys="Reminded.invitation_id", viewonly=True
    )
