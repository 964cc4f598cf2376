"""Tables of offices: whom a signatory has prepare letters, and what they prepared."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from petitions.campaigns.instruments import Display
from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed
from petitions.signing.models import Invitation


class Delegate(Base):
    """Somebody with a mailbox of their own who prepares the letters of one registered address, and answers none.

    It is the address that names them: once it is no longer registered for anybody, they see nothing more.
    """

    __tablename__ = "delegates"
    __table_args__ = (
        unique_where("uq_delegates_in_force", "member_index", "email_index", where="ended_at IS NULL"),
        CheckConstraint("member_index <> email_index", name="own_mailbox"),
    )

    member_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    member_index: Mapped[str]
    member = Sealed(indexed=True)
    name: Mapped[str]
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str] = mapped_column(index=True)
    email = Sealed(indexed=True)
    named_by: Mapped[str]
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Preparation(Base):
    """How a delegate prepared one letter: for one version, one in force for each invitation. It signs nothing.

    ``agreed`` are the consents proposed; the signatory sees each in its words before confirming. The ``comment`` is
    what the signatory would tell the organisers.
    """

    __tablename__ = "preparations"
    __table_args__ = (unique_where("uq_preparations_in_force", "invitation_id", where="replaced_at IS NULL"),)

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("versions.id"))
    delegate_id: Mapped[UUID] = mapped_column(ForeignKey("delegates.id"), index=True)
    name: Mapped[str]
    display: Mapped[str] = mapped_column(words("display", *Display))
    language: Mapped[str]
    agreed: Mapped[list[str]]
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    comment = Sealed()
    prepared_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]

    delegate: Mapped[Delegate] = relationship()
    invitation: Mapped[Invitation] = relationship()


# What stands prepared for an invitation, known to it only here: the table of invitations is made before this one.
Invitation.preparation = relationship(
    Preparation,
    viewonly=True,
    uselist=False,
    primaryjoin=(Invitation.id == foreign(Preparation.invitation_id)) & Preparation.replaced_at.is_(None),
)
