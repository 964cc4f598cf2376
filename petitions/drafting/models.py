"""Tables of drafting: texts, immutable versions, requests for review and approvals."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, unique_where, words


class Verdict(StrEnum):
    """What a reviewer says of one exact version."""

    APPROVED = "approved"
    REFUSED = "refused"


class CampaignText(Base):
    """The campaign's words in one language; one language is authoritative."""

    __tablename__ = "texts"
    __table_args__ = (
        UniqueConstraint("campaign_id", "language"),
        UniqueConstraint("id", "campaign_id"),
        unique_where("uq_texts_authoritative", "campaign_id", where="is_authoritative"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    language: Mapped[str]
    is_authoritative: Mapped[bool]

    campaign: Mapped[Campaign] = relationship()
    versions: Mapped[list["Version"]] = relationship(order_by="Version.number", back_populates="text")


class Version(Base):
    """One immutable state of a text. ``sha256`` is of the canonical bytes of subject and body together.

    A version of a translation follows one of the authoritative text: the last whose every change was looked at.
    ``beside`` tells where its paragraphs stand (`translations.sides.Beside`).
    """

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("text_id", "number"),
        UniqueConstraint("id", "campaign_id"),
        ForeignKeyConstraint(["text_id", "campaign_id"], ["texts.id", "texts.campaign_id"]),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("number >= 1", name="number"),
    )

    text_id: Mapped[UUID] = mapped_column(index=True)
    campaign_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[int]
    subject: Mapped[str]
    body: Mapped[str]
    sha256: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None]
    author_label: Mapped[str]
    created_at: Mapped[datetime]
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("versions.id"), index=True)
    beside: Mapped[dict[str, Any] | None]

    text: Mapped[CampaignText] = relationship(back_populates="versions")
    follows: Mapped["Version | None"] = relationship(remote_side="Version.id")
    approvals: Mapped[list["Approval"]] = relationship(order_by="Approval.at", back_populates="version")
    requests: Mapped[list["ReviewRequest"]] = relationship(order_by="ReviewRequest.at")

    @property
    def translation(self) -> str | None:
        """The language of a translation, as addresses carry it; None for the authoritative text."""
        return None if self.text.is_authoritative else self.text.language


@event.listens_for(Version, "before_update")
def _refuse_update(_mapper: Any, _connection: Any, version: Version) -> None:
    raise RuntimeError(f"Version {version.number} is immutable: save a new one.")


class ReviewRequest(Base):
    """A colleague is asked to review one version."""

    __tablename__ = "review_requests"
    __table_args__ = (UniqueConstraint("version_id", "reviewer_id"),)

    version_id: Mapped[UUID] = mapped_column(ForeignKey("versions.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked_by: Mapped[str]
    at: Mapped[datetime]


class Approval(Base):
    """A reviewer's verdict on one exact version; on any later version it counts for nothing."""

    __tablename__ = "approvals"
    __table_args__ = (
        UniqueConstraint("version_id", "reviewer_id"),
        CheckConstraint("verdict = 'approved' OR reason <> ''", name="refusal_needs_reason"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("versions.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    reviewer_label: Mapped[str]
    verdict: Mapped[str] = mapped_column(words("verdict", *Verdict))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    version: Mapped[Version] = relationship(back_populates="approvals")
