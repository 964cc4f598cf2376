"""Verbs of cases: create, edit, record consent, take down. Releases show a case; they stand above, in campaigns."""

from dataclasses import asdict
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.cases.models import Basis, Case, CaseRelease, PublicationConsent
from petitions.cases.rules import ConsentFacts, Profile, consent_problem
from petitions.cases.states import ReleaseState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now, today
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, NotAllowed
from petitions.core.revision import next_revision
from petitions.core.slugs import free_slug

_ENDED = {ReleaseState.PUBLIC: ReleaseState.REPLACED, ReleaseState.PROPOSED: ReleaseState.TAKEN_BACK}


def create(actor: Actor, profile: Profile, new_id: UUID | None = None) -> Case:
    """Start a case, unpublished, in the actor's organisation. Its address is made from the name.

    With a ``new_id`` the database makes it once, however often it is asked to.
    """
    if actor.organisation_id is None:
        raise NotAllowed(_("A case belongs to an organisation, and you act for none."))
    case = Case(
        id=new_id,
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
    """Change the profile. Once it was shown the address stays, so that links go on working.

    Until then it follows the name: a name taken off the page must not stay in its address.

    ``made_from`` is the revision that the page showed. Raises `StalePage` when it is no longer the stored one.
    """
    next_revision(case, made_from)
    if profile.name != case.name and not _was_shown(case):
        case.slug = free_slug(profile.name, lambda slug: slug != case.slug and _is_taken(slug))
    for name, value in vars(_named(profile)).items():
        setattr(case, name, value)
    db.session.flush()
    _record(actor, "case:edit", case)


def record_consent(actor: Actor, case: Case, consent: ConsentFacts) -> None:
    """Record the defender's consent to be shown. Nothing is shown by it yet: that takes an approved release.

    A consent before it ends. Raises `DomainError` where the consent is incomplete or dated ahead.
    """
    sentence = consent_problem(consent, today())
    if sentence:
        raise DomainError(sentence)
    locked(case)
    _withdraw_consents(case)
    db.session.add(PublicationConsent(case_id=case.id, recorded_by=actor.label, recorded_at=now(), **asdict(consent)))
    case.basis, case.basis_note = Basis.CONSENT, ""
    case.revision += 1
    db.session.flush()
    db.session.expire(case, ["consents"])
    _record(actor, "case:consent", case, scope=consent.scope, next_review=consent.next_review.isoformat())


def mark_sample(actor: Actor, case: Case, note: str) -> None:
    """Let a case be released without consent, to try things out. Raises `NotAllowed` in production, always."""
    require_basis(Basis.SAMPLE)
    locked(case)
    case.basis, case.basis_note = Basis.SAMPLE, note
    case.revision += 1
    db.session.flush()
    _record(actor, "case:mark_sample", case)


def require_basis(basis: str) -> None:
    """Raise `DomainError` where nothing may be shown on this basis, and `NotAllowed` for a sample in production."""
    if basis == Basis.NONE:
        raise DomainError(_("Record the defender’s consent first: nothing is shown without it."))
    if basis == Basis.SAMPLE and current_app.config["SETTINGS"].production:
        raise NotAllowed(
            _("A sample can’t be shown here: this server is for real. Record the defender’s consent instead.")
        )


def unpublish(actor: Actor, case: Case) -> None:
    """Take the case down at once, and end what was proposed. Showing it again takes a new consent and a new release.

    A case that is not shown stays so.
    """
    locked(case)
    if case.published_at is None:
        return
    for release in db.session.scalars(select(CaseRelease).where(CaseRelease.case_id == case.id)):
        release.state = _ENDED.get(ReleaseState(release.state), release.state)
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


def _was_shown(case: Case) -> bool:
    shown = select(CaseRelease.id).where(
        CaseRelease.case_id == case.id, CaseRelease.state.in_([ReleaseState.PUBLIC, ReleaseState.REPLACED])
    )
    return case.published_at is not None or db.session.scalars(shown).first() is not None


def _withdraw_consents(case: Case) -> None:
    for consent in case.consents:
        consent.withdrawn_at = consent.withdrawn_at or now()


def _record(actor: Actor, action: str, case: Case, **details: str) -> None:
    record(actor, action, case, case.name, case_id=case.id, details=details)
