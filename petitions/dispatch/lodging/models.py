"""Tables of lodging: the frozen sheet of an edition with what is recorded of it since, and the list as published."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, unique_where, words
from petitions.dispatch.models import Edition, EditionSignatory


class Meant(StrEnum):
    """What a person decided about a published name. Undecided, the matching of names answers."""

    UNDECIDED = "undecided"
    SIGNATORY = "signatory"
    NOBODY = "nobody"


class Lodging(Base):
    """The lodging sheet of one edition, byte for byte, and what became of it outside the platform, as recorded.

    Lodging: ``lodged_on``, ``handed_in_by``, ``table_office``, ``evidence``. Publication: ``number`` to ``address``.
    """

    __tablename__ = "lodgings"
    __table_args__ = (
        ForeignKeyConstraint(["edition_id", "campaign_id"], ["editions.id", "editions.campaign_id"]),
        CheckConstraint("length(pdf_sha256) = 64", name="pdf"),
        CheckConstraint("confirmed_by_id <> closed_by_id", name="second_person"),
        CheckConstraint("(number = '') = (tabled_on IS NULL)", name="number_and_day"),
        CheckConstraint("(document = '') = (tabled_on IS NULL)", name="document_and_day"),
        CheckConstraint("tabled_on IS NULL OR lodged_on IS NOT NULL", name="lodged_first"),
        CheckConstraint("lodged_on <= tabled_on", name="order"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    edition_id: Mapped[UUID] = mapped_column(unique=True)
    lines: Mapped[str]
    pdf: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    pdf_sha256: Mapped[str]
    frozen_at: Mapped[datetime]
    closed_by_id: Mapped[UUID]
    confirmed_by_id: Mapped[UUID]
    confirmed_by: Mapped[str]
    lodged_on: Mapped[date | None]
    handed_in_by: Mapped[str] = mapped_column(default="")
    table_office: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    tabled_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)

    edition: Mapped[Edition] = relationship(
        primaryjoin="Lodging.edition_id == Edition.id", foreign_keys="Lodging.edition_id"
    )
    campaign: Mapped[Campaign] = relationship(
        primaryjoin="Lodging.campaign_id == Campaign.id", foreign_keys="Lodging.campaign_id"
    )
    published: Mapped[list["PublishedName"]] = relationship(
        order_by="PublishedName.position", cascade="all, delete-orphan", back_populates="lodging"
    )


class PublishedName(Base):
    """One signatory of the list as the Assembly published it, and whom a person says it means."""

    __tablename__ = "published_names"
    __table_args__ = (
        UniqueConstraint("lodging_id", "position"),
        CheckConstraint("(meant = 'signatory') = (signatory_id IS NOT NULL)", name="meant_whom"),
        unique_where("uq_published_names_signatory", "lodging_id", "signatory_id", where="signatory_id IS NOT NULL"),
    )

    lodging_id: Mapped[UUID] = mapped_column(ForeignKey("lodgings.id"))
    position: Mapped[int]
    honorific: Mapped[str]
    given_name: Mapped[str]
    surname: Mapped[str]
    country: Mapped[str]
    group_code: Mapped[str]
    meant: Mapped[str] = mapped_column(words("meant", *Meant), default=Meant.UNDECIDED)
    signatory_id: Mapped[UUID | None] = mapped_column(ForeignKey("edition_signatories.id"))

    lodging: Mapped[Lodging] = relationship(back_populates="published")
    signatory: Mapped[EditionSignatory | None] = relationship(viewonly=True)

    @property
    def name(self) -> str:
        """The name as published."""
        return f"{self.given_name} {self.surname}".strip()

    @property
    def line(self) -> str:
        """The whole entry as published."""
        return f"{self.honorific} {self.name}, {self.country}, {self.group_code}".strip()
