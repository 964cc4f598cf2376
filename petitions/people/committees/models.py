"""The table of seats on committees: facts of one roster, as of its day."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, Uuid

from petitions.core.db import Base


class Seat(StrEnum):
    """As what somebody sits on a committee. A letter that no roster explains is kept as it is printed."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    VICE_CHAIR = "vice_chair"
    CHAIR = "chair"


PRINTED = {"M": Seat.MEMBER, "S": Seat.SUBSTITUTE, "V": Seat.VICE_CHAIR, "C": Seat.CHAIR}
"""How the Parliament's snapshots print a seat."""

committee_seats = Table(
    "committee_seats",
    Base.metadata,
    Column("roster_id", Uuid, ForeignKey("rosters.id"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("person_id", Uuid, ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, nullable=False),
    CheckConstraint("role <> ''", name="role"),
    CheckConstraint("code <> ''", name="code"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
