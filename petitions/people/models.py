"""Tables of people: persons, mandates, addresses, rosters, and roster rows that wait for a person.

A register belongs to one organisation, or to the server (no organisation) when its operator imported it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where
from petitions.core.sealed import Sealed
from petitions.people.name_tables import LETTERS

_SAME_IMPORT = ("body", "as_of", "sha256", "addresses_rewritten")


class Roster(Base):
    """One dated import: which file, of which body, as of which day, by whom."""

    __tablename__ = "rosters"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("row_count >= 0 AND taken_count >= 0 AND waiting_count >= 0", name="counts"),
        unique_where("uq_rosters_of_server", *_SAME_IMPORT, where="organisation_id IS NULL"),
        unique_where(
            "uq_rosters_of_organisation", "organisation_id", *_SAME_IMPORT, where="organisation_id IS NOT NULL"
        ),
    )

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    body: Mapped[str]
    as_of: Mapped[date]
    filename: Mapped[str]
    sha256: Mapped[str]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
    addresses_rewritten: Mapped[bool]
    row_count: Mapped[int]
    taken_count: Mapped[int]
    waiting_count: Mapped[int]

    waiting: Mapped[list["WaitingRow"]] = relationship(order_by="WaitingRow.line", back_populates="roster")


class WaitingRow(Base):
    """A row that can't be trusted as it stands: kept with its line and the reason until a person decides."""

    __tablename__ = "roster_waiting_rows"
    __table_args__ = (UniqueConstraint("roster_id", "line"),)

    roster_id: Mapped[UUID] = mapped_column(ForeignKey("rosters.id"))
    line: Mapped[int]
    label: Mapped[str]
    reason: Mapped[str]
    row_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    row = Sealed()

    roster: Mapped[Roster] = relationship(back_populates="waiting")


class Person(Base):
    """Somebody who holds or held a mandate. Birth date, sex, phone and handles are not stored."""

    __tablename__ = "persons"

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    given_name: Mapped[str]
    surname: Mapped[str]
    filed_as: Mapped[str] = mapped_column(LETTERS, index=True, server_default=text("''"))

    mandates: Mapped[list["Mandate"]] = relationship(back_populates="person", order_by="Mandate.since")
    addresses: Mapped[list["Address"]] = relationship(back_populates="person", order_by="Address.registered_at")

    @property
    def name(self) -> str:
        """The name as printed unless its bearer chooses otherwise."""
        return f"{self.given_name} {self.surname}".strip()


class Mandate(Base):
    """A seat: person, body, national delegation, political group, from, to, and the rosters that say so.

    ``first_seen`` and ``last_seen`` are the days of the earliest and latest roster that show this seat
    with this group; a change between two rosters has that window, not a date.
    """

    __tablename__ = "mandates"
    __table_args__ = (
        CheckConstraint("length(delegation) = 2", name="delegation"),
        CheckConstraint("last_seen >= first_seen", name="seen"),
        UniqueConstraint("person_id", "body", "group_code", "delegation", "first_seen"),
        Index(None, "body", "member_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    roster_id: Mapped[UUID] = mapped_column(ForeignKey("rosters.id"))
    body: Mapped[str]
    member_id: Mapped[str]
    delegation: Mapped[str]
    group_code: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    first_seen: Mapped[date]
    last_seen: Mapped[date]

    person: Mapped[Person] = relationship(back_populates="mandates")
    roster: Mapped[Roster] = relationship()


class Address(Base):
    """The address registered for a person, exact from a roster; a newer one supersedes it."""

    __tablename__ = "person_addresses"
    __table_args__ = (
        unique_where("uq_person_addresses_current", "person_id", where="superseded_at IS NULL"),
        Index(None, "address_index"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    roster_id: Mapped[UUID | None] = mapped_column(ForeignKey("rosters.id"))
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    address_index: Mapped[str]
    address = Sealed(indexed=True)
    registered_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="addresses")
