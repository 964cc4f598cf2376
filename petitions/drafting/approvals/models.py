"""Tables of approvals: what a campaign needs, whom it was asked of, and what was said of one exact version."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.models import Verdict, Version


class ApprovalNeed(Base):
    """An approval without which the campaign's text is not opened: of which kind, and who gives it.

    A colleague gives it (``reviewer``), or somebody outside (``person``, at a sealed address). ``party`` is the partner
    organisation or the author of a quoted source. A need that was taken away stays as a row, with who did it and why.
    """

    __tablename__ = "approval_needs"
    __table_args__ = (
        CheckConstraint("(kind IN ('legal', 'safety')) = (party = '')", name="party"),
        CheckConstraint("(reviewer_id IS NULL) = (person <> '')", name="giver"),
        CheckConstraint("(reviewer_id IS NULL) = (address_sealed IS NOT NULL)", name="address"),
        CheckConstraint("kind <> 'safety' OR reviewer_id IS NOT NULL", name="safety_inside"),
        CheckConstraint("removed_at IS NULL OR removed_reason <> ''", name="removal_needs_reason"),
        unique_where("uq_approval_needs_in_force", "campaign_id", "kind", "party", where="removed_at IS NULL"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    kind: Mapped[str] = mapped_column(words("kind", *Kind))
    party: Mapped[str] = mapped_column(default="")
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    person: Mapped[str] = mapped_column(default="")
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    address_index: Mapped[str | None]
    address = Sealed(indexed=True)
    added_by_id: Mapped[UUID | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    removed_by_id: Mapped[UUID | None]
    removed_by: Mapped[str] = mapped_column(default="")
    removed_reason: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
    reviewer: Mapped[User | None] = relationship()

    @property
    def giver(self) -> str:
        """The name of whoever gives this approval."""
        return self.reviewer.name if self.reviewer else self.person

    @property
    def identity(self) -> str:
        """What tells the givers apart: a user's id, or the index of an address."""
        return str(self.reviewer_id or self.address_index)


class NeedRequest(Base):
    """One needed approval was asked for, of one version. Of somebody outside, by a link: only its hash is kept."""

    __tablename__ = "need_requests"
    __table_args__ = (UniqueConstraint("version_id", "need_id"),)

    version_id: Mapped[UUID] = mapped_column(ForeignKey("versions.id"))
    need_id: Mapped[UUID] = mapped_column(ForeignKey("approval_needs.id"), index=True)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    asked_by: Mapped[str]
    at: Mapped[datetime]

    version: Mapped[Version] = relationship()
    need: Mapped[ApprovalNeed] = relationship()


class NeedVerdict(Base):
    """What was said of one exact version for one need; for any later version it counts for nothing.

    ``looked_at`` is the safety checklist as it was answered, in JSON: sealed, since it tells which words are protected.
    """

    __tablename__ = "need_verdicts"
    __table_args__ = (
        UniqueConstraint("version_id", "need_id"),
        CheckConstraint("verdict = 'approved' OR reason <> ''", name="refusal_needs_reason"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("versions.id"))
    need_id: Mapped[UUID] = mapped_column(ForeignKey("approval_needs.id"), index=True)
    by_label: Mapped[str]
    verdict: Mapped[str] = mapped_column(words("verdict", *Verdict))
    reason: Mapped[str] = mapped_column(default="")
    looked_at_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    looked_at = Sealed()
    at: Mapped[datetime]

    version: Mapped[Version] = relationship()
    need: Mapped[ApprovalNeed] = relationship()
