"""Tables of signing: invitations, signatures bound to one exact version, and each consent with its wording."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed
from petitions.drafting.models import Version
from petitions.people.models import Person
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.rules import HEAD
from petitions.signing.states import InvitationState, SignatureState

_IN_FORCE = "state IN ('pending', 'confirmed', 'set_aside')"
_FOR_ITSELF = f"registered_id IS NOT NULL AND body <> '{HEAD}'"


class ConsentKind(StrEnum):
    """The separate things a signatory may agree to."""

    SIGN = "sign"
    SHOW_INVITED = "show_invited"
    PRINT = "print"
    PUBLISH = "publish"
    CONTACT = "contact"


class Invitation(Base):
    """Asks one person to sign one campaign's text. Only the hash of the link's token is kept.

    ``initiator`` is the place among those in whose name the text is put forward; they are printed first.
    With a ``registered`` organisation the person signs for it by the authority of the ``representative``, or, where
    ``body`` is head, in person as its head; ``body`` is empty where a mandate says in which capacity. An organisation
    has one invitation that is not ended, whoever signs for it. ``language`` is the one in which it was written to the
    person, the campaign's own where it is empty; since ``unsubscribed_at`` no mail goes out that was not asked for.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        UniqueConstraint("id", "campaign_id"),
        Index("uq_invitations_initiator", "campaign_id", "initiator", unique=True),
        CheckConstraint("(state = 'declined') = (declined_at IS NOT NULL)", name="declined"),
        unique_where(
            "uq_invitations_organisation",
            "campaign_id",
            "registered_id",
            where=f"{_FOR_ITSELF} AND state <> 'stopped'",
        ),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    body: Mapped[str] = mapped_column(default="", server_default=text("''"))
    registered_id: Mapped[UUID | None] = mapped_column(ForeignKey("registered_organisations.id"))
    representative_id: Mapped[UUID | None] = mapped_column(ForeignKey("representatives.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(words("state", *InvitationState), default=InvitationState.QUEUED)
    invited_by: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    initiator: Mapped[int | None]
    language: Mapped[str] = mapped_column(default="", server_default=text("''"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation_batches.id"), index=True)
    unsubscribed_at: Mapped[datetime | None]
    decline_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    decline_reason = Sealed()

    campaign: Mapped[Campaign] = relationship()
    person: Mapped[Person] = relationship()
    registered: Mapped[RegisteredOrganisation | None] = relationship()
    representative: Mapped[Representative | None] = relationship()
    signatures: Mapped[list["Signature"]] = relationship(
        order_by="Signature.created_at",
        back_populates="invitation",
        primaryjoin="Invitation.id == Signature.invitation_id",
        foreign_keys="Signature.invitation_id",
    )

    @property
    def wants_mail(self) -> bool:
        """Whether mails may be sent that are no direct answer to something done."""
        return self.unsubscribed_at is None

    @property
    def organisation(self) -> RegisteredOrganisation | None:
        """The organisation that signs; None where a person signs in person."""
        return None if self.body == HEAD else self.registered

    @property
    def signatory(self) -> str:
        """Who is asked to sign: an organisation's name, or a person's."""
        return self.organisation.name if self.organisation else self.person.name


class Signature(Base):
    """A signatory's consent to one exact version, with name, capacity, delegation and group as of signing.

    ``body`` is the capacity as rules count it (`campaigns.rules.Signatory`), ``capacity`` as it is printed.
    A person has at most one signature in force for each version, and so has an organisation, whoever signs for it: the
    database sees to it. For an organisation ``name`` and ``surname`` are its own, and ``capacity`` says through whom.
    """

    __tablename__ = "signatures"
    __table_args__ = (
        ForeignKeyConstraint(["version_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        ForeignKeyConstraint(["invitation_id", "campaign_id"], ["invitations.id", "invitations.campaign_id"]),
        UniqueConstraint("campaign_id", "number"),
        CheckConstraint("state IN ('pending', 'expired') OR confirmed_at IS NOT NULL", name="confirmed"),
        CheckConstraint("state IN ('pending', 'expired') OR leaf_id IS NOT NULL", name="leaf"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        unique_where("uq_signatures_in_force", "version_id", "person_id", where=_IN_FORCE),
        unique_where(
            "uq_signatures_organisation", "version_id", "registered_id", where=f"{_FOR_ITSELF} AND {_IN_FORCE}"
        ),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    version_id: Mapped[UUID]
    invitation_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    registered_id: Mapped[UUID | None] = mapped_column(ForeignKey("registered_organisations.id"))
    representative_id: Mapped[UUID | None] = mapped_column(ForeignKey("representatives.id"))
    number: Mapped[int]
    name: Mapped[str]
    surname: Mapped[str]
    body: Mapped[str] = mapped_column(server_default=text("''"))
    capacity: Mapped[str]
    delegation: Mapped[str]
    group_code: Mapped[str]
    language: Mapped[str]
    state: Mapped[str] = mapped_column(words("state", *SignatureState), default=SignatureState.PENDING)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    address_id: Mapped[UUID | None] = mapped_column(ForeignKey("person_addresses.id"))
    leaf_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_leaves.id"), unique=True)

    invitation: Mapped[Invitation] = relationship(
        back_populates="signatures",
        primaryjoin="Signature.invitation_id == Invitation.id",
        foreign_keys="Signature.invitation_id",
    )
    version: Mapped[Version] = relationship(
        primaryjoin="Signature.version_id == Version.id", foreign_keys="Signature.version_id", viewonly=True
    )
    consents: Mapped[list["Consent"]] = relationship(order_by="Consent.kind", back_populates="signature")

    def agreed_to(self, kind: ConsentKind) -> bool:
        """Whether the signatory gave this consent with this signature."""
        return any(consent.kind == kind and consent.given for consent in self.consents)


class Consent(Base):
    """One thing agreed to, or not, with the exact wording that was shown."""

    __tablename__ = "consents"
    __table_args__ = (
        UniqueConstraint("signature_id", "kind"),
        CheckConstraint("length(wording_sha256) = 64", name="wording"),
    )

    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signatures.id"))
    kind: Mapped[str] = mapped_column(words("kind", *ConsentKind))
    given: Mapped[bool]
    wording: Mapped[str]
    wording_sha256: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]

    signature: Mapped[Signature] = relationship(back_populates="consents")
