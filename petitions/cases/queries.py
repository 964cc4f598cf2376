"""Reads of cases."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from petitions.cases.models import (
    Basis,
    Case,
    CaseDocument,
    CaseEvent,
    CaseRelease,
    Proceeding,
    ProtectedName,
    PublicationConsent,
    Source,
)
from petitions.cases.states import ReleaseState
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound

Part = TypeVar("Part", CaseEvent, Proceeding, Source, CaseDocument, ProtectedName)


def get_visible(actor: Actor, case_id: UUID) -> Case:
    """A case of the actor's own organisation. Raises `NotFound` for every other."""
    query = select(Case).where(Case.id == case_id, Case.organisation_id == actor.organisation_id)
    case = db.session.scalars(query).first()
    if case is None:
        raise NotFound(_("There is no such case."))
    return case


def of_organisation(actor: Actor) -> Sequence[Case]:
    """All cases of the actor's organisation, by name."""
    return db.session.scalars(
        select(Case).where(Case.organisation_id == actor.organisation_id).order_by(Case.name)
    ).all()


def part(case: Case, table: type[Part], part_id: UUID) -> Part:
    """One event, proceeding or source of this very case. Raises `NotFound`."""
    found = db.session.scalars(select(table).where(table.id == part_id, table.case_id == case.id)).first()
    if found is None:
        raise NotFound(_("This is no longer part of the case."))
    return found


def is_shown() -> ColumnElement[bool]:
    """The condition under which anyone may read a case: published by a release that was approved.

    In production it is never the basis `sample`.
    """
    public = select(CaseRelease.id).where(CaseRelease.case_id == Case.id, CaseRelease.state == ReleaseState.PUBLIC)
    published = and_(Case.published_at.is_not(None), public.exists())
    if current_app.config["SETTINGS"].production:
        return and_(published, Case.basis != Basis.SAMPLE)
    return published


def public_cases() -> Sequence[Case]:
    """The cases that anyone may read, the latest published first."""
    query = select(Case).where(is_shown()).options(joinedload(Case.release))
    return db.session.scalars(query.order_by(Case.published_at.desc(), Case.name)).all()


def public_by_slug(slug: str) -> Case:
    """A case that anyone may read, with its release. Raises `NotFound` unless it is published."""
    query = select(Case).where(is_shown(), Case.slug == slug).options(joinedload(Case.release))
    case = db.session.scalars(query).first()
    if case is None:
        raise NotFound(_("There is no such case here."))
    return case


def consent_in_force(case: Case) -> PublicationConsent | None:
    """The consent on which the case is shown."""
    return next((consent for consent in reversed(case.consents) if consent.withdrawn_at is None), None)


def releases_of(case: Case) -> Sequence[CaseRelease]:
    """The releases of a case, newest first."""
    query = select(CaseRelease).where(CaseRelease.case_id == case.id)
    return db.session.scalars(query.order_by(CaseRelease.number.desc())).all()


def release_of(case: Case, number: int) -> CaseRelease:
    """One release of the case. Raises `NotFound`."""
    found = next((release for release in releases_of(case) if release.number == number), None)
    if found is None:
        raise NotFound(_("There is no such release of this case."))
    return found
