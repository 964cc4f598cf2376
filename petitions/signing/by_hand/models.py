"""The table of what organisers record by hand: who signed on paper or agreed by telephone, and on what evidence."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.instruments import Display
from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed, keyring
from petitions.drafting.models import Version
from petitions.signing.by_hand.states import HandState, Lapse
from petitions.signing.models import Invitation, ProvedBy, Signature

BY_HAND = (ProvedBy.PAPER, ProvedBy.TELEPHONE)


class HandConfirmation(Base):
    """What one signatory gave on paper or by telephone for one exact version, as an organiser recorded it.

    It becomes a signature once another organiser confirms it. ``agreed`` holds, by kind of consent, the hash of the
    wording that was put to the signatory, in ``language``; ``display`` is how the signatory is to be shown. File and
    note are sealed; their hashes outlive them.
    """

    __tablename__ = "hand_confirmations"
    __table_args__ = (
        ForeignKeyConstraint(["version_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        ForeignKeyConstraint(["invitation_id", "campaign_id"], ["invitations.id", "invitations.campaign_id"]),
        CheckConstraint("kind <> 'paper' OR length(file_sha256) = 64", name="paper"),
        CheckConstraint("kind <> 'telephone' OR length(note_sha256) = 64", name="telephone"),
        CheckConstraint("name <> '' AND taken_by <> ''", name="names"),
        CheckConstraint("given_at <= recorded_at", name="given"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(state = 'lapsed') = (lapse IS NOT NULL)", name="lapse_told"),
        CheckConstraint("(state = 'confirmed') = (signature_id IS NOT NULL)", name="signature"),
        CheckConstraint("state <> 'refused' OR decided_because <> ''", name="because"),
        CheckConstraint(
            "state <> 'confirmed' OR (decided_by_id IS NOT NULL AND decided_by_id <> recorded_by_id)",
            name="second_person",
        ),
        unique_where("uq_hand_confirmations_proposed", "invitation_id", where="state = 'proposed'"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    invitation_id: Mapped[UUID] = mapped_column(index=True)
    version_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(words("kind", *BY_HAND))
    given_at: Mapped[datetime]
    taken_by: Mapped[str]
    name: Mapped[str]
    agreed: Mapped[dict[str, Any]]
    language: Mapped[str]
    display: Mapped[str] = mapped_column(
        words("display", *Display), default=Display.PUBLIC, server_default=text("'public'")
    )
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    note = Sealed()
    note_sha256: Mapped[str] = mapped_column(default="")
    file_sealed: Mapped[bytes | None] = mapped_column(LargeBinary(), deferred=True)
    file_sha256: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    ending: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    state: Mapped[str] = mapped_column(words("state", *HandState), default=HandState.PROPOSED)
    lapse: Mapped[str | None] = mapped_column(words("lapse", *Lapse))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_because: Mapped[str] = mapped_column(default="")
    signature_id: Mapped[UUID | None] = mapped_column(ForeignKey("signatures.id"), unique=True)

    invitation: Mapped[Invitation] = relationship(
        primaryjoin="HandConfirmation.invitation_id == Invitation.id", foreign_keys="HandConfirmation.invitation_id"
    )
    version: Mapped[Version] = relationship(
        primaryjoin="HandConfirmation.version_id == Version.id",
        foreign_keys="HandConfirmation.version_id",
        viewonly=True,
    )
    signature: Mapped[Signature | None] = relationship(viewonly=True)

    def settle(self, state: HandState, at: datetime) -> None:
        """It waits no longer: it was decided, or has lapsed."""
        self.state, self.decided_at = state, at
        self.invitation.waits_by_hand = False

    @property
    def is_open(self) -> bool:
        """Whether it waits for a second organiser."""
        return self.state == HandState.PROPOSED

    @property
    def is_confirmed(self) -> bool:
        """Whether a signature came of it."""
        return self.state == HandState.CONFIRMED

    @property
    def file(self) -> bytes:
        """The bytes as they were uploaded; none where there was no file, or it was deleted."""
        return keyring().open(self.file_sealed, self._place) if self.file_sealed else b""

    @file.setter
    def file(self, data: bytes) -> None:
        self.file_sealed = keyring().seal(data, self._place) if data else None

    @property
    def _place(self) -> str:
        return f"{self.__tablename__}.file|{self.id}"
