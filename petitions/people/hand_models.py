"""The table of mandates that one organiser enters by hand, from a source, and another confirms."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where, words
from petitions.people.models import Person, Roster
from petitions.people.spelling import fold


class HandKind(StrEnum):
    """What is told: that somebody holds a mandate, or that a mandate on file has ended."""

    ENTRY = "entry"
    END = "end"


class HandState(StrEnum):
    """What the second organiser made of it."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class MandateByHand(Base):
    """A mandate, or the end of one, that no roster shows: with its source, who entered it and who confirmed it.

    Once confirmed, an entry counts like a roster of one line (`roster`). ``source_words`` is what the source says;
    ``is_another`` tells that somebody of the same name was looked at and is not meant.
    """

    __tablename__ = "mandates_by_hand"
    __table_args__ = (
        CheckConstraint("length(delegation) = 2", name="delegation"),
        CheckConstraint("surname <> '' AND name_key <> ''", name="name"),
        CheckConstraint("source <> ''", name="source"),
        CheckConstraint("until IS NULL OR since IS NULL OR since <= until", name="days"),
        CheckConstraint("kind <> 'end' OR (until IS NOT NULL AND person_id IS NOT NULL)", name="end"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'refused' OR decided_because <> ''", name="because"),
        CheckConstraint(
            "state <> 'confirmed' OR (person_id IS NOT NULL AND decided_by_id IS NOT NULL"
            " AND decided_by_id <> registered_by_id)",
            name="confirmer",
        ),
        CheckConstraint("(roster_id IS NOT NULL) = (kind = 'entry' AND state = 'confirmed')", name="roster"),
        unique_where(
            "uq_mandates_by_hand_waiting",
            *("organisation_id", "body", "delegation", "name_key"),
            where="state = 'waiting'",
        ),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), index=True)
    roster_id: Mapped[UUID | None] = mapped_column(ForeignKey("rosters.id"), unique=True)
    kind: Mapped[str] = mapped_column(words("kind", *HandKind))
    given_name: Mapped[str]
    surname: Mapped[str]
    name_key: Mapped[str]
    honorific: Mapped[str]
    is_another: Mapped[bool]
    body: Mapped[str]
    role: Mapped[str]
    delegation: Mapped[str]
    group_code: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    source: Mapped[str]
    source_on: Mapped[date]
    source_file: Mapped[str]
    source_words: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    registered_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    state: Mapped[str] = mapped_column(words("state", *HandState), default=HandState.WAITING)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_because: Mapped[str] = mapped_column(default="")

    person: Mapped[Person | None] = relationship()
    roster: Mapped[Roster | None] = relationship()

    @property
    def name(self) -> str:
        """The name as entered."""
        return f"{self.given_name} {self.surname}".strip()

    @property
    def is_open(self) -> bool:
        """Whether it waits for a second organiser."""
        return self.state == HandState.WAITING

    @property
    def as_of(self) -> date:
        """The last day for which the source vouches: that of its reading, or of the mandate's end before it."""
        return min(self.source_on, self.until or self.source_on)


def name_key(given_name: str, surname: str) -> str:
    """One form of a name, spelling and order of its words apart."""
    return " ".join(sorted(fold(f"{given_name} {surname}").split()))
