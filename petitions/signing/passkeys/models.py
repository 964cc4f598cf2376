"""Tables of passkeys: the keys, each touch with the authenticator's own answer, and what it was for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.accounts.authenticators import Key
from petitions.accounts.models import Organisation
from petitions.core.db import Base
from petitions.people.models import Address, Person
from petitions.people.organisations.models import Representative


class Passkey(Base):
    """A passkey of a person at one organisation, good only while the mailbox that proved it is the registered one.

    That is an address on file for the person, or the address of a representative. ``removed_by`` is who removed it,
    the signatory or an organiser. The link by which it can be removed is kept as its hash only.
    """

    __tablename__ = "passkeys"
    __table_args__ = (
        CheckConstraint("(address_id IS NULL) <> (representative_id IS NULL)", name="mailbox"),
        CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name="removed"),
        CheckConstraint("sign_count >= 0", name="sign_count"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    address_id: Mapped[UUID | None] = mapped_column(ForeignKey("person_addresses.id"))
    representative_id: Mapped[UUID | None] = mapped_column(ForeignKey("representatives.id"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary())
    sign_count: Mapped[int]
    transports: Mapped[list[str]]
    label: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(default="", server_default=text("''"))

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship()
    address: Mapped[Address | None] = relationship()
    representative: Mapped[Representative | None] = relationship()

    @property
    def key(self) -> Key:
        """The key as an authenticator is asked for it."""
        return Key(self.credential_id, self.public_key, self.sign_count, tuple(self.transports))


class PasskeyUse(Base):
    """One touch: the authenticator's answer as it came, so that anybody can check it later. A challenge comes once."""

    __tablename__ = "passkey_uses"
    __table_args__ = (CheckConstraint("length(challenge) = 64", name="challenge"),)

    passkey_id: Mapped[UUID] = mapped_column(ForeignKey("passkeys.id"), index=True)
    challenge: Mapped[str] = mapped_column(unique=True)
    authenticator_data: Mapped[bytes] = mapped_column(LargeBinary())
    client_data: Mapped[bytes] = mapped_column(LargeBinary())
    signature: Mapped[bytes] = mapped_column(LargeBinary())
    used_at: Mapped[datetime]

    passkey: Mapped[Passkey] = relationship()
    statements: Mapped[list["PasskeyStatement"]] = relationship(order_by="PasskeyStatement.position")


class PasskeyStatement(Base):
    """What a touch was for: the hash of a statement in the ledger, and the signature that it is about."""

    __tablename__ = "passkey_statements"
    __table_args__ = (
        UniqueConstraint("use_id", "position"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    use_id: Mapped[UUID] = mapped_column(ForeignKey("passkey_uses.id"))
    position: Mapped[int]
    sha256: Mapped[str]
    signature_id: Mapped[UUID] = mapped_column(index=True)
