"""“I never signed this” hides the name at once and alerts; one organiser annuls, two restore."""

import pytest
from sqlalchemy.exc import IntegrityError

from petitions.accounts.codes import WrongCode
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.ledger.models import Leaf
from petitions.signing import queries, service
from petitions.signing.disputing import concluding
from petitions.signing.disputing import service as disputing
from petitions.signing.disputing.models import Dispute
from petitions.signing.disputing.service import Said
from petitions.signing.errors import AlreadySigned, Disputed, NotSigned
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.rules import Held
from tests.factories import a_user, acting, changed
from tests.signing.after.acts import a_second, dispute, do, last_mail, leaves, signed, statement
from tests.signing.scene import SIGN, Desk, actions, address_of, ask, count, sign, signatory, withdraw
from tests.support.mailbox import code_for, mails_to


@pytest.fixture
def denied(desk: Desk):
    """A member who signed, agreed to be shown to the invited, and says that it was somebody else."""
    person, invitation = desk.invited(surname="Testė")
    signature = sign(invitation, ask(invitation), agreed=SIGN | {ConsentKind.SHOW_INVITED})
    return person, invitation, signature, dispute(invitation, "I was on a plane")


def test_the_signature_is_set_aside_at_once_with_a_leaf_and_everybody_is_told(desk: Desk, denied) -> None:
    person, invitation, signature, row = denied
    assert (signature.state, row.state, row.said) == ("set_aside", "open", "I was on a plane")
    assert b"plane" not in row.said_sealed
    assert leaves() == ["consent", "set_aside"]
    assert statement("set_aside")["consent"] == db.session.get_one(Leaf, signature.leaf_id).commitment
    assert queries.in_force(desk.campaign) == []
    assert queries.count_in_force(desk.campaign) == 0
    assert queries.stale(desk.campaign) == []
    named, others = queries.shown_to_invited(desk.campaign)
    assert (list(named), others.count) == ([], 0)
    assert queries.held(invitation) == (Held.SET_ASIDE, signature)
    assert actions()[-1] == "dispute:make"
    assert "set aside" in last_mail(address_of(person))
    for user in (desk.author, desk.colleague):
        assert "I never signed this" in last_mail(user.email)


def test_reviewers_are_not_alerted(desk: Desk) -> None:
    reviewer = a_user(desk.campaign.organisation, "reviewer")
    dispute(signed(desk, surname="Testė")[0])
    assert mails_to(reviewer.email) == []


def test_saying_so_twice_makes_one_dispute_and_one_alert(desk: Desk, denied) -> None:
    _person, invitation, _signature, row = denied
    before = len(mails_to(desk.author.email))
    assert dispute(invitation).id == row.id
    assert (count(Dispute), len(mails_to(desk.author.email))) == (1, before)


def test_a_renewed_signature_and_the_one_before_are_set_aside_together(desk: Desk) -> None:
    invitation, _first = signed(desk, surname="Testė")
    desk.mend()
    sign(invitation, ask(invitation))
    dispute(invitation)
    assert {one.state for one in invitation.signatures} == {"set_aside"}
    assert queries.stale(desk.campaign) == []


def test_who_was_asked_to_renew_is_asked_no_more(desk: Desk) -> None:
    invitation, _first = signed(desk, surname="Testė")
    desk.mend()
    assert invitation.state == "queued"
    dispute(invitation)
    assert invitation.state == "answered"


def test_somebody_whose_invitation_was_ended_is_heard_too(desk: Desk) -> None:
    invitation, signature = signed(desk, surname="Testė")
    desk.mend()
    with transaction():
        service.stop(desk.actor, invitation)
    dispute(invitation)
    assert (invitation.state, signature.state) == ("stopped", "set_aside")


def test_from_the_letters_page_a_code_is_needed_and_no_other_code_will_do(desk: Desk) -> None:
    invitation, signature = signed(desk, surname="Testė")
    address = address_of(invitation.person)
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    with pytest.raises(WrongCode), transaction():
        disputing.dispute(signatory(invitation), invitation, Said(digits=code_for(address), browser="phone"))
    with transaction():
        disputing.request_code(signatory(invitation), invitation, "phone")
    digits = code_for(address)
    wrong = f"{(int(digits.replace(' ', '')) + 1) % 10**6:06d}"
    with transaction():
        assert disputing.dispute(signatory(invitation), invitation, Said(digits=wrong, browser="phone")) is None
    assert signature.state == "confirmed"
    with transaction():
        row = disputing.dispute(signatory(invitation), invitation, Said(digits=digits, browser="phone"))
    assert (signature.state, row.heard_by) == ("set_aside", "code")


def test_while_it_is_disputed_nobody_signs_declines_withdraws_or_ends_it(desk: Desk) -> None:
    invitation, _signature = signed(desk, surname="Testė")
    dispute(invitation)
    with pytest.raises(Disputed):
        ask(invitation)
    with pytest.raises(Disputed), transaction():
        service.decline(signatory(invitation), invitation)
    with pytest.raises(NotSigned):
        withdraw(invitation)
    with pytest.raises(AlreadySigned), transaction():
        service.stop(desk.actor, invitation)


def test_a_code_that_was_asked_for_before_does_not_sign_again_while_it_is_disputed(desk: Desk) -> None:
    invitation, _first = signed(desk, surname="Testė")
    desk.mend()
    digits = ask(invitation)
    dispute(invitation)
    with pytest.raises(Disputed):
        sign(invitation, digits)
    assert count(Signature) == 1


def test_two_organisers_restore_it_with_a_leaf_and_its_bearer_can_contradict(desk: Desk, denied) -> None:
    person, invitation, signature, row = denied
    with transaction():
        concluding.propose(desk.actor, row, "She remembers signing; her assistant denied it.")
    assert (row.state, signature.state) == ("restoring", "set_aside")
    do(concluding.agree, a_second(desk), row)
    assert (row.state, signature.state) == ("restored", "confirmed")
    assert (row.proposed_by, row.decided_by) == (desk.author.name, "Cai Second")
    assert leaves() == ["consent", "set_aside", "restore"]
    assert queries.in_force(desk.campaign) == [signature]
    assert actions()[-2:] == ["dispute:propose", "dispute:restore"]
    mail = last_mail(address_of(person))
    assert "She remembers signing" in mail
    assert "/not-mine/" in mail
    assert dispute(invitation).id != row.id
    assert signature.state == "set_aside"


def test_who_proposed_it_does_not_agree_to_it(desk: Desk, denied) -> None:
    _person, _invitation, signature, row = denied
    with transaction():
        concluding.propose(desk.actor, row, "A mistake")
    with pytest.raises(NotAllowed, match="another organiser"), transaction():
        concluding.agree(desk.actor, row)
    assert db.session.get_one(Signature, signature.id).state == "set_aside"


def test_a_proposal_can_be_dropped_and_made_by_somebody_else(desk: Desk, denied) -> None:
    _person, _invitation, _signature, row = denied
    with transaction():
        concluding.propose(desk.actor, row, "A mistake")
    do(concluding.drop, a_second(desk), row, "Nobody has asked her yet.")
    assert (row.state, row.proposed_by, row.reason) == ("open", "", "Nobody has asked her yet.")
    with pytest.raises(InvalidTransition):
        do(concluding.agree, a_second(desk), row)


def test_one_organiser_annuls_it_and_its_bearer_may_sign_anew(desk: Desk, denied) -> None:
    person, invitation, signature, row = denied
    with transaction():
        concluding.annul(desk.actor, row, "An assistant signed without asking.")
    assert (row.state, signature.state, leaves()) == ("annulled", "annulled", ["consent", "set_aside"])
    assert "An assistant signed without asking." in last_mail(address_of(person))
    again = sign(invitation, ask(invitation))
    assert queries.in_force(desk.campaign) == [again]
    assert again.number != signature.number


@pytest.mark.parametrize("verb", [concluding.propose, concluding.annul])
def test_a_conclusion_needs_a_reason_and_the_right_role(desk: Desk, denied, verb) -> None:
    _person, _invitation, _signature, row = denied
    with pytest.raises(DomainError, match="Say what you found"), transaction():
        verb(desk.actor, row, " ")
    with pytest.raises(NotAllowed):
        do(verb, acting(a_user(desk.campaign.organisation, "reviewer")), row, "A mistake")


def test_what_is_decided_is_decided(desk: Desk, denied) -> None:
    _person, _invitation, _signature, row = denied
    with transaction():
        concluding.annul(desk.actor, row, "It was somebody else.")
    for verb in (concluding.propose, concluding.annul, concluding.drop):
        with pytest.raises(InvalidTransition), transaction():
            verb(desk.actor, row, "Once more")


def test_restored_on_a_version_that_is_no_longer_open_it_is_stale_and_asked_again(desk: Desk, denied) -> None:
    person, invitation, signature, row = denied
    desk.mend()
    assert queries.stale(desk.campaign) == []
    with transaction():
        concluding.propose(desk.actor, row, "She remembers.")
    do(concluding.agree, a_second(desk), row)
    assert queries.stale(desk.campaign) == [signature]
    assert queries.in_force(desk.campaign) == []
    assert (invitation.state, "changed" in mails_to(address_of(person))[-1]["Subject"]) == ("queued", True)


def test_the_table_holds_one_undecided_dispute_and_no_restoring_by_one_person(desk: Desk, denied) -> None:
    _person, invitation, _signature, row = denied
    twice = Dispute(invitation_id=invitation.id, heard_by="code", made_at=row.made_at)
    with pytest.raises(Disputed), transaction():
        disputing._add_once(twice)
    alone = {"state": "restored", "proposed_by_id": desk.actor.id, "decided_by_id": desk.actor.id}
    with pytest.raises(IntegrityError):
        changed(row, **alone, decided_at=row.made_at, reason="Alone")
