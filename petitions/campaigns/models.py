"""Tables of campaigns, of recorded campaigns known from a source, and of what either refers to."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from petitions.accounts.models import Organisation
from petitions.campaigns.deadlines import ZONE
from petitions.campaigns.states import CampaignState
from petitions.cases.models import Case, CaseEvent, Proceeding, Source
from petitions.core.dates import Precision, UncertainDate
from petitions.core.db import Base, words
from petitions.core.slugs import new_key

INSTRUMENTS = (
    "mep_letter",
    "pace_declaration",
    "mp_letter",
    "ngo_appeal",
    "ep_written_question",
    "un_communication",
    "public_petition",
)


def _of_relation(name: str, otherwise: Any = None) -> Any:
    """A value of the action's relation, and what stands where it has none."""
    return property(lambda action: getattr(action.relation, name) if action.relation else otherwise)


class Campaign(Base):
    """One collective text on a case, of one instrument.

    ``open_version_id`` is the version that is, or was last, open for signature; a signature on any other is stale.
    ``is_public`` is the organiser's decision to show the campaign's page; it takes a published case too.
    ``deadline`` is told by the clocks of ``deadline_zone``; who set it (``deadline_by_id``) answers for the list that
    it closes. ``deadline_before`` is what it was before it was extended last, ``deadline_seen`` the deadline of which
    the worker has seen the end. ``answer_by`` is the day by which an answer is asked for; it closes nothing.
    Before the ``embargo``, told by the clocks of the deadline, nothing of the campaign is public, whatever it was
    decided; whoever reads it is asked to keep it to themselves.
    ``late_since`` is the day on which a lodged text was lodged, or tabled once that is known: from it the next
    part-session is counted.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "organisation_id"], ["cases.id", "cases.organisation_id"]),
        CheckConstraint(
            "state NOT IN ('collecting', 'closed', 'dispatched', 'concluded') OR open_version_id IS NOT NULL",
            name="open_version",
        ),
        CheckConstraint("edition >= 1", name="edition"),
        Index("uq_campaigns_id_case_id", "id", "case_id", unique=True),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    instrument: Mapped[str] = mapped_column(words("instrument", *INSTRUMENTS))
    title: Mapped[str]
    state: Mapped[str] = mapped_column(words("state", *CampaignState), default=CampaignState.DRAFTING)
    place: Mapped[str] = mapped_column(default="")
    deadline: Mapped[datetime | None]
    deadline_zone: Mapped[str] = mapped_column(default=ZONE, server_default=text(f"'{ZONE}'"))
    deadline_by_id: Mapped[UUID | None]
    deadline_before: Mapped[datetime | None]
    deadline_seen: Mapped[datetime | None]
    answer_by: Mapped[date | None]
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaigns.id"))
    open_version_id: Mapped[UUID | None]
    edition: Mapped[int] = mapped_column(default=1)
    is_public: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(default="")
    late_since: Mapped[date | None]
    embargo: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()
    case: Mapped[Case] = relationship(foreign_keys="Campaign.case_id", primaryjoin="Campaign.case_id == Case.id")
    steps: Mapped[list["CampaignStep"]] = relationship(order_by="CampaignStep.at", back_populates="campaign")
    relation: Mapped["Relation | None"] = relationship(
        primaryjoin="Campaign.id == foreign(Relation.campaign_id)", cascade="all, delete-orphan"
    )

    follows_recorded_id = _of_relation("follows_recorded_id")
    answers_event_id = _of_relation("event_id")
    answers_proceeding_id = _of_relation("proceeding_id")
    answers_stated = _of_relation("is_stated", otherwise=False)
    answers_note = _of_relation("note", otherwise="")


class CampaignStep(Base):
    """One change of state: from, to, when, by whom and why. Rows are only added."""

    __tablename__ = "campaign_steps"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    before: Mapped[str | None] = mapped_column(words("before", *CampaignState))
    after: Mapped[str] = mapped_column(words("after", *CampaignState))
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    actor_label: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")

    campaign: Mapped[Campaign] = relationship(back_populates="steps")


class RecordedCampaign(Base):
    """An action taken elsewhere, as reported by a source. It has no version, signature, hash or delivery here.

    What the source does not say stays empty and is shown as "not stated".
    """

    __tablename__ = "recorded_campaigns"
    __table_args__ = (
        UniqueConstraint("id", "case_id"),
        Index(None, "case_id", "key", unique=True),
        ForeignKeyConstraint(["source_id", "case_id"], ["case_sources.id", "case_sources.case_id"]),
        ForeignKeyConstraint(["follows_id", "case_id"], ["recorded_campaigns.id", "recorded_campaigns.case_id"]),
        CheckConstraint("(precision = 'unknown') = (earliest IS NULL)", name="dated"),
        CheckConstraint("latest >= earliest", name="order"),
        CheckConstraint("follows_id <> id", name="not_itself"),
        CheckConstraint("signatory_count >= 1", name="count"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    key: Mapped[str] = mapped_column(default=new_key, server_default=text("''"))
    position: Mapped[int]
    is_withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    instrument: Mapped[str] = mapped_column(words("instrument", *INSTRUMENTS))
    title: Mapped[str]
    precision: Mapped[str] = mapped_column(words("precision", *Precision))
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    date_basis: Mapped[str] = mapped_column(default="")
    date_wording: Mapped[str] = mapped_column(default="")
    when: Mapped[UncertainDate] = composite("precision", "earliest", "latest", "date_basis", "date_wording")
    addressee: Mapped[str] = mapped_column(default="")
    demand: Mapped[str] = mapped_column(default="")
    signatory_count: Mapped[int | None]
    reply_from: Mapped[str] = mapped_column(default="")
    reply: Mapped[str] = mapped_column(default="")
    reply_disputed: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    outcome_tone: Mapped[str] = mapped_column(words("outcome_tone", "none", "positive", "negative"), default="none")
    reported_by: Mapped[str]
    source_id: Mapped[UUID | None]
    follows_id: Mapped[UUID | None]
    follows_note: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship()
    signatories: Mapped[list["RecordedSignatory"]] = relationship(
        order_by="RecordedSignatory.position", cascade="all, delete-orphan"
    )
    source: Mapped[Source | None] = relationship(
        primaryjoin="RecordedCampaign.source_id == Source.id", foreign_keys="RecordedCampaign.source_id", viewonly=True
    )
    follows: Mapped["RecordedCampaign | None"] = relationship(
        primaryjoin="foreign(RecordedCampaign.follows_id) == remote(RecordedCampaign.id)", viewonly=True
    )
    relation: Mapped["Relation | None"] = relationship(
        primaryjoin="RecordedCampaign.id == foreign(Relation.recorded_campaign_id)", cascade="all, delete-orphan"
    )

    answers_event_id = _of_relation("event_id")
    answers_proceeding_id = _of_relation("proceeding_id")
    answers_stated = _of_relation("is_stated", otherwise=False)
    answers_note = _of_relation("note", otherwise="")


class RecordedSignatory(Base):
    """A signatory as the source prints the name; tied to a person only by someone's choice."""

    __tablename__ = "recorded_signatories"
    __table_args__ = (Index("uq_recorded_signatories_place", "recorded_campaign_id", "position", unique=True),)

    recorded_campaign_id: Mapped[UUID] = mapped_column(ForeignKey("recorded_campaigns.id"))
    position: Mapped[int]
    name: Mapped[str]
    capacity: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))


class Relation(Base):
    """Which decision of its case an action answers, and which recorded campaign a campaign follows.

    A decision is an event or a proceeding. ``is_stated``: the action or its source says so; otherwise it is inferred.
    All ends are of one case: the keys see to it.
    """

    __tablename__ = "action_relations"
    __table_args__ = (
        ForeignKeyConstraint(["campaign_id", "case_id"], ["campaigns.id", "campaigns.case_id"]),
        ForeignKeyConstraint(
            ["recorded_campaign_id", "case_id"], ["recorded_campaigns.id", "recorded_campaigns.case_id"]
        ),
        ForeignKeyConstraint(
            ["follows_recorded_id", "case_id"], ["recorded_campaigns.id", "recorded_campaigns.case_id"]
        ),
        ForeignKeyConstraint(["event_id", "case_id"], ["case_events.id", "case_events.case_id"]),
        ForeignKeyConstraint(["proceeding_id", "case_id"], ["proceedings.id", "proceedings.case_id"]),
        CheckConstraint("(campaign_id IS NULL) <> (recorded_campaign_id IS NULL)", name="of_one_action"),
        CheckConstraint("follows_recorded_id IS NULL OR campaign_id IS NOT NULL", name="follows"),
        CheckConstraint("event_id IS NULL OR proceeding_id IS NULL", name="one_decision"),
        CheckConstraint(
            "event_id IS NOT NULL OR proceeding_id IS NOT NULL OR (NOT is_stated AND note = '')", name="known_how"
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    campaign_id: Mapped[UUID | None] = mapped_column(unique=True)
    recorded_campaign_id: Mapped[UUID | None] = mapped_column(unique=True)
    follows_recorded_id: Mapped[UUID | None] = mapped_column(index=True)
    event_id: Mapped[UUID | None]
    proceeding_id: Mapped[UUID | None]
    is_stated: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")

    follows_recorded: Mapped[RecordedCampaign | None] = relationship(
        primaryjoin="foreign(Relation.follows_recorded_id) == RecordedCampaign.id", viewonly=True
    )
    event: Mapped[CaseEvent | None] = relationship(
        primaryjoin="foreign(Relation.event_id) == CaseEvent.id", viewonly=True
    )
    proceeding: Mapped[Proceeding | None] = relationship(
        primaryjoin="foreign(Relation.proceeding_id) == Proceeding.id", viewonly=True
    )
