"""Verbs of releases: what is public of a case is what one person proposed and another one approved."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns import fact_sheet
from petitions.cases import service
from petitions.cases.models import Case, CaseRelease
from petitions.cases.queries import releases_of
from petitions.cases.rules import FoundName, protected_found
from petitions.cases.sheet import Entry, Sheet, place
from petitions.cases.sheet_writing import digest
from petitions.cases.states import STEPS, ReleaseState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, NotFound, StalePage
from petitions.core.yaml_lines import Faulty


class NameInEntry(NamedTuple):
    """A protected name in a release: the entry, the label of the value, and how it is written there."""

    title: str
    label: str
    found: FoundName


def propose(actor: Actor, case: Case, note: str = "") -> CaseRelease:
    """Propose that the working copy, as it stands, becomes public.

    Raises `DomainError` without a recorded consent, while another proposal waits, and where nothing differs.
    """
    locked(case)
    service.require_basis(case.basis)
    known = releases_of(case)
    if any(release.state == ReleaseState.PROPOSED for release in known):
        raise DomainError(_("A release is proposed already. It has to be decided or taken back first."))
    snapshot = _readable(snapshot_of(case))
    public = next((release for release in known if release.state == ReleaseState.PUBLIC), None)
    if public is not None and public.snapshot == snapshot:
        raise DomainError(_("Nothing differs from what is public. There is nothing to release."))
    release = CaseRelease(
        case_id=case.id,
        number=max((release.number for release in known), default=0) + 1,
        snapshot=snapshot,
        sha256=digest(snapshot),
        note=note,
        state=ReleaseState.PROPOSED,
        proposed_by_id=_user(actor),
        proposed_by=actor.label,
        proposed_at=now(),
    )
    db.session.add(release)
    db.session.flush()
    _record(actor, "release:propose", case, release)
    return release


def approve(actor: Actor, release: CaseRelease, reason: str = "", *, seen: str | None = None) -> None:
    """Make a proposed release public. Another person than the proposer does so.

    ``reason`` says why protected names may stand in it, where it holds any, and ``seen`` is the `fingerprint` of those
    that the page showed. Raises `NotAllowed` for the proposer, `StalePage` where the working copy or what is protected
    has changed since, and `DomainError` where no consent is in force any more or a reason is wanting.
    """
    case = release.case
    locked(case)
    _decide(actor, release, ReleaseState.PUBLIC)
    service.require_basis(case.basis)
    if digest(snapshot_of(case)) != release.sha256:
        raise StalePage(_("The case was changed after this was proposed. Take the proposal back and propose it anew."))
    names = names_in(case, sheet_of(release.snapshot))
    if seen is not None and seen != fingerprint(names):
        raise StalePage(_("What is protected was changed since you opened this page. Read the release again."))
    if names and not reason.strip():
        raise DomainError(_("Protected names stand in this release. Tick that they may, and say why, or refuse it."))
    for other in releases_of(case):
        if other.state == ReleaseState.PUBLIC:
            other.state = ReleaseState.REPLACED
    db.session.flush()
    first = case.published_at is None
    release.state, release.reason = ReleaseState.PUBLIC, reason
    case.published_at = case.published_at or now()
    db.session.flush()
    db.session.expire(case, ["release"])
    _record(actor, "case:publish" if first else "release:approve", case, release, reason)


def refuse(actor: Actor, release: CaseRelease, reason: str) -> None:
    """Refuse a proposed release, with the reason. Another person than the proposer does so."""
    if not reason.strip():
        raise DomainError(_("Say why, so that it can be mended."))
    locked(release.case)
    _decide(actor, release, ReleaseState.REFUSED)
    release.state, release.reason = ReleaseState.REFUSED, reason
    db.session.flush()
    _record(actor, "release:refuse", release.case, release, reason)


def take_back(actor: Actor, release: CaseRelease) -> None:
    """Take a proposed release back, so that another can be proposed."""
    locked(release.case)
    _step(release, ReleaseState.TAKEN_BACK)
    release.state = ReleaseState.TAKEN_BACK
    db.session.flush()
    _record(actor, "release:take_back", release.case, release)


def hide(actor: Actor, case: Case, section: str, key: str) -> None:
    """Take one entry off the public page at once, by one person. The next release leaves it out for good.

    One that the working copy has no longer can still be public. Showing it again takes a release that a second person
    approves. Raises `NotFound` for no such entry.
    """
    locked(case)
    sections = [one for one in fact_sheet.RELEASED if one.name == section]
    row = next((row for one in sections for row in fact_sheet.rows_of(case, one) if row.key == key), None)
    public = public_release(case)
    shown = sheet_of(public.snapshot).find(section, key) if public is not None else None
    entry = row or shown
    if entry is None:
        raise NotFound(_("This is no longer part of the case."))
    if row is not None:
        row.is_withheld = True
        row.revision += 1
    if public is not None:
        public.hidden = sorted({*public.hidden, place(section, key)})
    db.session.flush()
    record(actor, "entry:hide", row or case, entry.title, case_id=case.id)


def only_public(case: Case) -> list[tuple[str, Entry]]:
    """What anyone may still read although the working copy has it no longer, each with its section."""
    public = public_release(case)
    if public is None:
        return []
    shown = fact_sheet.leave_out(sheet_of(public.snapshot), public.hidden)
    kept = fact_sheet.of_case(case, fact_sheet.RELEASED)
    return [
        (section.name, entry)
        for section in fact_sheet.RELEASED
        for entry in shown.of(section.name)
        if kept.find(section.name, entry.key) is None
    ]


def public_release(case: Case) -> CaseRelease | None:
    """The release that anyone may read, if the case is shown at all."""
    query = select(CaseRelease).where(CaseRelease.case_id == case.id, CaseRelease.state == ReleaseState.PUBLIC)
    return db.session.scalars(query).first()


def public_copy(case: Case) -> Sheet:
    """The working copy as a release would show it."""
    return fact_sheet.for_the_public(fact_sheet.of_case(case, fact_sheet.RELEASED))


def snapshot_of(case: Case) -> bytes:
    """The bytes that a release of the working copy would keep."""
    return fact_sheet.canonical(public_copy(case))


def names_in(case: Case, sheet: Sheet) -> list[NameInEntry]:
    """The protected names of a case that stand in a sheet, and where."""
    names = [row.name for row in case.protected]
    return [
        NameInEntry(title, label, found)
        for title, label, text in ((_address_of(case), *fact_sheet.texts(sheet)) if names else ())
        for found in protected_found(text, names)
    ]


def fingerprint(names: Sequence[NameInEntry]) -> str:
    """What tells these protected names, where they stand, from all others; empty for none."""
    return sha256(repr([*map(tuple, names)]).encode()).hexdigest() if names else ""


def _address_of(case: Case) -> tuple[str, str, str]:
    return _("Profile"), _("Address of the page"), case.slug.replace("-", " ")


@lru_cache(maxsize=256)
def sheet_of(snapshot: bytes) -> Sheet:
    """The sheet that a snapshot holds; read once, because a snapshot never changes."""
    return fact_sheet.read_release(snapshot)


def _readable(snapshot: bytes) -> bytes:
    """The snapshot, found to be one that a page can be made of."""
    try:
        sheet_of(snapshot)
    except Faulty as faulty:
        wrong = "; ".join(f"{fault.key}: {fault.message}" for fault in faulty.faults[:5])
        raise DomainError(_("This can’t be released as it stands. %(wrong)s", wrong=wrong)) from faulty
    return snapshot


def _decide(actor: Actor, release: CaseRelease, state: ReleaseState) -> None:
    _step(release, state)
    decider = _user(actor)
    if decider == release.proposed_by_id:
        raise NotAllowed(_("You proposed this release: another person has to decide on it."))
    release.decided_by_id, release.decided_by, release.decided_at = decider, actor.label, now()


def _step(release: CaseRelease, state: ReleaseState) -> None:
    locked(release)
    if state not in STEPS[ReleaseState(release.state)]:
        raise InvalidTransition(_("This release was decided on already."))


def _user(actor: Actor) -> UUID:
    if actor.id is None:
        raise NotAllowed(_("A release needs two persons with accounts of their own."))
    return actor.id


def _record(actor: Actor, action: str, case: Case, release: CaseRelease, reason: str = "") -> None:
    details = {"reason": reason} if reason else {}
    label = f"{case.name}, {release.number}"
    record(actor, action, release, label, case_id=case.id, details={**details, "sha256": release.sha256})
