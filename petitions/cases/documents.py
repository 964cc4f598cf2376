"""Verbs of a case's documents: kept sealed, internal unless somebody decides otherwise, public by a release only."""

from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy import func, select

from petitions.cases.file_types import RefusedFile, type_of
from petitions.cases.models import Case, CaseDocument, CaseRelease
from petitions.cases.rules import DocumentFacts, date_problem
from petitions.cases.sheet import place
from petitions.cases.states import ReleaseState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, NotFound
from petitions.core.revision import next_revision
from petitions.core.slugs import free_slug


def add(actor: Actor, case: Case, facts: DocumentFacts, data: bytes) -> CaseDocument:
    """Keep a file. Raises `DomainError` for one that is too large, of another type, or would give a place away."""
    try:
        kind = type_of(data)
    except RefusedFile as refused:
        raise DomainError(str(refused)) from refused
    _check(case, facts)
    locked(case)
    taken = set(db.session.scalars(select(CaseDocument.key).where(CaseDocument.case_id == case.id)))
    last = db.session.scalar(select(func.max(CaseDocument.position)).where(CaseDocument.case_id == case.id))
    document = CaseDocument(
        case_id=case.id,
        key=free_slug(facts.title, taken.__contains__),
        position=(last or 0) + 1,
        media_type=kind.media_type,
        ending=kind.ending,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        added_by=actor.label,
        added_at=now(),
        **vars(facts),
    )
    document.content = data
    db.session.add(document)
    db.session.flush()
    db.session.expire(case, ["documents"])
    record(actor, "document:add", document, document.title, case_id=case.id, details={"sha256": document.sha256})
    return document


def edit(actor: Actor, document: CaseDocument, facts: DocumentFacts, made_from: int) -> None:
    """Change what is said of a document; its bytes stay. Raises `StalePage`, and `DomainError` as `add` does."""
    _check(document.case, facts)
    next_revision(document, made_from)
    for name, value in vars(facts).items():
        setattr(document, name, value)
    db.session.flush()
    record(actor, "document:edit", document, document.title, case_id=document.case_id)


def remove(actor: Actor, document: CaseDocument) -> None:
    """Remove a document with its bytes, from the public page too; the history keeps its title."""
    case = document.case
    locked(case)
    query = select(CaseRelease).where(CaseRelease.case_id == case.id, CaseRelease.state == ReleaseState.PUBLIC)
    for release in db.session.scalars(query):
        release.hidden = sorted({*release.hidden, place("documents", document.key)})
    record(actor, "document:remove", document, document.title, case_id=case.id)
    db.session.delete(document)
    db.session.flush()
    db.session.expire(case, ["documents"])


def opened(document: CaseDocument) -> bytes:
    """The bytes as they were uploaded. Raises `NotFound` where they are no longer those whose hash was kept."""
    data = document.content
    if sha256(data).hexdigest() != document.sha256:
        raise NotFound(_("The file is damaged: it is no longer the one that was uploaded."))
    return data


def _check(case: Case, facts: DocumentFacts) -> None:
    sentence = date_problem(facts.when)
    if sentence:
        raise DomainError(sentence)
    if facts.source_id is not None and facts.source_id not in {source.id for source in case.sources}:
        raise DomainError(_("That source is not one of this case. Choose one of its sources."))
