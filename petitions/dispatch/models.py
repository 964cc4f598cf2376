"""Tables of dispatch: addressees, editions, letters, deliveries, replies and follow-ups."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, words
from petitions.core.sealed import Sealed
from petitions.dispatch.states import DeliveryState


class Addressee(Base):
    """An office to which letters go: its name, lines of address, language, salutation and mail address."""

    __tablename__ = "addressees"
    __table_args__ = (CheckConstraint("valid_to >= valid_from", name="valid"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str]
    lines: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    salutation: Mapped[str] = mapped_column(default="")
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str]
    email = Sealed(indexed=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)


class CampaignAddressee(Base):
    """That a campaign's letter goes to this office, in this order."""

    __tablename__ = "campaign_addressees"
    __table_args__ = (UniqueConstraint("campaign_id", "addressee_id"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    addressee_id: Mapped[UUID] = mapped_column(ForeignKey("addressees.id"))
    position: Mapped[int]

    addressee: Mapped[Addressee] = relationship()


class Edition(Base):
    """One closing of a version with its ordered signatories. Reopened editions count for nothing.

    Of a petition, whose signatories may be a million, no row is kept for each (`petition_editions`): ``size`` of them
    signed, with numbers up to ``last_number``, and ``printed`` of them agreed to be named in print. These three are
    None where the signatories are kept.
    """

    __tablename__ = "editions"
    __table_args__ = (
        ForeignKeyConstraint(["version_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        UniqueConstraint("campaign_id", "number"),
        UniqueConstraint("id", "campaign_id"),
        CheckConstraint("number >= 1", name="number"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    version_id: Mapped[UUID]
    number: Mapped[int]
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[UUID | None]
    closed_by: Mapped[str]
    reopened_at: Mapped[datetime | None]
    last_number: Mapped[int | None]
    size: Mapped[int | None]
    printed: Mapped[int | None]

    signatories: Mapped[list["EditionSignatory"]] = relationship(order_by="EditionSignatory.position")


class EditionSignatory(Base):
    """One signatory in the order of print, with what is printed. Undisclosed ones are counted, not printed."""

    __tablename__ = "edition_signatories"
    __table_args__ = (UniqueConstraint("edition_id", "position"), UniqueConstraint("edition_id", "signature_id"))

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signatures.id"))
    position: Mapped[int]
    name: Mapped[str]
    body: Mapped[str] = mapped_column(server_default=text("''"))
    capacity: Mapped[str]
    delegation: Mapped[str]
    group_code: Mapped[str]
    is_printed: Mapped[bool]


class LeftOut(Base):
    """A signature that a closed list of a petition leaves out, though its number is one of those that the list holds.

    It had been taken back or set aside before the closing.
    """

    __tablename__ = "edition_left_out"
    __table_args__ = (UniqueConstraint("edition_id", "signature_id"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signatures.id"))


class Letter(Base):
    """A frozen edition: the PDF that was sent, byte for byte, and who let it go."""

    __tablename__ = "letters"
    __table_args__ = (
        ForeignKeyConstraint(["edition_id", "campaign_id"], ["editions.id", "editions.campaign_id"]),
        CheckConstraint("length(pdf_sha256) = 64", name="pdf"),
        CheckConstraint("confirmed_by_id <> closed_by_id", name="second_person"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    edition_id: Mapped[UUID] = mapped_column(unique=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    pdf_sha256: Mapped[str]
    frozen_at: Mapped[datetime]
    closed_by_id: Mapped[UUID]
    confirmed_by_id: Mapped[UUID]
    confirmed_by: Mapped[str]

    edition: Mapped[Edition] = relationship(
        primaryjoin="Letter.edition_id == Edition.id", foreign_keys="Letter.edition_id"
    )
    campaign: Mapped[Campaign] = relationship(
        primaryjoin="Letter.campaign_id == Campaign.id", foreign_keys="Letter.campaign_id"
    )
    deliveries: Mapped[list["Delivery"]] = relationship(order_by="Delivery.position", back_populates="letter")


class Delivery(Base):
    """One letter to one addressee by one channel. Its state is written only by handlers of the outbox's events."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("letter_id", "addressee_id", "channel"),
        Index("ix_deliveries_message", "message_id"),
    )

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letters.id"))
    addressee_id: Mapped[UUID] = mapped_column(ForeignKey("addressees.id"))
    position: Mapped[int]
    channel: Mapped[str] = mapped_column(words("channel", "email"), default="email")
    addressee_name: Mapped[str]
    state: Mapped[str] = mapped_column(words("state", *DeliveryState), default=DeliveryState.QUEUED)
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("outbox_messages.id"))
    changed_at: Mapped[datetime]

    letter: Mapped[Letter] = relationship(back_populates="deliveries")


class Reply(Base):
    """What an addressee answered: from whom, on which day, in which words or to which effect."""

    __tablename__ = "replies"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("deliveries.id"))
    received_on: Mapped[date]
    sender: Mapped[str]
    summary: Mapped[str]
    is_public: Mapped[bool] = mapped_column(default=False)
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class FollowUp(Base):
    """What is to be done next, by which day. With a ``threshold``: because so many had signed on ``reached_on``."""

    __tablename__ = "follow_ups"
    __table_args__ = (Index("uq_follow_ups_threshold", "campaign_id", "threshold", unique=True),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    due_on: Mapped[date]
    task: Mapped[str]
    done_at: Mapped[datetime | None]
    recorded_by: Mapped[str]
    threshold: Mapped[int | None]
    reached_on: Mapped[date | None]
