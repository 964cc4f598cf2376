"""Tables of people: persons, mandates, addresses, rosters, and roster rows that wait for a person.

A register belongs to one organisation, or to the server (no organisation) when its operator imported it.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed, keyring
from petitions.people.name_tables import LETTERS

if TYPE_CHECKING:
    from petitions.people.hand_models import MandateByHand
    from petitions.people.merge_models import PersonMerge

_IN_FORCE = "superseded_at IS NULL AND (roster_id IS NOT NULL OR confirmed_at IS NOT NULL)"
_PROPOSED = "superseded_at IS NULL AND roster_id IS NULL AND confirmed_at IS NULL"
_ONE_WITH_ANOTHER = (
    "and_(or_(Person.id == PersonMerge.kept_id, Person.id == PersonMerge.merged_id), PersonMerge.undone_at.is_(None))"
)
_SAME_IMPORT = ("body", "as_of", "sha256", "addresses_rewritten")


class RowDecision(StrEnum):
    """What became of a row that waited."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


class Roster(Base):
    """One dated import: which file, of which body, as of which day, by whom.

    Unless it `is_whole`, it lists some of the members, and an absence from it says nothing. One that `is_by_hand` is
    no file: two organisers vouch for its only line, kept as a `MandateByHand`.
    """

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
    is_whole: Mapped[bool] = mapped_column(default=True, server_default=true())
    is_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    row_count: Mapped[int]
    taken_count: Mapped[int]
    waiting_count: Mapped[int]

    waiting: Mapped[list["WaitingRow"]] = relationship(order_by="WaitingRow.line", back_populates="roster")
    entry: Mapped["MandateByHand | None"] = relationship(viewonly=True)


class WaitingRow(Base):
    """A row that can't be trusted as it stands: kept with its line and the reason until a person decides.

    Where somebody took it as it should read, that is `corrected`; `row` stays what the file says.
    """

    __tablename__ = "roster_waiting_rows"
    __table_args__ = (
        UniqueConstraint("roster_id", "line"),
        CheckConstraint("(decision = 'waiting') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("decision = 'waiting' OR decided_because <> ''", name="because"),
    )

    roster_id: Mapped[UUID] = mapped_column(ForeignKey("rosters.id"))
    line: Mapped[int]
    label: Mapped[str]
    reason: Mapped[str]
    row_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    row = Sealed()
    decision: Mapped[str] = mapped_column(
        words("decision", *RowDecision), default=RowDecision.WAITING, server_default=text("'waiting'")
    )
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    decided_because: Mapped[str] = mapped_column(default="", server_default=text("''"))
    corrected_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    corrected = Sealed()

    roster: Mapped[Roster] = relationship(back_populates="waiting")

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision == RowDecision.WAITING


class RosterDraft(Base):
    """An uploaded file whose import nobody has confirmed yet: sealed, and thrown away after a day.

    `columns` says which column holds what, where the file does not say so itself.
    """

    __tablename__ = "roster_drafts"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    body: Mapped[str]
    as_of: Mapped[date]
    filename: Mapped[str]
    file_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    keep_addresses: Mapped[bool]
    columns: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_by: Mapped[str]

    @property
    def file(self) -> bytes:
        """The file as it was uploaded."""
        return keyring().open(self.file_sealed, f"roster_drafts.file|{self.id}")

    @file.setter
    def file(self, data: bytes) -> None:
        self.file_sealed = keyring().seal(data, f"roster_drafts.file|{self.id}")


class Person(Base):
    """Somebody who holds or held a mandate. Birth date, sex, phone and handles are not stored.

    The honorific is what the member's own assembly prints before the name; empty where it prints none. Somebody
    ``of_public`` signs as a member of the public: no register shows them and no search finds them.
    """

    __tablename__ = "persons"

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    given_name: Mapped[str]
    surname: Mapped[str]
    honorific: Mapped[str] = mapped_column(default="", server_default=text("''"))
    of_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    filed_as: Mapped[str] = mapped_column(LETTERS, index=True, server_default=text("''"))

    mandates: Mapped[list["Mandate"]] = relationship(back_populates="person", order_by="Mandate.since")
    addresses: Mapped[list["Address"]] = relationship(back_populates="person", order_by="Address.registered_at")
    merges: Mapped[list["PersonMerge"]] = relationship(viewonly=True, primaryjoin=_ONE_WITH_ANOTHER)

    @property
    def address(self) -> "Address | None":
        """The address in force."""
        return next((row for row in self.addresses if row.in_force), None)

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
    """The address registered for a person: exact from a roster, or by one organiser and confirmed by another.

    A newer one supersedes it. Only one that is in force may ever receive a code.
    """

    __tablename__ = "person_addresses"
    __table_args__ = (
        unique_where("uq_person_addresses_current", "person_id", where=_IN_FORCE),
        unique_where("uq_person_addresses_proposed", "person_id", where=_PROPOSED),
        CheckConstraint(
            "roster_id IS NOT NULL OR (source <> '' AND source_on IS NOT NULL AND registered_by_id IS NOT NULL)",
            name="source",
        ),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> registered_by_id", name="confirmer"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed"),
        Index(None, "address_index"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    roster_id: Mapped[UUID | None] = mapped_column(ForeignKey("rosters.id"))
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    address_index: Mapped[str]
    address = Sealed(indexed=True)
    registered_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(default="", server_default=text("''"))
    source_on: Mapped[date | None]
    source_file: Mapped[str] = mapped_column(default="", server_default=text("''"))
    registered_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    registered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    confirmed_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="addresses")
    roster: Mapped[Roster | None] = relationship()

    @property
    def in_force(self) -> bool:
        """Whether codes may go there: not superseded, and from a roster or confirmed by a second organiser."""
        return self.superseded_at is None and (self.roster_id is not None or self.confirmed_at is not None)

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for a second organiser."""
        return self.superseded_at is None and not self.in_force
