"""Tables of signing: invitations, signatures bound to one exact version, and each consent with its wording."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    FetchedValue,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.instruments import Display
from petitions.campaigns.models import Campaign
from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed
from petitions.drafting.models import Version
from petitions.people.models import Person
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.rules import HEAD
from petitions.signing.states import InvitationState, Look, SignatureState

if TYPE_CHECKING:
    from petitions.signing.offices.models import Preparation

_IN_FORCE = "state IN ('pending', 'confirmed', 'set_aside')"
_PUBLISHED = "is_published AND state = 'confirmed'"
_NOT_CONFIRMED = "state <> 'confirmed'"
_FOR_ITSELF = f"registered_id IS NOT NULL AND body <> '{HEAD}'"
FROM_SOMEWHERE = "network <> ''"
"""Of whom it is still known from which network they asked; the database finds them by an index of their own."""


def _index_where(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class ConsentKind(StrEnum):
    """The separate things a signatory may agree to."""

    SIGN = "sign"
    SHOW_INVITED = "show_invited"
    PRINT = "print"
    PUBLISH = "publish"
    CONTACT = "contact"


class ProvedBy(StrEnum):
    """What showed that it was the signatory who signed."""

    CODE = "code"
    PASSKEY = "passkey"
    PAPER = "paper"
    TELEPHONE = "telephone"


class Invitation(Base):
    """Asks one person to sign one campaign's text. Only the hash of the link's token is kept.

    ``initiator`` is the place among those in whose name the text is put forward; they are printed first.
    With a ``registered`` organisation the person signs for it by the authority of the ``representative``, or, where
    ``body`` is head, in person as its head; ``body`` is empty where a mandate says in which capacity. An organisation
    has one invitation that is not ended, whoever signs for it. A ``supporter`` is a member of the public, who asked
    for the invitation; ``body`` is anyone. ``waits_by_hand`` says that a recording of a paper or a call waits for its
    second organiser (`by_hand`), so that signing here need not look. ``language`` is the one in which it was written to
    the person, the campaign's own where it is empty; since ``unsubscribed_at`` no mail goes out that was not asked for.
    ``declined_by_link`` says that whoever declined last had shown nothing but the link, which may have been passed on.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        UniqueConstraint("id", "campaign_id"),
        Index("uq_invitations_initiator", "campaign_id", "initiator", unique=True),
        Index(None, "campaign_id", "body"),
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
    declined_by_link: Mapped[bool] = mapped_column(default=False, server_default=false())
    initiator: Mapped[int | None]
    waits_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    language: Mapped[str] = mapped_column(default="", server_default=text("''"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation_batches.id"), index=True)
    unsubscribed_at: Mapped[datetime | None]
    decline_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    decline_reason = Sealed()

    campaign: Mapped[Campaign] = relationship()
    person: Mapped[Person] = relationship()
    registered: Mapped[RegisteredOrganisation | None] = relationship()
    representative: Mapped[Representative | None] = relationship()
    supporter: Mapped["Supporter | None"] = relationship(back_populates="invitation")
    signatures: Mapped[list["Signature"]] = relationship(
        order_by="Signature.created_at",
        back_populates="invitation",
        primaryjoin="Invitation.id == Signature.invitation_id",
        foreign_keys="Signature.invitation_id",
    )

    open_version: Mapped[Version | None] = relationship(
        viewonly=True,
        secondary="campaigns",
        primaryjoin="Invitation.campaign_id == Campaign.id",
        secondaryjoin="Campaign.open_version_id == Version.id",
    )

    if TYPE_CHECKING:
        preparation: Mapped[Preparation | None]

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

    @property
    def label(self) -> str:
        """What the history calls who was asked; nothing of a member of the public, whom it may have to outlive."""
        return "" if self.supporter else self.signatory


class Supporter(Base):
    """A member of the public under one campaign, with the invitation that they asked for themselves.

    An address has one of them in a campaign, however often the form is sent. Until it signs, it is told so by
    ``confirmed_at`` being empty; it is reminded twice and then deleted with all that belongs to it.
    ``canonical_index`` is the look-up value of the address without dots and plus parts: a sign that two addresses may
    be one, never a reason to refuse. ``network`` is the truncated address of the network that asked; it is emptied
    after some days.
    """

    __tablename__ = "supporters"
    __table_args__ = (
        UniqueConstraint("campaign_id", "email_index"),
        CheckConstraint("reminders >= 0 AND reminders <= 2", name="reminders"),
        CheckConstraint("length(country) = 2", name="country"),
        Index(None, "campaign_id", "canonical_index"),
        Index(None, "campaign_id", "confirmed_at"),
        Index(None, "email_index"),
        _index_where("ix_supporters_network", "campaign_id", "network", "confirmed_at", where=FROM_SOMEWHERE),
        _index_where("ix_supporters_domain", "campaign_id", "domain", "confirmed_at", where="confirmed_at IS NOT NULL"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id"), unique=True)
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    email_index: Mapped[str]
    email = Sealed(indexed=True)
    canonical_index: Mapped[str]
    country: Mapped[str]
    language: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    network: Mapped[str] = mapped_column(default="", server_default=text("''"))
    domain: Mapped[str] = mapped_column(default="", server_default=text("''"))

    invitation: Mapped[Invitation] = relationship(back_populates="supporter")


class Signature(Base):
    """A signatory's consent to one exact version, with name, capacity, delegation and group as of signing.

    ``body`` is the capacity as rules count it (`campaigns.rules.Signatory`), ``capacity`` as it is printed.
    A person has at most one signature in force for each version, and so has an organisation, whoever signs for it: the
    database sees to it. For an organisation ``name`` and ``surname`` are its own, and ``capacity`` says through whom.
    ``display`` is how the signatory chose to be shown (`display.shown_as`).
    ``prepared_by`` is the delegate who filled the page in; the signatory alone confirms, and ``proved_by`` says how.
    ``is_published`` repeats the consent to be named on the public page, so that names are found a page at a time, and
    ``is_printed`` the one to be named in print, so that a million are counted without their consents.
    The ``comment`` is for the organisers: no consent, part of no statement, and published nowhere.
    ``look`` says that it was set aside by nobody's word against it: it waits for a look, or had one (`clusters`).
    """

    __tablename__ = "signatures"
    __table_args__ = (
        ForeignKeyConstraint(["version_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        ForeignKeyConstraint(["invitation_id", "campaign_id"], ["invitations.id", "invitations.campaign_id"]),
        UniqueConstraint("campaign_id", "number"),
        _index_where("ix_signatures_published", "version_id", "number", where=_PUBLISHED),
        _index_where("ix_signatures_not_confirmed", "version_id", "number", where=_NOT_CONFIRMED),
        CheckConstraint("state IN ('pending', 'expired') OR confirmed_at IS NOT NULL", name="confirmed"),
        CheckConstraint("state IN ('pending', 'expired') OR leaf_id IS NOT NULL", name="leaf"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        CheckConstraint("look = '' OR state = 'set_aside'", name="look_aside"),
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
    number: Mapped[int] = mapped_column(server_default=FetchedValue())
    name: Mapped[str]
    surname: Mapped[str]
    body: Mapped[str] = mapped_column(server_default=text("''"))
    capacity: Mapped[str]
    delegation: Mapped[str]
    group_code: Mapped[str]
    language: Mapped[str]
    display: Mapped[str] = mapped_column(
        words("display", *Display), default=Display.PUBLIC, server_default=text("'public'")
    )
    proved_by: Mapped[str] = mapped_column(
        words("proved_by", *ProvedBy), default=ProvedBy.CODE, server_default=text("'code'")
    )
    is_published: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_printed: Mapped[bool] = mapped_column(default=False, server_default=false())
    prepared_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    state: Mapped[str] = mapped_column(words("state", *SignatureState), default=SignatureState.PENDING)
    look: Mapped[str] = mapped_column(words("look", *Look), default=Look.NONE, server_default=text("''"))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    address_id: Mapped[UUID | None] = mapped_column(ForeignKey("person_addresses.id"))
    leaf_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_leaves.id"), unique=True)
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    comment = Sealed()

    invitation: Mapped[Invitation] = relationship(
        back_populates="signatures",
        primaryjoin="Signature.invitation_id == Invitation.id",
        foreign_keys="Signature.invitation_id",
    )
    version: Mapped[Version] = relationship(
        primaryjoin="Signature.version_id == Version.id", foreign_keys="Signature.version_id", viewonly=True
    )
    consents: Mapped[list["Consent"]] = relationship(order_by="Consent.kind", back_populates="signature")

    @property
    def label(self) -> str:
        """What the history calls the signature: by name, or by number where its bearer is a member of the public."""
        return self.name if self.invitation.supporter is None else f"#{self.number}"

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
