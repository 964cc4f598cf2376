"""Preparing a letter for its signatory. What is prepared is a proposal: nothing is signed by it."""

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.signing.confirming import begin
from petitions.signing.errors import AlreadySigned
from petitions.signing.models import Invitation, ProvedBy
from petitions.signing.offices import queries
from petitions.signing.offices.errors import NotDelegate
from petitions.signing.offices.models import Delegate, Preparation
from petitions.signing.preparing import Wish, prepare
from petitions.signing.rules import Held


def prepare_for(actor: Actor, delegate: Delegate, invitation: Invitation, wish: Wish) -> Preparation:
    """Keep what a delegate proposes for the open version, in the place of what was proposed before.

    Raises what signing it would raise, `AlreadySigned`, and `NotDelegate` once that was taken back.
    """
    if begin(invitation)[0] == Held.IN_FORCE:
        raise AlreadySigned(_("This letter is signed already. There is nothing left to prepare."))
    locked(delegate)
    if delegate.ended_at is not None or queries.named_for(delegate.email_index, invitation) is None:
        raise NotDelegate(_("You do not prepare the letters of %(name)s any more.", name=invitation.person.name))
    sound = prepare(invitation, wish, ProvedBy.CODE)
    if invitation.preparation is not None:
        invitation.preparation.replaced_at = now()
        db.session.flush()
    preparation = Preparation(
        invitation_id=invitation.id,
        version_id=sound.version.id,
        delegate_id=delegate.id,
        name=wish.name,
        display=wish.display,
        language=wish.language,
        agreed=sorted(wish.agreed),
        comment=wish.comment,
        prepared_at=now(),
    )
    db.session.add(preparation)
    db.session.flush()
    db.session.expire(invitation, ["preparation"])
    campaign = invitation.campaign
    record(actor, "letter:prepare", preparation, invitation.label, case_id=campaign.case_id, campaign_id=campaign.id)
    return preparation
