"""What an action refers to beside its own kind: the decision that it answers, the recorded campaign that it follows."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.models import Campaign, RecordedCampaign, Relation
from petitions.campaigns.relation_rules import Decision, answer_problem
from petitions.cases.models import Case
from petitions.core.db import db
from petitions.core.errors import DomainError

# The names under which plans and facts hold what a relation keeps.
COLUMNS = {
    "follows_recorded_id": "follows_recorded_id",
    "answers_event_id": "event_id",
    "answers_proceeding_id": "proceeding_id",
    "answers_stated": "is_stated",
    "answers_note": "note",
}


def own(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the action itself keeps, without those of its relation."""
    return {name: value for name, value in values.items() if name not in COLUMNS}


def keep(action: Campaign | RecordedCampaign, case: Case, values: Mapping[str, Any]) -> None:
    """Keep what a plan or facts say that the action refers to; an action that refers to nothing has no relation.

    Raises `DomainError` for what is not part of the case, and for two decisions at once.
    """
    wanted = {COLUMNS[name]: value for name, value in values.items() if name in COLUMNS}
    _check(case, wanted)
    if not any(wanted.values()):
        action.relation = None
    elif action.relation is None:
        action.relation = Relation(case_id=case.id, **wanted)
    else:
        for name, value in wanted.items():
            setattr(action.relation, name, value)
    try:
        db.session.flush()
    except IntegrityError as gone:
        raise DomainError(_("What you chose was removed from the case just now. Choose something else.")) from gone


def decision_of(action: Campaign | RecordedCampaign) -> Decision | None:
    """The decision that the action answers, as the working copy tells it."""
    known = action.relation
    if known is None:
        return None
    if known.event is not None:
        return Decision(known.event.title, known.event.when, known.is_stated, known.note)
    if known.proceeding is not None:
        return Decision(known.proceeding.title, known.proceeding.decided, known.is_stated, known.note)
    return None


def campaigns_following(recorded: RecordedCampaign) -> Sequence[Campaign]:
    """The campaigns run here that follow a recorded one, the oldest first."""
    query = select(Campaign).join(Relation, Relation.campaign_id == Campaign.id)
    query = query.where(Relation.follows_recorded_id == recorded.id)
    return db.session.scalars(query.order_by(Campaign.created_at)).all()


def decisions(case: Case) -> list[tuple[UUID, str]]:
    """The events and proceedings of a case that an action may answer, with their dates, in order of time."""
    events = [(row.when, row.id, row.title) for row in case.events]
    proceedings = [(row.decided, row.id, _("Proceeding: %(title)s", title=row.title)) for row in case.proceedings]
    ordered = [*sorted(events, key=lambda row: row[0].sort_key), *sorted(proceedings, key=lambda row: row[0].sort_key)]
    return [(key, f"{title} ({when.label})") for when, key, title in ordered]


def chosen(case: Case, decision_id: UUID | None) -> dict[str, Any]:
    """A decision chosen in a form, as facts and plans hold it: an event, a proceeding, or neither."""
    is_proceeding = decision_id in {row.id for row in case.proceedings}
    return {
        "answers_event_id": None if is_proceeding else decision_id,
        "answers_proceeding_id": decision_id if is_proceeding else None,
    }


def _check(case: Case, wanted: Mapping[str, Any]) -> None:
    event_id, proceeding_id = wanted["event_id"], wanted["proceeding_id"]
    sentence = answer_problem(event_id, proceeding_id, stated=wanted["is_stated"], note=wanted["note"])
    if sentence:
        raise DomainError(sentence)
    known = {row.id for row in (*case.events, *case.proceedings)}
    if (event_id or proceeding_id) and (event_id or proceeding_id) not in known:
        raise DomainError(_("That decision is not part of this case. Choose one of its events or proceedings."))
    recorded_id = wanted.get("follows_recorded_id")
    if recorded_id is None:
        return
    recorded = db.session.get(RecordedCampaign, recorded_id)
    if recorded is None or recorded.case_id != case.id:
        raise DomainError(_("Choose a recorded campaign of this case as the one that this follows."))
