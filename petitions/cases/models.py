"""Tables of cases: profile, events, proceedings, sources, and the consent to publish."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from petitions.cases.kinds import PROTECTED_KINDS
from petitions.cases.states import ReleaseState
from petitions.core.dates import Precision, UncertainDate
from petitions.core.db import Base, unique_where, words
from petitions.core.sealed import Sealed, keyring
from petitions.core.slugs import new_key


class Basis(StrEnum):
    """On what ground a case may be shown to the public."""

    NONE = "none"
    CONSENT = "consent"
    SAMPLE = "sample"


class Case(Base):
    """One defender's page. Unpublished until consent is recorded; `sample` is refused in production."""

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("published_at IS NULL OR basis <> 'none'", name="basis_to_publish"),
        UniqueConstraint("id", "organisation_id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    other_names: Mapped[str] = mapped_column(default="", server_default=text("''"))
    home_country: Mapped[str] = mapped_column(default="")
    host_country: Mapped[str] = mapped_column(default="")
    lede: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    status_title: Mapped[str] = mapped_column(default="")
    status_body: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(words("basis", *Basis), default=Basis.NONE)
    basis_note: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    reviewed_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)

    events: Mapped[list["CaseEvent"]] = relationship(back_populates="case", order_by="CaseEvent.position")
    proceedings: Mapped[list["Proceeding"]] = relationship(back_populates="case", order_by="Proceeding.position")
    sources: Mapped[list["Source"]] = relationship(back_populates="case", order_by="Source.position")
    consents: Mapped[list["PublicationConsent"]] = relationship(order_by="PublicationConsent.recorded_at")
    documents: Mapped[list["CaseDocument"]] = relationship(back_populates="case", order_by="CaseDocument.position")
    protected: Mapped[list["ProtectedName"]] = relationship(back_populates="case", order_by="ProtectedName.added_at")
    release: Mapped["CaseRelease | None"] = relationship(
        primaryjoin="and_(CaseRelease.case_id == Case.id, CaseRelease.state == 'public')", viewonly=True
    )


class PublicationConsent(Base):
    """The defender's recorded consent to be shown: given by whom, when, for what, to be reviewed when."""

    __tablename__ = "publication_consents"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    given_by: Mapped[str]
    given_on: Mapped[date]
    scope: Mapped[str]
    next_review: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class CaseDocument(Base):
    """A file that belongs to a case: sealed at rest, vouched for by its hash, internal unless `is_withheld` is off."""

    __tablename__ = "case_documents"
    __table_args__ = (
        Index(None, "case_id", "key", unique=True),
        ForeignKeyConstraint(["source_id", "case_id"], ["case_sources.id", "case_sources.case_id"]),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    key: Mapped[str]
    position: Mapped[int]
    title: Mapped[str]
    precision: Mapped[str] = mapped_column(words("precision", *Precision))
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    date_basis: Mapped[str] = mapped_column(default="")
    date_wording: Mapped[str] = mapped_column(default="")
    when: Mapped[UncertainDate] = composite("precision", "earliest", "latest", "date_basis", "date_wording")
    source_id: Mapped[UUID | None]
    media_type: Mapped[str]
    ending: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    is_withheld: Mapped[bool] = mapped_column(default=True)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship(back_populates="documents")

    @property
    def content(self) -> bytes:
        """The bytes as they were uploaded."""
        return keyring().open(self.content_sealed, self._place)

    @content.setter
    def content(self, data: bytes) -> None:
        self.content_sealed = keyring().seal(data, self._place)

    @property
    def _place(self) -> str:
        return f"{self.__tablename__}.content|{self.id}"


class ProtectedName(Base):
    """A name of a relative, a place or a third person that must not appear in public texts."""

    __tablename__ = "protected_names"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str] = mapped_column(words("kind", *PROTECTED_KINDS))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    name = Sealed()
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    note = Sealed()
    added_by: Mapped[str]
    added_at: Mapped[datetime]

    case: Mapped[Case] = relationship(back_populates="protected")


class CaseRelease(Base):
    """What is public of a case: the fact sheet as one person proposed it and another one approved it.

    ``snapshot`` is the canonical sheet, ``hidden`` lists the entries that were taken off the page at once since.
    """

    __tablename__ = "case_releases"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        unique_where("uq_case_releases_proposed", "case_id", where="state = 'proposed'"),
        unique_where("uq_case_releases_public", "case_id", where="state = 'public'"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="another_person"),
        CheckConstraint("state NOT IN ('public', 'replaced') OR decided_by_id IS NOT NULL", name="approved"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    snapshot: Mapped[bytes] = mapped_column(LargeBinary())
    sha256: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(words("state", *ReleaseState), default=ReleaseState.PROPOSED)
    proposed_by_id: Mapped[UUID]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    hidden: Mapped[list[str]] = mapped_column(default=list)

    case: Mapped[Case] = relationship()


class Source(Base):
    """Where something is known from."""

    __tablename__ = "case_sources"
    __table_args__ = (UniqueConstraint("id", "case_id"), Index(None, "case_id", "key", unique=True))

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    key: Mapped[str] = mapped_column(default=new_key, server_default=text("''"))
    position: Mapped[int]
    is_withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    title: Mapped[str]
    publisher: Mapped[str] = mapped_column(default="")
    published: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship(back_populates="sources")


class CaseEvent(Base):
    """Something that happened, dated as exactly as the source dates it."""

    __tablename__ = "case_events"
    __table_args__ = (
        Index(None, "case_id", "key", unique=True),
        Index("uq_case_events_id_case_id", "id", "case_id", unique=True),
        ForeignKeyConstraint(["source_id", "case_id"], ["case_sources.id", "case_sources.case_id"]),
        CheckConstraint("(precision = 'unknown') = (earliest IS NULL)", name="dated"),
        CheckConstraint("latest >= earliest", name="order"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    key: Mapped[str] = mapped_column(default=new_key, server_default=text("''"))
    position: Mapped[int]
    is_withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    precision: Mapped[str] = mapped_column(words("precision", *Precision))
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    date_basis: Mapped[str] = mapped_column(default="")
    date_wording: Mapped[str] = mapped_column(default="")
    when: Mapped[UncertainDate] = composite("precision", "earliest", "latest", "date_basis", "date_wording")
    category: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    source_id: Mapped[UUID | None]
    revision: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship(back_populates="events")
    source: Mapped[Source | None] = relationship(
        primaryjoin="CaseEvent.source_id == Source.id", foreign_keys="CaseEvent.source_id", viewonly=True
    )


class Proceeding(Base):
    """One procedure before a court or an authority, and which earlier one it appeals."""

    __tablename__ = "proceedings"
    __table_args__ = (
        UniqueConstraint("id", "case_id"),
        Index(None, "case_id", "key", unique=True),
        ForeignKeyConstraint(["appeals_id", "case_id"], ["proceedings.id", "proceedings.case_id"]),
        CheckConstraint("appeals_id <> id", name="not_itself"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    key: Mapped[str] = mapped_column(default=new_key, server_default=text("''"))
    position: Mapped[int]
    is_withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    title: Mapped[str]
    authority: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    opened_precision: Mapped[str] = mapped_column(words("opened_precision", *Precision), default=Precision.UNKNOWN)
    opened_earliest: Mapped[date | None]
    opened_latest: Mapped[date | None]
    opened_basis: Mapped[str] = mapped_column(default="")
    opened_wording: Mapped[str] = mapped_column(default="")
    opened: Mapped[UncertainDate] = composite(
        "opened_precision", "opened_earliest", "opened_latest", "opened_basis", "opened_wording"
    )
    decided_precision: Mapped[str] = mapped_column(words("decided_precision", *Precision), default=Precision.UNKNOWN)
    decided_earliest: Mapped[date | None]
    decided_latest: Mapped[date | None]
    decided_basis: Mapped[str] = mapped_column(default="")
    decided_wording: Mapped[str] = mapped_column(default="")
    decided: Mapped[UncertainDate] = composite(
        "decided_precision", "decided_earliest", "decided_latest", "decided_basis", "decided_wording"
    )
    outcome: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=False)
    appeals_id: Mapped[UUID | None]
    revision: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship(back_populates="proceedings")
    appeals: Mapped["Proceeding | None"] = relationship(
        primaryjoin="foreign(Proceeding.appeals_id) == remote(Proceeding.id)", viewonly=True
    )
