"""The table of merges: which two persons of a register are one, who said so and why, and who took it back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where
from petitions.people.models import Person


class PersonMerge(Base):
    """Two persons are one: a link from the merged to the kept, in force until somebody undoes it.

    No other row is changed by it. Whoever reads follows the links in force, so undoing one leaves nothing behind.
    """

    __tablename__ = "person_merges"
    __table_args__ = (
        CheckConstraint("kept_id <> merged_id", name="two"),
        CheckConstraint("because <> ''", name="because"),
        CheckConstraint(
            "(undone_at IS NULL) = (undone_because = '') AND (undone_at IS NULL) = (undone_by = '')", name="undone"
        ),
        unique_where("uq_person_merges_in_force", "merged_id", where="undone_at IS NULL"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    kept_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    merged_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    because: Mapped[str]
    merged_at: Mapped[datetime]
    merged_by: Mapped[str]
    merged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    undone_because: Mapped[str] = mapped_column(default="", server_default=text("''"))

    kept: Mapped[Person] = relationship(foreign_keys=kept_id)
    merged: Mapped[Person] = relationship(foreign_keys=merged_id)

    @property
    def in_force(self) -> bool:
        """Whether the two are read as one today."""
        return self.undone_at is None
