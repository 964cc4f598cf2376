"""Tables of open calls: the call itself, and what organisations ask under it."""

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed
from petitions.signing.calls.states import RequestState
from petitions.signing.models import Invitation

TYPED = ("organisation", "country", "website", "name", "capacity", "evidence", "source")


class OpenCall(Base):
    """A time in which anybody entitled may come by themselves. A campaign has at most one that is not ended."""

    __tablename__ = "open_calls"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name="ended"),
        Index(None, "campaign_id"),
        unique_where("uq_open_calls_in_force", "campaign_id", where="ended_at IS NULL"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")


class CallRequest(Base):
    """What an organisation asks: to sign through this person, whose authority is said in words.

    ``as_head``: not the organisation signs but this person, as its head.

    An address has one request in force in a campaign. ``words_id`` stands for everything that was typed: a
    browser confirms its own words, not those that somebody else typed with the same address since.
    """

    __tablename__ = "call_requests"
    __table_args__ = (
        CheckConstraint("length(country) = 2", name="country"),
        CheckConstraint("(state = 'unconfirmed') = (confirmed_at IS NULL)", name="confirmed"),
        CheckConstraint("(state IN ('admitted', 'refused')) = (decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("(state = 'admitted') = (invitation_id IS NOT NULL)", name="invitation"),
        CheckConstraint("(state = 'refused') = (refused_because <> '')", name="because"),
        Index(None, "campaign_id", "state"),
        Index(None, "asked_at"),
        unique_where(
            "uq_call_requests_in_force", "campaign_id", "email_index", where="state IN ('unconfirmed', 'waiting')"
        ),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    state: Mapped[str] = mapped_column(words("state", *RequestState), default=RequestState.UNCONFIRMED)
    organisation: Mapped[str]
    country: Mapped[str]
    website: Mapped[str]
    as_head: Mapped[bool] = mapped_column(default=False, server_default=false())
    name: Mapped[str]
    capacity: Mapped[str]
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str]
    email = Sealed(indexed=True)
    evidence: Mapped[str]
    source: Mapped[str]
    language: Mapped[str]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    refused_because: Mapped[str] = mapped_column(default="")
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id"), unique=True)

    campaign: Mapped[Campaign] = relationship()
    invitation: Mapped[Invitation | None] = relationship()

    @property
    def words_id(self) -> UUID:
        """What stands for the words that the request holds now."""
        return words_id(self.email, *(str(getattr(self, field)) for field in ("as_head", *TYPED)))


def words_id(email: str, *typed: str) -> UUID:
    """What stands for an address and what was typed with it."""
    return uuid5(NAMESPACE_OID, "\x1f".join((email.casefold(), *typed)))
