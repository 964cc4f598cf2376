"""Verbs of recorded campaigns: add, edit, remove. They are known from a source and were never collected here."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import relations
from petitions.campaigns.models import RecordedCampaign, RecordedSignatory
from petitions.campaigns.recorded_rules import PrintedName, RecordedFacts, facts_problem
from petitions.cases.models import Case
from petitions.cases.rules import circular
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, NotFound
from petitions.core.revision import next_revision
from petitions.core.slugs import free_slug


def add(actor: Actor, case: Case, facts: RecordedFacts, key: str = "") -> RecordedCampaign:
    """Record an action taken elsewhere. Raises `DomainError` where the facts can't stand together.

    Without a ``key`` one is made from the title.
    """
    locked(case)
    _check(case, facts, None)
    key = key or free_slug(facts.title, {row.key for row in others(case, None)}.__contains__)
    recorded = RecordedCampaign(case_id=case.id, key=key, position=_next_place(case), **_columns(facts))
    db.session.add(recorded)
    db.session.flush()
    relations.keep(recorded, case, vars(facts))
    _print_names(recorded, facts.signatories)
    record(actor, "recorded_campaign:add", recorded, recorded.title, case_id=case.id)
    return recorded


def edit(actor: Actor, recorded: RecordedCampaign, facts: RecordedFacts, made_from: int) -> None:
    """Change what is recorded. Raises `StalePage`, and `DomainError` as `add` does."""
    locked(recorded.case)
    _check(recorded.case, facts, recorded)
    next_revision(recorded, made_from)
    for name, value in _columns(facts).items():
        setattr(recorded, name, value)
    relations.keep(recorded, recorded.case, vars(facts))
    _print_names(recorded, facts.signatories)
    record(actor, "recorded_campaign:edit", recorded, recorded.title, case_id=recorded.case_id)


def remove(actor: Actor, recorded: RecordedCampaign) -> None:
    """Remove what is recorded. Raises `DomainError` while another campaign, recorded or run here, follows it."""
    query = select(RecordedCampaign).where(RecordedCampaign.follows_id == recorded.id)
    for later in (*db.session.scalars(query), *relations.campaigns_following(recorded)):
        raise DomainError(_("“%(later)s” follows this one. Remove or change that one first.", later=later.title))
    record(actor, "recorded_campaign:remove", recorded, recorded.title, case_id=recorded.case_id)
    title = recorded.title
    db.session.delete(recorded)
    try:
        db.session.flush()
    except IntegrityError as just_now:
        raise DomainError(
            _("Something has come to follow “%(title)s” just now. Change that first.", title=title)
        ) from just_now


def of_case(case: Case, recorded_id: UUID) -> RecordedCampaign:
    """One recorded campaign of this very case. Raises `NotFound`."""
    query = select(RecordedCampaign).where(RecordedCampaign.id == recorded_id, RecordedCampaign.case_id == case.id)
    recorded = db.session.scalars(query).first()
    if recorded is None:
        raise NotFound(_("This recorded campaign is no longer part of the case."))
    return recorded


def others(case: Case, than: RecordedCampaign | None) -> Sequence[RecordedCampaign]:
    """The other recorded campaigns of the case, which one may follow."""
    query = select(RecordedCampaign).where(RecordedCampaign.case_id == case.id).order_by(RecordedCampaign.position)
    return [row for row in db.session.scalars(query) if row is not than]


def _columns(facts: RecordedFacts) -> dict[str, object]:
    counted = facts if facts.signatory_count else replace(facts, signatory_count=len(facts.signatories) or None)
    return {name: value for name, value in relations.own(vars(counted)).items() if name != "signatories"}


def _print_names(recorded: RecordedCampaign, names: tuple[PrintedName, ...]) -> None:
    printed = [PrintedName(row.name, row.capacity, row.country) for row in recorded.signatories]
    if printed == list(names):
        return
    recorded.signatories.clear()
    db.session.flush()
    recorded.signatories.extend(
        RecordedSignatory(recorded_campaign_id=recorded.id, position=place, **vars(name))
        for place, name in enumerate(names, start=1)
    )
    db.session.flush()


def _next_place(case: Case) -> int:
    query = select(func.max(RecordedCampaign.position)).where(RecordedCampaign.case_id == case.id)
    return (db.session.scalar(query) or 0) + 1


def _check(case: Case, facts: RecordedFacts, changed: RecordedCampaign | None) -> None:
    sentence = facts_problem(facts)
    if sentence:
        raise DomainError(sentence)
    if facts.source_id is not None and facts.source_id not in {source.id for source in case.sources}:
        raise DomainError(_("That source is not one of this case. Choose one of its sources."))
    follows = {row.id: row.follows_id for row in others(case, None)}
    if facts.follows_id is not None and facts.follows_id not in follows:
        raise DomainError(_("A recorded campaign can follow only one of the same case."))
    if changed is not None and circular(follows, changed.id, facts.follows_id):
        raise DomainError(_("A campaign can’t follow itself, nor one that follows it. Choose an earlier one."))
