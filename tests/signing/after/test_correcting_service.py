"""A signatory corrects the printed name with a code; what stood before is kept, and the ledger knows of it."""

import pytest
from sqlalchemy import select

from petitions.accounts.codes import WrongCode
from petitions.core.db import db, transaction
from petitions.ledger.models import Leaf
from petitions.signing import queries, service
from petitions.signing.correcting import service as correcting
from petitions.signing.correcting.models import Correction
from petitions.signing.errors import NameUnusable, NoCorrection
from tests.signing.after.acts import asked_to_correct, correct, dispute, in_state, last_mail, leaves, signed, statement
from tests.signing.appeal import Appeal
from tests.signing.appeal import give as give_for_organisation
from tests.signing.scene import Desk, actions, address_of, ask, count, sign, signatory, withdraw
from tests.support.mailbox import code_for, mails_to

MENDED = "Ona B. Žemaitė-Testė"


@pytest.fixture
def given(desk: Desk):
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation), name="Ona Žemaitė-Testė")
    return person, invitation, signature


def test_a_name_is_corrected_with_a_leaf_and_what_stood_before_is_kept(desk: Desk, given) -> None:
    person, invitation, signature = given
    correction = correct(invitation, MENDED)
    assert (signature.name, signature.surname) == (MENDED, "Žemaitė-Testė")
    assert (correction.name_before, correction.name, correction.edition) == ("Ona Žemaitė-Testė", MENDED, 1)
    assert leaves() == ["consent", "correct"]
    said = statement("correct")
    assert (said["name"], said["capacity"]) == (MENDED, signature.capacity)
    assert said["corrects"] == db.session.get_one(Leaf, signature.leaf_id).commitment
    assert actions()[-1] == "signature:correct"
    mail = last_mail(address_of(person))
    assert f"Now: {MENDED}" in mail
    assert "Before: Ona Žemaitė-Testė" in mail


def test_a_second_correction_commits_to_the_first(desk: Desk, given) -> None:
    _person, invitation, _signature = given
    first = correct(invitation, MENDED)
    correct(invitation, "O. Žemaitė-Testė")
    assert statement("correct")["corrects"] == first.leaf.commitment
    assert leaves() == ["consent", "correct", "correct"]


def test_the_same_correction_sent_twice_is_made_once(desk: Desk, given) -> None:
    _person, invitation, _signature = given
    digits = asked_to_correct(invitation, MENDED)
    assert correct(invitation, MENDED, digits).id == correct(invitation, MENDED, digits).id
    assert count(Correction) == 1


@pytest.mark.parametrize("name", ["Somebody Else", "Ona Žemaitė-Testė", "", "x" * 121 + " Žemaitė-Testė"])
def test_a_name_of_somebody_else_or_the_same_name_mails_no_code(desk: Desk, given, name: str) -> None:
    person, invitation, _signature = given
    before = len(mails_to(address_of(person)))
    with pytest.raises(NameUnusable):
        asked_to_correct(invitation, name)
    assert len(mails_to(address_of(person))) == before


def test_wrong_digits_correct_nothing(desk: Desk, given) -> None:
    _person, invitation, signature = given
    wrong = f"{(int(asked_to_correct(invitation, MENDED).replace(' ', '')) + 1) % 10**6:06d}"
    assert correct(invitation, MENDED, wrong) is None
    assert (signature.name, count(Correction)) == ("Ona Žemaitė-Testė", 0)


def test_a_code_of_another_purpose_corrects_nothing(desk: Desk, given) -> None:
    person, invitation, _signature = given
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    with pytest.raises(WrongCode):
        correct(invitation, MENDED, code_for(address_of(person)))
    digits = asked_to_correct(invitation, MENDED)
    with transaction():
        assert not service.withdraw(signatory(invitation), invitation, digits=digits, browser="phone")
    assert queries.in_force(desk.campaign) != []


def test_a_code_asked_for_in_another_browser_corrects_nothing(desk: Desk, given) -> None:
    _person, invitation, _signature = given
    digits = asked_to_correct(invitation, MENDED)
    with pytest.raises(WrongCode), transaction():
        correcting.correct_name(signatory(invitation), invitation, MENDED, digits=digits, browser="other")


@pytest.mark.parametrize("state", ["dispatched", "concluded", "withdrawn"])
def test_nothing_is_corrected_once_no_further_list_is_printed(desk: Desk, given, state: str) -> None:
    _person, invitation, _signature = given
    digits = asked_to_correct(invitation, MENDED)
    in_state(desk, state)
    with pytest.raises(NoCorrection, match="no further list"):
        correct(invitation, MENDED, digits)
    assert count(Correction) == 0


def test_after_the_closing_a_correction_holds_for_the_next_edition_and_the_mail_says_so(desk: Desk, given) -> None:
    person, invitation, _signature = given
    in_state(desk, "closed")
    assert correct(invitation, MENDED).edition == 2
    assert statement("correct")["edition"] == 2
    assert "holds for the next edition" in last_mail(address_of(person))


def test_a_stale_withdrawn_or_disputed_signature_is_not_corrected(desk: Desk) -> None:
    stale, _signature = signed(desk, given="Ana", surname="Testė")
    desk.mend()
    gone, _signature = signed(desk, given="Bea", surname="Testė")
    withdraw(gone)
    denied, _signature = signed(desk, given="Cai", surname="Testė")
    dispute(denied)
    for invitation in (stale, gone, denied):
        with pytest.raises(NoCorrection, match="no signature of yours in force"):
            asked_to_correct(invitation, "O. Testė")


def test_the_name_of_an_organisation_is_not_its_representatives_to_correct(app) -> None:
    appeal = Appeal()
    invitation = appeal.ask(appeal.speaker(appeal.organisation()))
    give_for_organisation(invitation)
    with pytest.raises(NameUnusable, match="as it is registered"), transaction():
        correcting.request_code(signatory(invitation), invitation, "Ona B. Testė", "phone")


def test_renewing_begins_with_the_corrected_name_and_no_two_rows_stand(desk: Desk, given) -> None:
    _person, invitation, _signature = given
    correct(invitation, MENDED)
    desk.mend()
    renewed = sign(invitation, ask(invitation), name=MENDED)
    assert [one.name for one in queries.in_force(desk.campaign)] == [MENDED]
    assert db.session.scalars(select(Correction)).one().signature_id != renewed.id
