"""A signature is taken back as it was given, with a code, and an invitation is declined."""

import pytest
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.ledger.models import Leaf
from petitions.signing import queries, service
from petitions.signing.errors import AlreadySigned, NotSigned, NoWithdrawal
from tests.signing.scene import Desk, actions, address_of, ask, sign, signatory, withdraw
from tests.support.mailbox import code_for, mails_to


def test_a_signature_is_taken_back_with_a_leaf_and_the_record_stays(desk: Desk) -> None:
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    assert withdraw(invitation)
    assert signature.state == "withdrawn"
    assert queries.in_force(desk.campaign) == []
    leaves = db.session.scalars(select(Leaf).order_by(Leaf.recorded_at)).all()
    assert [(leaf.type, leaf.ref) for leaf in leaves] == [("consent", signature.id), ("withdraw", signature.id)]
    assert "withdrawn" in mails_to(address_of(person))[-1]["Subject"]
    assert actions()[-1] == "signature:withdraw"


def test_taking_back_a_renewed_signature_leaves_no_stale_one_behind(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    desk.mend()
    sign(invitation, ask(invitation))
    withdraw(invitation)
    assert {signature.state for signature in invitation.signatures} == {"withdrawn"}
    assert queries.stale(desk.campaign) == []


def test_wrong_digits_take_nothing_back(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    wrong = f"{(int(code_for(address_of(invitation.person)).replace(' ', '')) + 1) % 10**6:06d}"
    with transaction():
        assert not service.withdraw(signatory(invitation), invitation, digits=wrong, browser="phone")
    assert len(queries.in_force(desk.campaign)) == 1


def test_who_has_not_signed_has_nothing_to_take_back(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(NotSigned), transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")


def test_a_declaration_that_was_tabled_lets_nobody_withdraw(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with transaction():
        desk.campaign.instrument = "pace_declaration"
        desk.campaign.state = "dispatched"
    with pytest.raises(NoWithdrawal):
        withdraw(invitation)


def test_a_decline_is_kept_with_a_reason_that_the_table_does_not_show_readable(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with transaction():
        service.decline(signatory(invitation), invitation, "Not my committee")
    assert (invitation.state, invitation.decline_reason) == ("declined", "Not my committee")
    assert b"committee" not in invitation.decline_reason_sealed
    assert actions() == ["invitation:decline"]


def test_who_declined_may_sign_after_all(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with transaction():
        service.decline(signatory(invitation), invitation, "No")
    assert sign(invitation, ask(invitation)) is not None
    assert (invitation.state, invitation.declined_at, invitation.decline_reason) == ("answered", None, "")


def test_who_has_signed_does_not_decline(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with pytest.raises(AlreadySigned), transaction():
        service.decline(signatory(invitation), invitation)
