"""An organiser records what was given on paper or by telephone; that alone is no signature."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import service as campaigns
from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition, StalePage
from petitions.drafting import queries as drafting
from petitions.ledger.models import Leaf
from petitions.people.models import Address, Person
from petitions.signing import queries, service
from petitions.signing.by_hand import recording
from petitions.signing.by_hand.errors import AlreadyRecorded, NotGiven
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.errors import AlreadySigned, NameUnusable, NoAddress, NotEntitled, NotOpen
from petitions.signing.models import Invitation, ProvedBy, Signature
from tests.dispatch.scene import change
from tests.factories import a_signature, acting, changed
from tests.signing.by_hand.hand import AGREED, call, given, recorded, refused, stored
from tests.signing.scene import Desk, actions, count, signatory, withdraw
from tests.signing.supporters.petition import Petition, ask, supporter_at
from tests.support.mailbox import mails_to


def test_a_paper_is_recorded_with_everything_that_was_agreed_to_and_counts_for_nothing_yet(
    app: Flask, desk: Desk
) -> None:
    _person, invitation = desk.invited()
    row = stored(recorded(desk, given(invitation), invitation))
    assert (row.kind, row.state, row.recorded_by) == ("paper", "proposed", "Ada Organiser")
    assert row.version_id == desk.campaign.open_version_id
    assert set(row.agreed) == set(AGREED)
    assert all(len(digest) == 64 for digest in row.agreed.values())
    assert (count(Signature), count(Leaf)) == (0, 0)
    assert queries.count_in_force(desk.campaign) == 0
    assert actions()[-1] == "by_hand:record"


def test_nobody_is_mailed_before_a_second_organiser_has_looked(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    recorded(desk, given(invitation), invitation)
    assert mails_to(db.session.get_one(Person, person.id).addresses[0].address) == []


def test_one_recording_of_a_signatory_waits_at_a_time(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    first = recorded(desk, given(invitation), invitation)
    with pytest.raises(AlreadyRecorded, match="waits already"):
        recorded(desk, call(invitation), invitation)
    refused(desk, first)
    assert recorded(desk, call(invitation), invitation).kind == ProvedBy.TELEPHONE


def test_a_page_that_showed_another_version_is_refused(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    shown = desk.campaign.open_version_id
    desk.mend()
    with pytest.raises(StalePage, match="Another version has been opened"):
        recorded(desk, given(db.session.get_one(Invitation, invitation.id), version_id=shown), invitation)
    assert count(HandConfirmation) == 0


@pytest.mark.parametrize("state", ["review", "closed", "dispatched", "withdrawn"])
def test_nothing_is_recorded_while_the_text_is_not_open(app: Flask, desk: Desk, state: str) -> None:
    _person, invitation = desk.invited()
    changed(desk.campaign, state=state)
    with pytest.raises(NotOpen):
        recorded(desk, given(invitation), invitation)


def test_whoever_signed_ended_or_has_no_address_is_refused(app: Flask, desk: Desk) -> None:
    signed, unreachable, ended = (desk.invited(given=name) for name in ("Ana", "Bea", "Cai"))
    a_signature(desk.campaign, signed[0])
    with transaction() as session:
        session.execute(delete(Address).where(Address.person_id == unreachable[0].id))
        service.stop(desk.actor, db.session.get_one(Invitation, ended[1].id))
    db.session.expire_all()
    for (_person, invitation), refusal in (
        (signed, AlreadySigned),
        (unreachable, NoAddress),
        (ended, InvalidTransition),
    ):
        with pytest.raises(refusal):
            recorded(desk, given(invitation), invitation)


def test_whoever_holds_no_mandate_can_not_sign_by_hand_either(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    with transaction():
        mandate = db.session.get_one(Person, person.id).mandates[0]
        mandate.first_seen, mandate.last_seen = now().date() - timedelta(9), now().date() - timedelta(2)
        mandate.until = now().date() - timedelta(days=1)
    db.session.expire_all()
    with pytest.raises(NotEntitled):
        recorded(desk, given(invitation), invitation)


def test_a_member_of_the_public_signs_a_petition_only_by_themselves(app: Flask, desk: Desk) -> None:
    petition = Petition()
    ask(petition.campaign)
    asked = supporter_at().invitation
    with pytest.raises(NotEntitled, match="sign a petition themselves"), transaction():
        recording.propose(acting(petition.author), asked, given(asked))


def test_the_name_has_to_be_the_members_own(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(NameUnusable, match="hold the surname of Ona Žemaitė-Testė"):
        recorded(desk, given(invitation, name="Ada Somebody"), invitation)


def test_what_was_given_before_the_text_was_written_or_is_to_come_is_refused(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    written = drafting.open_version(desk.campaign).created_at
    for moment in (written - timedelta(minutes=2), now() + timedelta(minutes=2)):
        with pytest.raises(NotGiven):
            recorded(desk, given(invitation, at=moment), invitation)


def test_a_paper_older_than_a_withdrawal_or_a_decline_counts_no_more(app: Flask, desk: Desk) -> None:
    person, first = desk.invited()
    a_signature(desk.campaign, person)
    early = now() - timedelta(minutes=5)
    change(drafting.open_version(desk.campaign), created_at=early)
    withdraw(db.session.get_one(Invitation, first.id))
    with pytest.raises(NotGiven, match="took a signature back after that moment"):
        recorded(desk, given(first, at=early), first)
    with transaction():
        service.decline(signatory(first), db.session.get_one(Invitation, first.id))
    with pytest.raises(NotGiven, match="declined"):
        recorded(desk, given(first, at=early), first)
    assert recorded(desk, given(first, at=now()), first).is_open


def test_a_pause_or_a_closing_leaves_a_recording_waiting(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    with transaction():
        campaigns.move(desk.actor, desk.campaign, CampaignState.REVIEW)
    assert stored(row).is_open


@pytest.mark.parametrize(
    "broken",
    [
        {"file_sha256": ""},
        {"kind": "telephone", "note_sha256": ""},
        {"taken_by": ""},
        {"given_at": now() + timedelta(days=1)},
        {"state": "lapsed", "decided_at": now()},
        {"state": "refused", "decided_at": now()},
        {"decided_at": now()},
        {"kind": "passkey"},
    ],
    ids=lambda broken: next(iter(broken)),
)
def test_the_database_refuses_what_no_recording_can_be(app: Flask, desk: Desk, broken: dict) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    with pytest.raises((IntegrityError, LookupError)):
        changed(row, **broken)
