"""The gate of mails that ask: none leaves for somebody who wants none, or once nothing can be signed any more."""

from uuid import UUID

from flask_babel import gettext as _

from petitions.core.db import db
from petitions.signing import queries
from petitions.signing.models import Invitation
from petitions.signing.rules import Phase
from petitions.signing.unsubscribing import service as unsubscribing

OVER = frozenset({Phase.CLOSED, Phase.SENT, Phase.WITHDRAWN})


def may_ask(invitation_id: UUID) -> str | None:
    """Why an invitation, or the question to renew, must not leave; None where it may (for the gates in wiring.py).

    A mail that still waits when signing closes is held back, and can be sent again should the deadline be extended.
    While signing is only paused mails go on: the page that they lead to says so.
    """
    if refused := unsubscribing.may_send(invitation_id):
        return refused
    campaign = db.session.get_one(Invitation, invitation_id).campaign
    return _("Not sent: signing has closed meanwhile.") if queries.phase_of(campaign) in OVER else None
