"""The tables of clusters: what was found, which signatures are in it, what was decided, how far was looked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.campaigns.models import Campaign
from petitions.core.db import Base, words
from petitions.signing.clusters.rules import Kind
from petitions.signing.clusters.states import ClusterState, MemberState
from petitions.signing.models import Signature

_MOVING = "is_moving"


class Cluster(Base):
    """Signatures of one petition that have something in common, from when to when they were given.

    ``key`` is what they have in common: a truncated network, forgotten with those of its supporters; a domain; or the
    look-up value of an address without dots and plus parts. ``size`` counts all who were ever put in, ``last_number``
    is the number of the last of them. While it ``is_moving`` the worker has not yet done with every signature what
    ``state`` says.
    """

    __tablename__ = "signature_clusters"
    __table_args__ = (
        CheckConstraint("size >= 0 AND last_number >= size", name="size"),
        CheckConstraint("first_at <= last_at", name="span"),
        Index(None, "campaign_id", "state", "found_at"),
        Index(
            "ix_signature_clusters_moving",
            "found_at",
            sqlite_where=text(_MOVING),
            postgresql_where=text(_MOVING),
        ),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    kind: Mapped[str] = mapped_column(words("kind", *Kind))
    key: Mapped[str]
    state: Mapped[str] = mapped_column(words("state", *ClusterState), default=ClusterState.WAITING)
    size: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    found_at: Mapped[datetime]
    is_moving: Mapped[bool] = mapped_column(default=True)

    campaign: Mapped[Campaign] = relationship()
    decisions: Mapped[list["ClusterDecision"]] = relationship(order_by="ClusterDecision.at, ClusterDecision.id")


class ClusteredSignature(Base):
    """A signature in a cluster. It is put into one once and for all, so that nobody is asked about it again."""

    __tablename__ = "clustered_signatures"
    __table_args__ = (
        UniqueConstraint("cluster_id", "number"),
        Index(None, "cluster_id", "state"),
    )

    cluster_id: Mapped[UUID] = mapped_column(ForeignKey("signature_clusters.id"))
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signatures.id"), unique=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(words("state", *MemberState), default=MemberState.FOUND)

    signature: Mapped[Signature] = relationship()


class ClusterDecision(Base):
    """What an organiser decided on a cluster, or undid: rows are only added."""

    __tablename__ = "cluster_decisions"

    cluster_id: Mapped[UUID] = mapped_column(ForeignKey("signature_clusters.id"), index=True)
    after: Mapped[str] = mapped_column(words("after", *ClusterState))
    size: Mapped[int]
    note: Mapped[str]
    by_id: Mapped[UUID | None]
    by_label: Mapped[str]
    at: Mapped[datetime]


class ClusterLookout(Base):
    """Up to which place in a campaign's log the worker has looked at who signed."""

    __tablename__ = "cluster_lookouts"
    __table_args__ = (CheckConstraint("position >= 0", name="position"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), unique=True)
    position: Mapped[int] = mapped_column(default=0)
