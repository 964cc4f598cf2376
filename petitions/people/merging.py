"""The verbs of merging: an organiser says that two persons are one, and that they are not."""

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.accounts.models import Organisation
from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.core.events import emit
from petitions.people import policy
from petitions.people.events import PersonsMerging
from petitions.people.merge_models import PersonMerge
from petitions.people.merge_queries import selves_in
from petitions.people.models import Person
from petitions.people.organisations.speaking import spoken_for


class OnePerson(DomainError):
    """The two are one already: one entry, or merged before."""


class MergedElsewhere(DomainError):
    """The person to be merged is one with somebody else already."""


class SpeaksForAnOrganisation(DomainError):
    """The person stands for an authority or an office, so it is one with nobody."""


class NoReason(DomainError):
    """Nobody can judge later what was done without a reason."""


def entries(one: Person, other: Person) -> str:
    """Which entries of the register a page shows that compares two persons."""
    selves = selves_in(one.organisation_id)
    return " ".join(sorted(map(str, {*selves.of(one.id), *selves.of(other.id)})))


def merge(actor: Actor, kept: Person, merged: Person, because: str, *, seen: str | None = None) -> PersonMerge:
    """Read two persons as one from now on, under the one that is kept. No row of theirs is changed.

    Raises `NotYourRegister`, `NoReason`, `SpeaksForAnOrganisation`, `OnePerson`, `MergedElsewhere`, `StalePage` when
    the page showed other `entries` than there are, and what a slice above knows against it.
    """
    policy.require_own(actor, kept, merged)
    _require_reason(because)
    if spoken_for(kept) or spoken_for(merged):
        raise SpeaksForAnOrganisation(
            _("Whoever signs for an organisation is kept apart from members. Change the organisation’s page instead.")
        )
    organisation = db.session.get_one(Organisation, kept.organisation_id)
    # One at a time in a register: whether a link closes a circle depends on all others.
    locked(organisation)
    selves = selves_in(organisation.id)
    if selves.kept(kept.id) == selves.kept(merged.id):
        raise OnePerson(_("These two are one person already. Nothing was changed."))
    if selves.kept(merged.id) != merged.id:
        raise _elsewhere(merged)
    if seen is not None and seen != entries(kept, merged):
        raise StalePage(_("One of the two was merged with or parted from somebody else meanwhile. Compare them anew."))
    emit(PersonsMerging(organisation.id, selves.of(kept.id), selves.of(merged.id)))
    said = PersonMerge(
        organisation_id=organisation.id,
        kept_id=kept.id,
        merged_id=merged.id,
        because=because,
        merged_at=now(),
        merged_by=actor.label,
        merged_by_id=actor.id,
    )
    _add_once(said, merged)
    audit.record(actor, "person:merge", kept, kept.name, details={"merged": merged.name, "reason": because})
    return said


def part(actor: Actor, merge: PersonMerge, because: str) -> None:
    """Undo a merge: the two are read as two again, each with the history that it had.

    Raises `NotYourRegister`, `NoReason`, or `InvalidTransition` once it was undone.
    """
    policy.require_own(actor, merge.kept, merge.merged)
    _require_reason(because)
    locked(db.session.get_one(Organisation, merge.organisation_id))
    locked(merge)
    if not merge.in_force:
        raise InvalidTransition(_("This merge was undone before. Nothing was changed."))
    merge.undone_at, merge.undone_by, merge.undone_because = now(), actor.label, because
    details = {"merged": merge.merged.name, "reason": because}
    audit.record(actor, "person:part", merge.kept, merge.kept.name, details=details)


def _require_reason(because: str) -> None:
    if not because.strip():
        raise NoReason(_("Say why, in a few words, so that others can judge it later."))


def _elsewhere(merged: Person) -> MergedElsewhere:
    return MergedElsewhere(
        _("%(name)s is one with somebody else already. Undo that first, or keep this one.", name=merged.name)
    )


def _add_once(said: PersonMerge, merged: Person) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(said)
    except IntegrityError as twice:
        raise _elsewhere(merged) from twice
