"""Where the rules let nobody go any more, the wish to withdraw is recorded, told and answered, and never lost."""

import pytest

from petitions.accounts.codes import WrongCode
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.signing import queries as signing
from petitions.signing import service
from petitions.signing.errors import AlreadyAsked, NotSigned, NoWithdrawal
from petitions.signing.late import queries
from petitions.signing.late import service as late
from petitions.signing.late.models import WithdrawalRequest
from tests.factories import a_user, acting
from tests.signing.after.acts import do, in_state, last_mail, leaves, request_withdrawal, signed
from tests.signing.scene import Desk, actions, address_of, count, signatory, withdraw
from tests.support.mailbox import code_for


@pytest.fixture
def lodged(desk: Desk):
    """A member whose signature stands under a declaration that was lodged."""
    invitation, signature = signed(desk, surname="Testė")
    in_state(desk, "dispatched", "pace_declaration")
    return invitation, signature


def test_the_request_is_recorded_and_everybody_is_told_while_the_signature_stands(desk: Desk, lodged) -> None:
    invitation, signature = lodged
    with pytest.raises(NoWithdrawal):
        withdraw(invitation)
    row = request_withdrawal(invitation, "I did not know of the amendment.")
    assert (signature.state, leaves()) == ("confirmed", ["consent"])
    assert row.said == "I did not know of the amendment."
    assert b"amendment" not in row.said_sealed
    assert [one for _campaign, one in queries.all_open(desk.actor.organisation_id)] == [row]
    assert actions()[-1] == "withdrawal_request:make"
    assert "That is recorded." in last_mail(address_of(invitation.person))
    assert "Late withdrawal asked for" in last_mail(desk.author.email)


def test_one_request_waits_at_a_time(desk: Desk, lodged) -> None:
    invitation, _signature = lodged
    row = request_withdrawal(invitation)
    with pytest.raises(AlreadyAsked):
        request_withdrawal(invitation)
    with transaction():
        assert late.request(signatory(invitation), invitation, "", digits="", browser="phone").id == row.id
    with pytest.raises(AlreadyAsked), transaction():
        late._add_once(WithdrawalRequest(signature_id=row.signature_id, asked_at=row.asked_at))
    assert count(WithdrawalRequest) == 1


def test_what_was_done_is_kept_and_told_and_another_request_may_follow(desk: Desk, lodged) -> None:
    invitation, signature = lodged
    row = request_withdrawal(invitation)
    with transaction():
        late.answer(desk.actor, row, "We told the Table Office; it keeps the name.")
    assert (row.answered_by, row.answer) == (desk.author.name, "We told the Table Office; it keeps the name.")
    assert "it keeps the name" in last_mail(address_of(invitation.person))
    assert queries.all_open(desk.actor.organisation_id) == []
    assert actions()[-1] == "withdrawal_request:answer"
    assert signature.state == "confirmed"
    assert request_withdrawal(invitation).id != row.id


def test_an_answer_has_words_and_is_given_once_by_those_who_may(desk: Desk, lodged) -> None:
    invitation, _signature = lodged
    row = request_withdrawal(invitation)
    with pytest.raises(DomainError, match="what was done"), transaction():
        late.answer(desk.actor, row, " ")
    with pytest.raises(NotAllowed):
        do(late.answer, acting(a_user(desk.campaign.organisation, "reviewer")), row, "Nothing")
    with transaction():
        late.answer(desk.actor, row, "Told the office")
    with pytest.raises(InvalidTransition), transaction():
        late.answer(desk.actor, row, "Told nobody")
    assert db.session.get_one(WithdrawalRequest, row.id).answer == "Told the office"


def test_a_code_that_withdraws_records_no_request_nor_the_other_way_round(desk: Desk) -> None:
    invitation, _signature = signed(desk, surname="Testė")
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    to_withdraw = code_for(address_of(invitation.person))
    in_state(desk, "dispatched", "pace_declaration")
    with pytest.raises(WrongCode), transaction():
        late.request(signatory(invitation), invitation, "", digits=to_withdraw, browser="phone")
    assert count(WithdrawalRequest) == 0


def test_while_the_signature_can_be_taken_back_nothing_is_asked_for(desk: Desk) -> None:
    invitation, _signature = signed(desk, surname="Testė")
    with pytest.raises(NotSigned):
        request_withdrawal(invitation)
    assert withdraw(invitation)
    assert signing.in_force(desk.campaign) == []


def test_wrong_digits_record_nothing(desk: Desk, lodged) -> None:
    invitation, _signature = lodged
    with transaction():
        late.request_code(signatory(invitation), invitation, "phone")
    wrong = f"{(int(code_for(address_of(invitation.person)).replace(' ', '')) + 1) % 10**6:06d}"
    with transaction():
        assert late.request(signatory(invitation), invitation, "", digits=wrong, browser="phone") is None
    assert count(WithdrawalRequest) == 0
