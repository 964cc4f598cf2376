"""The first organiser's verb: to record what a signatory gave on paper or by telephone, with its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import StalePage
from petitions.drafting import queries as drafting
from petitions.signing import queries
from petitions.signing.by_hand import evidence, rules
from petitions.signing.by_hand.errors import AlreadyRecorded, NotGiven
from petitions.signing.by_hand.evidence import Evidence
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.rules import Untimely
from petitions.signing.confirming import lock
from petitions.signing.errors import (
    AlreadySigned,
    DisplayRefused,
    Disputed,
    NameUnusable,
    NoAddress,
    NotEntitled,
    NotOpen,
)
from petitions.signing.inviting import require_alive
from petitions.signing.models import Invitation, ProvedBy
from petitions.signing.preparing import Prepared, Wish, prepare
from petitions.signing.rules import Held, Phase


@dataclass(frozen=True)
class Given:
    """What a signatory gave: on paper or by telephone, when, to whom, and what exactly was agreed to."""

    kind: ProvedBy
    at: datetime
    taken_by: str
    wish: Wish
    evidence: Evidence


def propose(actor: Actor, invitation: Invitation, given: Given) -> HandConfirmation:
    """Record a signature given by hand; it is one once a second organiser confirms it.

    Raises what `require_signable` and `prepared` raise, `StalePage` where another version is open than the page
    showed, `NotGiven`, `UnusableEvidence`, and `AlreadyRecorded` where a recording waits.
    """
    campaign = lock(invitation)
    require_signable(invitation)
    if given.wish.version_id != campaign.open_version_id:
        raise StalePage(
            _(
                "Another version has been opened for signature since you opened this page. Nothing was recorded. See "
                "whether what was signed is the text that is open now."
            )
        )
    _require_timely(invitation, given)
    signed = prepared(invitation, given.wish, given.kind)
    proposed = _row(actor, invitation, given, signed)
    evidence.keep(proposed, given.evidence)
    try:
        with db.session.begin_nested():
            db.session.add(proposed)
    except IntegrityError as twice:
        message = _("A recording for %(name)s waits already. Decide it first.", name=invitation.signatory)
        raise AlreadyRecorded(message) from twice
    invitation.waits_by_hand = True
    name = invitation.signatory
    record(actor, "by_hand:record", proposed, name, case_id=campaign.case_id, campaign_id=campaign.id)
    return proposed


def require_signable(invitation: Invitation) -> None:
    """Raises `InvalidTransition`, `NotEntitled` for the public, `NotOpen`, `AlreadySigned`, `Disputed`, or `NoAddress`.

    Without an address nobody could tell the signatory, who has to know what was recorded.
    """
    require_alive(invitation)
    if invitation.supporter is not None:
        raise NotEntitled(_("Members of the public sign a petition themselves, with the code mailed to their address."))
    if queries.phase_of(invitation.campaign) != Phase.OPEN:
        raise NotOpen(_("The text is not open for signature now, so no signature can be recorded or confirmed."))
    name = invitation.signatory
    held = queries.held(invitation)[0]
    if held == Held.IN_FORCE or queries.signed_as_another(invitation):
        raise AlreadySigned(_("%(name)s has signed this text already.", name=name))
    if held == Held.SET_ASIDE:
        raise Disputed(_("%(name)s says: I never signed this. Decide on that dispute first.", name=name))
    if not queries.address(invitation):
        raise NoAddress(
            _(
                "No address is registered for %(name)s any more, so nobody could tell them that their signature was "
                "recorded. Register one first.",
                name=name,
            )
        )


def prepared(invitation: Invitation, wish: Wish, kind: ProvedBy) -> Prepared:
    """What would be signed. Raises `NotEntitled`, `NameUnusable` and `DisplayRefused`, in words for organisers."""
    try:
        return prepare(invitation, wish, kind)
    except NameUnusable as unusable:
        raise NameUnusable(
            _(
                "Type the name as it is to be printed, in at most 120 letters. It has to hold the surname of %(name)s.",
                name=invitation.person.name,
            )
        ) from unusable
    except DisplayRefused as refused:
        raise DisplayRefused(
            _(
                "This text lets nobody be shown so, or it was agreed to be counted only and to be named as well. "
                "Record exactly what was agreed to."
            )
        ) from refused


def _row(actor: Actor, invitation: Invitation, given: Given, signed: Prepared) -> HandConfirmation:
    return HandConfirmation(
        campaign_id=invitation.campaign_id,
        invitation_id=invitation.id,
        version_id=given.wish.version_id,
        kind=given.kind,
        given_at=given.at,
        taken_by=given.taken_by,
        name=given.wish.name,
        agreed={consent.kind: consent.wording_sha256 for consent in signed.consents if consent.given},
        language=given.wish.language,
        display=given.wish.display,
        recorded_at=now(),
        recorded_by=actor.label,
        recorded_by_id=actor.id,
    )


def _require_timely(invitation: Invitation, given: Given) -> None:
    written = drafting.by_id(given.wish.version_id).created_at
    found = rules.untimely(given.at, now=now(), text_since=written, answers=_answers(invitation))
    if found is not None:
        raise NotGiven(_untimely(found))


def _answers(invitation: Invitation) -> Iterator[datetime]:
    """When the signatory declined, and took signatures back: what was given before counts no more."""
    if invitation.declined_at is not None:
        yield invitation.declined_at
    yield from (one.withdrawn_at for one in invitation.signatures if one.withdrawn_at is not None)


def _untimely(found: Untimely) -> str:
    return {
        Untimely.TO_COME: _("This moment has not come yet."),
        Untimely.BEFORE_TEXT: _("At that moment this version was not written yet, so it can’t have been agreed to."),
        Untimely.BEFORE_ANSWER: _(
            "The signatory declined or took a signature back after that moment. Only what was given later counts."
        ),
    }[found]
