"""The record of who did what: one row for each verb, written in the verb's own transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from petitions.core.actor import Actor, ActorKind
from petitions.core.clock import now
from petitions.core.db import Base, db, words
from petitions.core.rows import into

# The closed vocabulary, `subject:action`. A new verb adds its word here, in order.
ACTIONS = frozenset(
    """
    address:confirm address:refuse address:register
    addressee:add addressee:choose addressee:edit
    approval_need:add approval_need:remove
    by_hand:record by_hand:refuse
    call:end call:open
    call_request:admit call_request:confirm call_request:refuse
    campaign:ask_by campaign:close campaign:conclude campaign:create campaign:edit campaign:extend campaign:open
    campaign:pass_deadline campaign:pause campaign:reopen campaign:submit campaign:take_back campaign:withdraw
    capacity_wish:decline capacity_wish:make capacity_wish:take
    case:consent case:create case:edit case:import case:mark_sample case:publish case:unpublish
    cluster:count cluster:find cluster:set_aside cluster:undo
    coalition_member:add coalition_member:end coalition_member:remove
    code:request
    comment:add
    delegate:end delegate:name
    delivery:cancel delivery:hand_over delivery:settle
    dispatch:confirm
    dispute:annul dispute:drop dispute:make dispute:propose dispute:restore
    document:add document:edit document:remove
    edition:close edition:reopen
    entry:hide
    event:add event:edit event:remove
    follow_up:add follow_up:close
    head:end head:name
    invitation:decline invitation:decline_by_link invitation:drop_initiator invitation:name_initiator invitation:queue
    invitation:resubscribe invitation:send_again invitation:stop invitation:unsubscribe
    invitation_batch:begin
    invitation_message:remove invitation_message:write
    letter:prepare
    list:export
    lodging:confirm lodging:correct lodging:record
    mandate:confirm mandate:end mandate:enter mandate:refuse
    member:add member:remove
    message:settle
    organisation:create organisation:edit
    organisation_list:import
    part_session:add part_session:correct
    passkey:enrol passkey:remove
    person:merge person:part
    proceeding:add proceeding:edit proceeding:remove
    protected_name:add protected_name:remove
    publication:correct publication:match publication:record
    recorded_campaign:add recorded_campaign:edit recorded_campaign:remove
    registered_organisation:add registered_organisation:edit
    release:approve release:propose release:refuse release:take_back
    reminder:add reminder:remove reminder:send
    reply:record
    representative:add representative:confirm representative:end
    roster:choose_columns roster:discard roster:draft roster:import
    row:correct row:refuse row:take
    session:sign_in session:sign_out
    signature:confirm signature:confirm_by_hand signature:correct signature:renew signature:withdraw
    source:add source:edit source:remove
    suggestion:decline suggestion:make suggestion:take
    thread:reopen thread:settle
    translation:drop translation:start
    user:accept_invitation user:create user:disable user:invite user:restore user:withdraw_invitation
    version:approve version:ask_review version:refuse version:save
    withdrawal_request:answer withdrawal_request:make
    """.split()
)


class AuditEvent(Base):
    """One thing that somebody did. Rows are only added."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index(None, "case_id", "at"),
        Index(None, "campaign_id", "at"),
        Index(None, "organisation_id", "at"),
    )

    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(words("actor_kind", *ActorKind))
    actor_id: Mapped[UUID | None]
    actor_label: Mapped[str]
    action: Mapped[str]
    subject_id: Mapped[UUID | None]
    subject_label: Mapped[str]
    organisation_id: Mapped[UUID | None]
    case_id: Mapped[UUID | None]
    campaign_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]]


def record(
    actor: Actor,
    action: str,
    subject: Base | None,
    label: str = "",
    *,
    case_id: UUID | None = None,
    campaign_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one line to the history. ``label`` names the subject as it was then; never an address or a secret.

    Raises ``ValueError`` for an action outside the vocabulary.
    """
    line = _line(actor, action, subject, label, case_id=case_id, campaign_id=campaign_id, details=details or {})
    db.session.connection().execute(into(AuditEvent), line)


def record_all(actor: Actor, action: str, subjects: Iterable[tuple[Base, str]], **of: UUID) -> None:
    """Add a line like those of `record` for each of these, with its label, in one statement."""
    lines = [_line(actor, action, subject, label, details={}, **of) for subject, label in subjects]
    if lines:
        db.session.connection().execute(into(AuditEvent), lines)


def _line(actor: Actor, action: str, subject: Base | None, label: str, **more: Any) -> dict[str, Any]:
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is not in the vocabulary of core.audit.ACTIONS")
    return {
        "id": uuid4(),
        "at": now(),
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "actor_label": actor.label,
        "action": action,
        "subject_id": subject.id if subject is not None else None,
        "subject_label": label,
        "organisation_id": getattr(subject, "organisation_id", None) or actor.organisation_id,
        **more,
    }


def history(*, case_id: UUID | None = None, campaign_id: UUID | None = None) -> Select[AuditEvent]:
    """The history of one case or one campaign, newest first."""
    query = select(AuditEvent).order_by(AuditEvent.at.desc(), AuditEvent.id)
    if case_id is not None:
        query = query.where(AuditEvent.case_id == case_id)
    if campaign_id is not None:
        query = query.where(AuditEvent.campaign_id == campaign_id)
    return query
