"""What signatories and organisers do with a signature once it was given. All names are invented."""

import json

from sqlalchemy import select

from petitions.accounts.models import Role
from petitions.core.db import db, transaction
from petitions.ledger.models import Leaf, Statement
from petitions.signing.correcting import service as correcting
from petitions.signing.correcting import wishing
from petitions.signing.correcting.models import CapacityWish, Correction
from petitions.signing.disputing import service as disputing
from petitions.signing.disputing.models import Dispute
from petitions.signing.late import service as late
from petitions.signing.late.models import WithdrawalRequest
from petitions.signing.models import Invitation, Signature
from petitions.signing.queries import address
from tests.factories import a_user, acting
from tests.signing.scene import Desk, ask, sign, signatory
from tests.support.mailbox import code_for, mails_to, text_of


def signed(desk: Desk, **who: str) -> tuple[Invitation, Signature]:
    """A member who has signed."""
    _person, invitation = desk.invited(**who)
    signature = sign(invitation, ask(invitation))
    assert signature is not None
    return invitation, signature


def asked_to_correct(invitation: Invitation, name: str) -> str:
    """Ask for the code that corrects the name, and read it in the registered mailbox."""
    with transaction():
        correcting.request_code(signatory(invitation), invitation, name, "phone")
    return code_for(address(invitation))


def correct(invitation: Invitation, name: str, digits: str | None = None) -> Correction | None:
    """Correct the printed name, with a code."""
    digits = digits or asked_to_correct(invitation, name)
    with transaction():
        return correcting.correct_name(signatory(invitation), invitation, name, digits=digits, browser="phone")


def wish(invitation: Invitation, line: str) -> CapacityWish | None:
    """Ask the organisers for another line below the name, with a code."""
    with transaction():
        wishing.request_code(signatory(invitation), invitation, line, "phone")
    digits = code_for(address(invitation))
    with transaction():
        return wishing.wish(signatory(invitation), invitation, line, digits=digits, browser="phone")


def dispute(invitation: Invitation, said: str = "") -> Dispute | None:
    """Say “I never signed this”, from the link of the receipt."""
    with transaction():
        return disputing.dispute(signatory(invitation), invitation, disputing.Said(said, by_receipt=True))


def request_withdrawal(invitation: Invitation, said: str = "") -> WithdrawalRequest | None:
    """Ask to take the signature back too late, with a code."""
    with transaction():
        late.request_code(signatory(invitation), invitation, "phone")
    digits = code_for(address(invitation))
    with transaction():
        return late.request(signatory(invitation), invitation, said, digits=digits, browser="phone")


def in_state(desk: Desk, state: str, instrument: str = "mep_letter") -> None:
    """Bring the campaign into this state, whatever leads there."""
    with transaction():
        desk.campaign.state = state
        desk.campaign.instrument = instrument


def a_second(desk: Desk):
    """Another drafter of the organisation, as the actor of a verb."""
    return acting(a_user(desk.campaign.organisation, Role.DRAFTER, name="Cai Second"))


def do(verb, *arguments):
    """Do it in a transaction of its own."""
    with transaction():
        return verb(*arguments)


def leaves() -> list[str]:
    """The types of all leaves, in the order in which they were recorded."""
    return list(db.session.scalars(select(Leaf.type).order_by(Leaf.recorded_at)))


def statement(kind: str) -> dict:
    """What the newest leaf of this kind commits to."""
    leaf = db.session.scalars(select(Leaf).where(Leaf.type == kind).order_by(Leaf.recorded_at.desc())).first()
    assert leaf is not None
    return json.loads(db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one().statement)


def last_mail(recipient: str) -> str:
    """Subject and words of the newest mail to the address."""
    mail = mails_to(recipient)[-1]
    return f"{mail['Subject']}\n{text_of(mail)}"
