"""One touch takes a signature back: the challenge is the hash of the statement of withdrawal."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from petitions.campaigns import service as campaigns
from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.ledger.models import Leaf, Statement
from petitions.signing import service
from petitions.signing.errors import NotSigned, NoWithdrawal
from petitions.signing.models import Invitation, Signature
from petitions.signing.passkeys import asking
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.models import PasskeyUse
from petitions.signing.passkeys.rules import statement_sha256
from tests.factories import changed
from tests.signing.passkeys.scene import another_letter, enrolled, touch, touched, wish
from tests.signing.scene import Desk, actions, address_of, count, signatory
from tests.support.authenticator import Authenticator
from tests.support.mailbox import mails_to


def take_back(invitation: Invitation, at, answer: str) -> None:
    with transaction():
        service.withdraw_by_passkey(signatory(invitation), invitation, at, answer)


def test_one_touch_withdraws_what_was_signed_with_a_code(desk: Desk) -> None:
    person, invitation = desk.invited()
    device, moment = enrolled(invitation), now()
    take_back(invitation, moment, device.signs(asking.to_withdraw(invitation, moment)))
    (signature,) = db.session.scalars(select(Signature)).all()
    assert (signature.state, signature.withdrawn_at) == ("withdrawn", moment)
    assert actions()[-1] == "signature:withdraw"
    assert "withdrawn" in str(mails_to(address_of(person))[-1]["Subject"])
    leaf = db.session.scalars(select(Leaf).where(Leaf.type == "withdraw")).one()
    said = db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one().statement
    use = db.session.scalars(select(PasskeyUse)).one()
    assert use.challenge == statement_sha256(json.loads(said))
    assert [about.signature_id for about in use.statements] == [signature.id]


def test_one_touch_takes_back_the_renewed_and_the_old(desk: Desk) -> None:
    _person, invitation = desk.invited()
    device = enrolled(invitation)
    desk.mend()
    touch(invitation, device)
    moment = now()
    take_back(invitation, moment, device.signs(asking.to_withdraw(invitation, moment)))
    assert {signature.state for signature in db.session.scalars(select(Signature))} == {"withdrawn"}
    last = db.session.scalars(select(PasskeyUse).order_by(PasskeyUse.used_at.desc())).first()
    assert len(last.statements) == 2


def test_a_touch_that_signs_withdraws_nothing_and_the_other_way_round(desk: Desk) -> None:
    person, invitation = desk.invited()
    device, moment = enrolled(invitation), now()
    second = another_letter(desk, person)
    with pytest.raises(PasskeyRefused, match="something else"):
        take_back(invitation, moment, touched(second, device, wish(second, moment)))
    assert {signature.state for signature in db.session.scalars(select(Signature))} == {"confirmed"}


@pytest.mark.parametrize("minutes", [0, 10.1], ids=["another moment", "old"])
def test_another_or_an_old_moment_withdraws_nothing(desk: Desk, minutes: float) -> None:
    _person, invitation = desk.invited()
    device, moment = enrolled(invitation), now() - timedelta(minutes=minutes)
    answer = device.signs(asking.to_withdraw(invitation, moment))
    with pytest.raises(PasskeyRefused):
        take_back(invitation, moment if minutes else moment - timedelta(seconds=1), answer)
    assert count(PasskeyUse) == 0


def test_somebody_elses_passkey_withdraws_nothing(desk: Desk) -> None:
    _one, mine = desk.invited()
    _two, other = desk.invited(given="Jonas", surname="Testė")
    enrolled(mine)
    theirs: Authenticator = enrolled(other)
    moment = now()
    with pytest.raises(PasskeyRefused, match="not that of the person"):
        take_back(mine, moment, theirs.signs(asking.to_withdraw(mine, moment)))


def test_what_the_rules_forbid_no_touch_does(desk: Desk) -> None:
    person, invitation = desk.invited()
    device, moment = enrolled(invitation), now()
    answer = device.signs(asking.to_withdraw(invitation, moment))
    with pytest.raises(NotSigned):
        asking.to_withdraw(another_letter(desk, person), moment)
    with transaction():
        campaigns.move(desk.actor, desk.campaign, CampaignState.WITHDRAWN)
    with pytest.raises(NoWithdrawal):
        take_back(invitation, moment, answer)
    changed(invitation, state="answered")
    assert count(PasskeyUse) == 0
