"""A second organiser compares a recording with its evidence; only then there is a signature, by the core's rules."""

import json

import pytest
from flask import Flask
from sqlalchemy import delete, select

from petitions.core.audit import history
from petitions.core.audit_words import said
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition
from petitions.ledger.models import Leaf, Statement
from petitions.people.models import Address
from petitions.signing import queries
from petitions.signing.by_hand import deciding
from petitions.signing.by_hand.errors import OtherWords, SameOrganiser
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.errors import NoAddress, NotOpen
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.rules import Held
from petitions.signing.wordings import wordings_of
from tests.factories import changed
from tests.signing.appeal import Appeal
from tests.signing.by_hand.hand import by_telephone, call, confirmed, given, on_paper, recorded, refused, stored
from tests.signing.scene import Desk, actions, address_of, ask, count, sign, withdraw
from tests.support.mailbox import mails_to


def statement(signature: Signature) -> dict:
    """What the signature's leaf commits to."""
    found = db.session.scalars(select(Statement).where(Statement.leaf_id == signature.leaf_id)).one()
    return json.loads(found.statement)


def test_a_confirmed_paper_is_a_signature_in_force_that_says_how_it_was_given(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    signature = confirmed(desk, row)
    assert (signature.state, signature.proved_by, signature.number) == ("confirmed", "paper", 1)
    assert queries.held(db.session.get_one(Invitation, invitation.id)) == (Held.IN_FORCE, signature)
    assert {consent.kind for consent in signature.consents if consent.given} == {"sign", "print"}
    assert "Print my name under the letter." in wordings_of(signature, given=True)
    kept = stored(row)
    assert (kept.state, kept.decided_by, kept.signature_id) == ("confirmed", "Bo Colleague", signature.id)
    assert db.session.get_one(Invitation, invitation.id).state == "answered"
    assert actions()[-1] == "signature:confirm_by_hand"


def test_the_history_names_the_organiser_and_never_says_that_they_signed(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    on_paper(desk, invitation)
    events = db.session.scalars(history(campaign_id=desk.campaign.id)).all()[:2]
    confirmed_so, recorded_so = (f"{one.actor_label} {said(one.action, one.subject_label)}" for one in events)
    assert confirmed_so.startswith("Bo Colleague confirmed the signature on paper or by telephone of “Ona")
    assert recorded_so.startswith("Ada Organiser recorded a signature on paper or by telephone of “Ona")


def test_the_leaf_commits_to_the_evidence_and_to_both_organisers(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, call(invitation), invitation)
    stated = statement(confirmed(desk, row))
    assert stated["proved_by"] == "telephone"
    assert stated["evidence"] == {
        "file": "",
        "note": row.note_sha256,
        "given_at": row.given_at.isoformat(timespec="seconds"),
        "recorded_by": str(desk.author.id),
        "confirmed_by": str(desk.colleague.id),
    }


def test_a_signature_given_here_has_no_evidence_in_its_statement(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    assert statement(sign(invitation, ask(invitation), name=invitation.person.name))["evidence"] == {}


def test_whoever_recorded_it_can_not_confirm_it_but_take_it_back(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    with pytest.raises(SameOrganiser), transaction():
        deciding.confirm(desk.actor, db.session.get_one(HandConfirmation, row.id))
    assert count(Signature) == 0
    with transaction():
        deciding.refuse(desk.actor, db.session.get_one(HandConfirmation, row.id), "The wrong scan.")
    assert stored(row).state == "refused"


def test_the_database_knows_that_two_are_needed(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    confirmed(desk, row)
    with pytest.raises(Exception, match="second_person"):
        changed(row, decided_by_id=desk.author.id)


def test_the_member_gets_a_receipt_that_says_who_recorded_it_and_how_to_take_it_back(app: Flask, desk: Desk) -> None:
    for way, told in ((on_paper, "from your signed paper"), (by_telephone, "from your telephone call")):
        person, invitation = desk.invited()
        way(desk, invitation)
        (mail,) = mails_to(address_of(person))
        text = mail.get_body(("plain",)).get_content()
        assert f"Recorded by Lantern {told}." in text
        assert "taken by Ada Organiser" in text
        assert "/withdraw" in text
        assert "you have signed this letter" not in text


def test_its_bearer_takes_it_back_as_any_other(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    signature = on_paper(desk, invitation)
    assert withdraw(db.session.get_one(Invitation, invitation.id))
    assert db.session.get_one(Signature, signature.id).state == "withdrawn"


def test_confirming_twice_gives_the_same_signature(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    assert confirmed(desk, row).id == confirmed(desk, row).id
    assert (count(Signature), count(Leaf), len(mails_to(address_of(person)))) == (1, 1, 1)


def test_what_was_refused_can_not_be_confirmed_and_says_why(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    refused(desk, row, "Another hand.")
    assert stored(row).decided_because == "Another hand."
    with pytest.raises(InvalidTransition):
        confirmed(desk, row)
    with pytest.raises(InvalidTransition):
        refused(desk, row)
    assert count(Signature) == 0


@pytest.mark.parametrize("state", ["review", "closed", "dispatched"])
def test_nothing_is_confirmed_while_the_text_is_not_open(app: Flask, desk: Desk, state: str) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    changed(desk.campaign, state=state)
    db.session.expire_all()
    with pytest.raises(NotOpen, match="no signature can be recorded or confirmed"):
        confirmed(desk, row)
    assert stored(row).is_open


def test_nothing_is_confirmed_that_its_bearer_could_not_be_told_of(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    with transaction() as session:
        session.execute(delete(Address).where(Address.person_id == person.id))
    db.session.expire_all()
    with pytest.raises(NoAddress):
        confirmed(desk, row)
    assert count(Signature) == 0


def test_consents_that_are_worded_anew_have_to_be_recorded_anew(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    changed(row, agreed={**stored(row).agreed, ConsentKind.PRINT: "0" * 64})
    with pytest.raises(OtherWords):
        confirmed(desk, row)
    assert count(Signature) == 0


def test_a_signature_on_an_older_version_is_renewed_on_paper(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    first = on_paper(desk, invitation)
    desk.mend()
    invitation = db.session.get_one(Invitation, invitation.id)
    assert queries.held(invitation)[0] == Held.STALE
    second = on_paper(desk, invitation)
    assert first.version_id != second.version_id
    assert [signature.id for signature in queries.in_force(second.invitation.campaign)] == [second.id]


def test_an_organisation_signs_on_paper_through_its_representative(app: Flask) -> None:
    appeal = Appeal()
    invitation = appeal.ask(appeal.speaker(appeal.organisation()))
    signature = on_paper(appeal, invitation)
    assert (signature.name, signature.proved_by) == ("Example Initiative", "paper")
    assert "Example Initiative" in wordings_of(signature, given=True)[0]
