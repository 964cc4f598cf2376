"""Tables of accounts: organisations, users, roles, invitations to join, and codes."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed


class Role(StrEnum):
    """What a user may do in one organisation. A user may hold several."""

    OWNER = "owner"
    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    DISPATCHER = "dispatcher"


class CodePurpose(StrEnum):
    """What a mailed code is good for; it is good for nothing else."""

    SIGN_IN = "sign_in"
    SIGN = "sign"
    ANSWER = "answer"


class Organisation(Base):
    """An organisation: it owns cases and campaigns, and may sign. Answers to its mail go to its contact address."""

    __tablename__ = "organisations"

    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    country: Mapped[str] = mapped_column(default="")
    contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    contact = Sealed()
    created_at: Mapped[datetime]


class User(UserMixin, Base):
    """Somebody who works here. There are no passwords: a code is mailed to the address at each sign-in."""

    __tablename__ = "users"

    name: Mapped[str]
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str] = mapped_column(unique=True)
    email = Sealed(indexed=True)
    language: Mapped[str] = mapped_column(default="en")
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    sign_outs: Mapped[int] = mapped_column(default=0)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user", order_by="Membership.created_at")

    @property
    def is_active(self) -> bool:
        """Whether the account may sign in (read by Flask-Login)."""
        return self.disabled_at is None

    def get_id(self) -> str:
        """What a session remembers: signing out makes every cookie useless that was given before, stolen ones too."""
        return f"{self.id}/{self.sign_outs}"


class Membership(Base):
    """One role of one user in one organisation."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id", "role"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[str] = mapped_column(words("role", *Role))
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class UserInvitation(Base):
    """An invitation to join an organisation, with the roles that come with it."""

    __tablename__ = "user_invitations"
    __table_args__ = (
        unique_where(
            "uq_user_invitations_open",
            "organisation_id",
            "email_index",
            where="accepted_at IS NULL AND withdrawn_at IS NULL",
        ),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str]
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str]
    email = Sealed(indexed=True)
    roles: Mapped[list[str]]
    token_hash: Mapped[str] = mapped_column(unique=True)
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class Code(Base):
    """A short code mailed to a registered address: ten minutes, used once, in the browser that asked for it.

    A long one works in every browser (`codes`).
    The digits are derived from the row's id (`core.tokens.derived_code`), never stored.
    ``subject`` is whom it lets in: a user, or an invitation. ``bound_to`` narrows it further: a version.
    """

    __tablename__ = "codes"
    __table_args__ = (
        CheckConstraint("wrong_tries >= 0 AND mailed >= 0", name="counts"),
        Index(None, "purpose", "subject"),
    )

    purpose: Mapped[str] = mapped_column(words("purpose", *CodePurpose))
    subject: Mapped[UUID]
    bound_to: Mapped[UUID | None]
    browser_hash: Mapped[str]
    is_long: Mapped[bool]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    mailed: Mapped[int] = mapped_column(default=0)
