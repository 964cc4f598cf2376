"""Those who asked to sign and did not confirm: reminded twice, then deleted with all that was kept of them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, text, update
from sqlalchemy.exc import NoResultFound

from petitions.accounts import codes
from petitions.accounts.models import CodePurpose
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import NotFound
from petitions.outbox import service as outbox
from petitions.people.models import Person
from petitions.signing import links, mail, queries
from petitions.signing.clusters.models import Cluster
from petitions.signing.clusters.rules import Kind
from petitions.signing.models import FROM_SOMEWHERE, Invitation, Supporter
from petitions.signing.rules import Phase
from petitions.signing.states import InvitationState
from petitions.signing.supporters import rules
from petitions.signing.supporters.rules import Due

AT_ONCE = 200


def tidy() -> int:
    """Remind and forget whoever is due, the longest waiting first. Returns how many.

    Several workers may do this at once: each row is looked at anew under the lock that signing takes too.
    """
    moment = now()
    waiting = select(Supporter).where(Supporter.confirmed_at.is_(None), _is_due(moment))
    found = db.session.scalars(waiting.order_by(Supporter.asked_at).limit(AT_ONCE)).all()
    return sum(_attend(supporter, moment) for supporter in found)


def _is_due(moment: datetime) -> ColumnElement[bool]:
    """What `rules.due` says, so that whoever waits for nothing does not stand in the way of the others."""
    reminded = [
        and_(Supporter.reminders <= number, Supporter.asked_at <= moment - after)
        for number, after in enumerate(rules.REMINDED_AFTER)
    ]
    return or_(Supporter.asked_at <= moment - rules.FORGOTTEN_AFTER, *reminded)


def _attend(supporter: Supporter, moment: datetime) -> bool:
    try:
        locked(db.session.get_one(Invitation, supporter.invitation_id))
        db.session.refresh(supporter)
    except (NotFound, NoResultFound):
        return False  # Another worker has forgotten this one meanwhile.
    if supporter.confirmed_at is not None:
        return False
    due = rules.due(supporter.asked_at, supporter.reminders, moment)
    if due is Due.DELETION:
        forget(supporter)
    elif due is Due.REMINDER:
        _remind(supporter, moment)
    return due is not Due.NOTHING


def _remind(supporter: Supporter, moment: datetime) -> None:
    """Remind, unless the answer was no or there is nothing to sign; a reminder missed by a pause is not made up for."""
    supporter.reminders = rules.reached(supporter.asked_at, moment)
    invitation = supporter.invitation
    if invitation.state == InvitationState.SENT and queries.phase_of(invitation.campaign) == Phase.OPEN:
        links.keep(invitation)
        mail.remind_to_confirm(invitation)
    db.session.flush()


def forget_networks() -> int:
    """Empty the networks from which people asked, some days after, and those of clusters with them.

    Returns of how many people there were some.
    """
    old = update(Supporter).where(Supporter.network != "", Supporter.asked_at < now() - rules.NETWORKS_KEPT)
    count = len(db.session.execute(old.values(network="").returning(Supporter.id)).all())
    kept = (Supporter.campaign_id == Cluster.campaign_id, Supporter.network == Cluster.key, text(FROM_SOMEWHERE))
    gone = update(Cluster).where(Cluster.kind == Kind.NETWORK, Cluster.key != "", ~exists().where(*kept))
    db.session.execute(gone.values(key=""), execution_options={"synchronize_session": False})
    return count


def forget(supporter: Supporter) -> None:
    """Delete an unconfirmed request: the address, the invitation, its codes and its mails."""
    invitation = supporter.invitation
    person_id = invitation.person_id
    db.session.delete(supporter)
    db.session.flush()
    codes.forget(CodePurpose.SIGN, invitation.id)
    outbox.forget(invitation.id)
    db.session.execute(delete(Invitation).where(Invitation.id == invitation.id))
    db.session.execute(delete(Person).where(Person.id == person_id, Person.of_public))
