"""Verbs of cases: create, edit, publish, take down."""

from dataclasses import asdict

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.cases.models import Basis, Case, PublicationConsent
from petitions.cases.rules import ConsentFacts, Profile, consent_problem
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now, today
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, NotAllowed
from petitions.core.revision import next_revision
from petitions.core.slugs import free_slug


def create(actor: Actor, profile: Profile) -> Case:
    """Start a case, unpublished, in the actor's organisation. Its address is made from the name."""
    if actor.organisation_id is None:
        raise NotAllowed(_("A case belongs to an organisation, and you act for none."))
    case = Case(
        organisation_id=actor.organisation_id,
        slug=free_slug(profile.name, _is_taken),
        basis=Basis.NONE,
        created_at=now(),
        **vars(_named(profile)),
    )
    db.session.add(case)
    db.session.flush()
    _record(actor, "case:create", case)
    return case


def edit(actor: Actor, case: Case, profile: Profile, made_from: int) -> None:
    """Change the profile; the address stays, so that links go on working.

    ``made_from`` is the revision that the page showed. Raises `StalePage` when it is no longer the stored one.
    """
    next_revision(case, made_from)
    for name, value in vars(_named(profile)).items():
        setattr(case, name, value)
    db.session.flush()
    _record(actor, "case:edit", case)


def publish(actor: Actor, case: Case, consent: ConsentFacts) -> None:
    """Show the case to anyone, on the defender's recorded consent.

    Raises `DomainError` where the consent is incomplete or dated ahead.
    """
    sentence = consent_problem(consent, today())
    if sentence:
        raise DomainError(sentence)
    locked(case)
    _withdraw_consents(case)
    moment = now()
    db.session.add(PublicationConsent(case_id=case.id, recorded_by=actor.label, recorded_at=moment, **asdict(consent)))
    case.basis, case.basis_note = Basis.CONSENT, ""
    case.published_at = case.published_at or moment
    case.revision += 1
    db.session.flush()
    db.session.expire(case, ["consents"])
    _record(actor, "case:publish", case, scope=consent.scope, next_review=consent.next_review.isoformat())


def publish_sample(actor: Actor, case: Case, note: str) -> None:
    """Show a case without consent, to try things out. Raises `NotAllowed` in production, always."""
    if current_app.config["SETTINGS"].production:
        raise NotAllowed(
            _("A sample can’t be shown here: this server is for real. Record the defender’s consent instead.")
        )
    locked(case)
    case.basis, case.basis_note = Basis.SAMPLE, note
    case.published_at = now()
    case.revision += 1
    db.session.flush()
    _record(actor, "case:publish", case, basis="sample")


def unpublish(actor: Actor, case: Case) -> None:
    """Take the case down at once. Showing it again takes a new recorded consent; a case that is not shown stays so."""
    locked(case)
    if case.published_at is None:
        return
    case.published_at, case.basis, case.basis_note = None, Basis.NONE, ""
    case.revision += 1
    _withdraw_consents(case)
    db.session.flush()
    _record(actor, "case:unpublish", case)


def _named(profile: Profile) -> Profile:
    if not profile.name.strip():
        raise DomainError(_("Enter the name of the person."))
    return profile


def _is_taken(slug: str) -> bool:
    return db.session.scalar(select(Case.id).where(Case.slug == slug)) is not None


def _withdraw_consents(case: Case) -> None:
    for consent in case.consents:
        consent.withdrawn_at = consent.withdrawn_at or now()


def _record(actor: Actor, action: str, case: Case, **details: str) -> None:
    record(actor, action, case, case.name, case_id=case.id, details=details)
