"""A member names delegates; a delegate prepares, and what is prepared signs nothing."""

import pytest

from petitions.core.db import db, transaction
from petitions.core.sealed import keyring
from petitions.signing import service
from petitions.signing.errors import AlreadySigned, NameUnusable
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.offices import naming, queries
from petitions.signing.offices.errors import DelegateRefused, NotDelegate
from petitions.signing.offices.models import Delegate
from petitions.signing.service import MailedCode, Wish
from tests.signing.offices.scene import OFFICE, PRINTED, named, prepared
from tests.signing.scene import SIGN, Desk, actions, ask, count, sign, signatory
from tests.support.mailbox import mails_to, text_of


@pytest.fixture
def letter(desk: Desk) -> Invitation:
    return desk.invited(given="Ona", surname="Testė")[1]


def test_member_and_delegate_are_told_by_mail(letter: Invitation) -> None:
    delegate = named(letter)
    told = text_of(mails_to(delegate.member)[-1])
    assert "Vera Delegate was named to prepare the letters" in told
    assert "/en/my-letters/delegates" in told
    assert "Ona Testė named you, Vera Delegate" in text_of(mails_to(OFFICE)[-1])
    assert actions()[-1] == "delegate:name"


def test_nobody_is_named_twice_nor_for_the_own_mailbox_nor_more_than_five_a_day(letter: Invitation) -> None:
    delegate = named(letter)
    for address in (OFFICE, delegate.member):
        with pytest.raises(DelegateRefused):
            named(letter, address)
    for number in range(4):
        named(letter, f"aide{number}@office.example")
    with pytest.raises(DelegateRefused, match="within a day"):
        named(letter, "sixth@office.example")


def test_an_address_without_letters_names_nobody(letter: Invitation) -> None:
    with pytest.raises(DelegateRefused, match="No letter belongs"), transaction():
        naming.name_delegate(signatory(letter), OFFICE, "Somebody", "somebody@office.example")


def test_what_is_prepared_signs_nothing(letter: Invitation) -> None:
    prepared(named(letter), letter)
    assert count(Signature) == 0
    assert queries.preparation_of(db.session.get_one(Invitation, letter.id)).delegate.name == "Vera Delegate"


def test_a_signature_as_prepared_says_by_whom_it_was_and_another_does_not(desk: Desk, letter: Invitation) -> None:
    delegate = named(letter)
    prepared(delegate, letter)
    signed = confirm(letter, PRINTED)
    assert signed.prepared_by == "Vera Delegate"
    assert signed.proved_by == "code"


def test_who_changes_what_was_prepared_prepared_it_alone(letter: Invitation) -> None:
    prepared(named(letter), letter)
    assert confirm(letter, SIGN).prepared_by == ""


def confirm(letter: Invitation, agreed: frozenset[ConsentKind]) -> Signature:
    """The member signs with this, by a code."""
    digits = ask(letter)
    with transaction():
        invitation = db.session.get_one(Invitation, letter.id)
        wish = Wish(invitation.campaign.open_version_id, "O. Testė", agreed, "en")
        proof = MailedCode(digits, "phone")
        return service.sign(signatory(invitation), invitation, queries.as_prepared(invitation, wish), proof)


def test_a_new_version_makes_it_stale_and_a_new_proposal_takes_its_place(desk: Desk, letter: Invitation) -> None:
    delegate = named(letter)
    prepared(delegate, letter)
    prepared(delegate, letter, SIGN)
    assert queries.preparation_of(db.session.get_one(Invitation, letter.id)).agreed == ["sign"]
    desk.mend()
    assert queries.preparation_of(db.session.get_one(Invitation, letter.id)) is None


def test_nothing_unsound_can_be_prepared_and_nothing_that_is_signed(letter: Invitation) -> None:
    delegate = named(letter)
    with pytest.raises(NameUnusable):
        prepared(delegate, letter, name="Somebody Else")
    sign(letter, ask(letter))
    with pytest.raises(AlreadySigned):
        prepared(delegate, letter)


def test_once_taken_back_the_delegate_prepares_nothing_and_what_was_prepared_is_gone(letter: Invitation) -> None:
    delegate = named(letter)
    prepared(delegate, letter)
    with transaction():
        naming.end_delegate(signatory(letter), db.session.get_one(Delegate, delegate.id))
    assert queries.preparation_of(db.session.get_one(Invitation, letter.id)) is None
    assert queries.named(keyring().index(OFFICE)) == []
    with pytest.raises(NotDelegate):
        prepared(delegate, letter)


def test_a_delegate_of_one_member_prepares_nothing_for_another(desk: Desk, letter: Invitation) -> None:
    other = desk.invited(given="Bela", surname="Testė")[1]
    with pytest.raises(NotDelegate):
        prepared(named(letter), other)
