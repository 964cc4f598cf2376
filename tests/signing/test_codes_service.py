"""A code is good once, in the browser that asked, for one invitation and one version."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from petitions.accounts.codes import CodeFor, WrongCode
from petitions.accounts.models import Code, CodePurpose
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing import service
from petitions.signing.models import Invitation, Signature
from tests.factories import changed
from tests.signing.scene import Desk, address_of, ask, count, sign, signatory, withdraw
from tests.support.mailbox import code_for, mails_to

TWO_MINUTES = timedelta(minutes=2)


def test_a_code_works_once(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    sign(invitation, digits)
    with transaction():
        invitation.signatures[0].state, invitation.signatures[0].withdrawn_at = "withdrawn", now()
    with pytest.raises(WrongCode):
        sign(invitation, digits)


def test_a_code_does_not_work_in_another_browser(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(WrongCode):
        sign(invitation, ask(invitation), browser="laptop")
    assert count(Signature) == 0


def test_a_code_for_another_invitation_does_not_work(desk: Desk) -> None:
    _one, mine = desk.invited()
    _two, other = desk.invited(given="Jonas", surname="Bandys")
    digits = ask(other)
    ask(mine)
    assert sign(mine, digits) is None
    assert count(Signature) == 0


def test_a_code_to_withdraw_does_not_sign(desk: Desk) -> None:
    _person, invitation = desk.invited()
    first = sign(invitation, ask(invitation))
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    digits = code_for(address_of(invitation.person))
    with transaction():
        first.state, first.withdrawn_at = "withdrawn", now()
    with pytest.raises(WrongCode):
        sign(invitation, digits)


def test_a_code_asked_for_one_version_does_not_sign_the_next(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    desk.mend()
    with pytest.raises(WrongCode):
        sign(invitation, digits)
    assert count(Signature) == 0


def test_five_wrong_tries_end_a_code_and_each_is_counted(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    wrong = f"{(int(digits.replace(' ', '')) + 1) % 10**6:06d}"
    assert [sign(invitation, wrong) for _try in range(5)] == [None] * 5
    with pytest.raises(WrongCode):
        sign(invitation, digits)


def test_looking_whether_a_code_is_right_does_not_use_it_up(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        assert service.check_code(invitation, "phone", digits)
    assert sign(invitation, digits) is not None


def test_asking_again_mails_the_same_code_twice_then_one_long_code(desk: Desk) -> None:
    _person, invitation = desk.invited()
    assert len({ask(invitation) for _time in range(2)}) == 1
    assert {len(ask(invitation).replace(" ", "")) for _time in range(3)} == {12}


def test_three_mails_an_hour_are_the_most_and_the_last_of_them_works_all_that_hour(desk: Desk) -> None:
    person, invitation = desk.invited()
    before = len(mails_to(address_of(person)))
    for number in range(20):
        with transaction():
            service.request_code(signatory(invitation), invitation, f"browser {number}")
        for code in db.session.scalars(select(Code)).all():
            changed(
                code,
                created_at=code.created_at - timedelta(minutes=2),
                expires_at=code.expires_at - timedelta(minutes=2),
            )
    assert len(mails_to(address_of(person))) - before == 3
    assert sign(invitation, code_for(address_of(person)), browser="the member's own") is not None


def test_whoever_holds_a_forwarded_link_cannot_keep_the_member_from_signing(desk: Desk) -> None:
    person, invitation = desk.invited()
    for number in range(30):
        with transaction():
            service.request_code(signatory(invitation), invitation, f"stranger {number}")
    assert len(mails_to(address_of(person))) <= 4
    assert sign(invitation, ask(invitation)) is not None


def test_a_code_is_bound_to_purpose_version_and_browser(desk: Desk) -> None:
    _person, invitation = desk.invited()
    ask(invitation)
    code = db.session.scalars(select(Code)).one()
    assert (code.purpose, code.subject, code.bound_to) == ("sign", invitation.id, desk.campaign.open_version_id)
    assert CodeFor(CodePurpose.SIGN, invitation.id, "phone").browser not in code.browser_hash


def by_link(invitation: Invitation, browser: str = "stranger") -> bool:
    """Ask with nothing but the link; tells whether a code was mailed."""
    with transaction():
        return service.request_code_by_link(signatory(invitation), invitation, browser)


def test_a_code_mailed_to_show_the_receipt_does_not_sign_once_the_signature_is_taken_back(desk: Desk) -> None:
    person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    assert by_link(invitation)
    shows = code_for(address_of(person))
    assert not service.check_code(invitation, "stranger", shows)
    assert service.which_code(invitation, "stranger", shows)
    withdraw(invitation)
    with pytest.raises(WrongCode):
        sign(invitation, shows, "stranger")


def test_a_link_brings_three_mails_an_hour_whether_they_sign_or_show_the_receipt(desk: Desk) -> None:
    person, invitation = desk.invited()
    assert by_link(invitation, "one")
    sign(invitation, code_for(address_of(person)), "one")
    assert [by_link(invitation, browser) for browser in ("two", "three", "four")] == [True, True, False]
    withdraw(invitation)
    assert not by_link(invitation, "five")
    # Whoever has shown to be the member is mailed a code that signs all the same.
    assert sign(invitation, ask(invitation))
