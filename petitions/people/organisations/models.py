"""Tables of organisations that sign.

They are a register of their own: it belongs to one organisation that works here, or to the server (no organisation).
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed
from petitions.people.models import Person

_ONE_NAME = ("name_key", "distinction_key")


class OrganisationKind(StrEnum):
    """What signs: an organisation by itself, or a coalition of several."""

    ORGANISATION = "organisation"
    COALITION = "coalition"


class RegisteredOrganisation(Base):
    """An organisation that may sign. `distinction` tells two of one name apart; keys are the folded spelling.

    `works_here_id` points to the same organisation among those that run campaigns here, where it is one of them.
    """

    __tablename__ = "registered_organisations"
    __table_args__ = (
        CheckConstraint("length(country) IN (0, 2)", name="country"),
        CheckConstraint("name_key <> ''", name="name_key"),
        unique_where("uq_registered_organisations_of_server", *_ONE_NAME, where="organisation_id IS NULL"),
        unique_where(
            "uq_registered_organisations_of_organisation",
            "organisation_id",
            *_ONE_NAME,
            where="organisation_id IS NOT NULL",
        ),
        unique_where(
            "uq_registered_organisations_works_here",
            "organisation_id",
            "works_here_id",
            where="works_here_id IS NOT NULL",
        ),
    )

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    kind: Mapped[str] = mapped_column(words("kind", *OrganisationKind), default=OrganisationKind.ORGANISATION)
    name: Mapped[str]
    name_key: Mapped[str]
    abbreviation: Mapped[str] = mapped_column(default="")
    distinction: Mapped[str] = mapped_column(default="")
    distinction_key: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    works_here_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)

    domains: Mapped[list["OrganisationDomain"]] = relationship(
        order_by="OrganisationDomain.position", cascade="all, delete-orphan"
    )
    heads: Mapped[list["OrganisationHead"]] = relationship(order_by="OrganisationHead.recorded_at.desc()")
    representatives: Mapped[list["Representative"]] = relationship(
        order_by="Representative.authority_from.desc()", back_populates="organisation"
    )
    members: Mapped[list["CoalitionMember"]] = relationship(
        foreign_keys="CoalitionMember.coalition_id", back_populates="coalition"
    )

    @property
    def is_coalition(self) -> bool:
        """Whether it has members that it speaks for."""
        return self.kind == OrganisationKind.COALITION

    @property
    def title(self) -> str:
        """The name with what tells it apart from another of the same name."""
        return f"{self.name}, {self.distinction}" if self.distinction else self.name


class OrganisationDomain(Base):
    """A domain of the organisation's own, in its ASCII form (IDNA)."""

    __tablename__ = "organisation_domains"
    __table_args__ = (UniqueConstraint("registered_id", "domain"), Index(None, "domain"))

    registered_id: Mapped[UUID] = mapped_column(ForeignKey("registered_organisations.id"))
    domain: Mapped[str]
    position: Mapped[int]


class OrganisationHead(Base):
    """Who heads the organisation, under which title, from when to when as far as known. One at a time has no end.

    `person` is who signs as head in person, once one was asked to; on no roster.
    """

    __tablename__ = "organisation_heads"
    __table_args__ = (
        CheckConstraint("until >= since", name="days"),
        unique_where("uq_organisation_heads_current", "registered_id", where="until IS NULL"),
    )

    registered_id: Mapped[UUID] = mapped_column(ForeignKey("registered_organisations.id"))
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), index=True, unique=True)

    person: Mapped[Person | None] = relationship()


class Representative(Base):
    """Somebody who may sign for the organisation, by evidence that a second person has confirmed.

    `person` is who signs by this authority, once one was asked to; on no roster.
    """

    __tablename__ = "representatives"
    __table_args__ = (
        CheckConstraint("authority_to >= authority_from", name="authority"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed"),
        CheckConstraint("confirmed_by_id <> registered_by_id", name="second_person"),
    )

    registered_id: Mapped[UUID] = mapped_column(ForeignKey("registered_organisations.id"), index=True)
    name: Mapped[str]
    capacity: Mapped[str]
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str] = mapped_column(index=True)
    email = Sealed(indexed=True)
    authority_from: Mapped[date]
    authority_to: Mapped[date | None]
    evidence: Mapped[str]
    source: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    registered_by_id: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(default="")
    confirmed_by_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), index=True, unique=True)

    organisation: Mapped[RegisteredOrganisation] = relationship(back_populates="representatives")
    person: Mapped[Person | None] = relationship()


class CoalitionMember(Base):
    """A member of a coalition, from when to when as far as known: an organisation of the register, or only a name."""

    __tablename__ = "coalition_members"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) = (name <> '')", name="one_of_two"),
        CheckConstraint("member_id <> coalition_id", name="itself"),
        CheckConstraint("until >= since", name="days"),
        unique_where(
            "uq_coalition_members_registered",
            "coalition_id",
            "member_id",
            where="until IS NULL AND member_id IS NOT NULL",
        ),
        unique_where(
            "uq_coalition_members_named", "coalition_id", "name_key", where="until IS NULL AND member_id IS NULL"
        ),
    )

    coalition_id: Mapped[UUID] = mapped_column(ForeignKey("registered_organisations.id"), index=True)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("registered_organisations.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]

    coalition: Mapped[RegisteredOrganisation] = relationship(foreign_keys=[coalition_id], back_populates="members")
    member: Mapped[RegisteredOrganisation | None] = relationship(foreign_keys=[member_id])

    @property
    def label(self) -> str:
        """The member's name as it stands on the register, or as it was given."""
        return self.member.title if self.member is not None else self.name
