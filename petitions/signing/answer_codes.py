"""Codes for what a signatory does about a signature afterwards: each is for one act on one signature, nothing else."""

from enum import StrEnum
from typing import Any
from uuid import uuid5

from flask_babel import gettext as _

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import CodePurpose
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import locked
from petitions.signing import mail, queries
from petitions.signing.errors import NoAddress
from petitions.signing.models import Invitation, Signature


class Act(StrEnum):
    """What a code does. Taking a signature back has a code of its own (`answering.code_to_withdraw`)."""

    CORRECT = "correct"
    WISH = "wish"
    DISPUTE = "dispute"
    REQUEST = "request"


def code_to(act: Act, signature: Signature, browser: str) -> CodeFor:
    """The code that does this with this signature, in this browser.

    The purpose in the table is that of every answer, since SQLite can't alter the CHECK on it; so that mails are
    counted for all of them together. What the code is bound to tells one act from another.
    """
    return CodeFor(CodePurpose.ANSWER, signature.invitation_id, browser, uuid5(signature.id, act))


def issue(
    actor: Actor, invitation: Invitation, wanted: CodeFor, template: str, beside: CodeFor | None = None, **shown: Any
) -> bool:
    """Mail a code to the registered address. False where enough was mailed (`codes.issue`). Raises `NoAddress`."""
    locked(invitation)
    campaign = invitation.campaign
    if not queries.address(invitation):
        raise NoAddress(_("No address is registered for you any more. Write to the organisation that invited you."))
    issued = codes.issue(wanted, beside)
    if issued is None:
        return False
    mail.code(invitation, *issued, template=template, **shown)
    record(actor, "code:request", invitation, invitation.label, case_id=campaign.case_id, campaign_id=campaign.id)
    return True
