"""A recording lapses when another version is opened, or the signatory answers; then it can't be confirmed."""

from collections.abc import Callable

import pytest
from flask import Flask

from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition
from petitions.signing import service
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.models import Invitation, Signature
from tests.signing.by_hand.hand import confirmed, given, recorded, refused, stored
from tests.signing.scene import Desk, ask, count, sign, signatory
from tests.support.cost import counted


def another_version(desk: Desk, _invitation: Invitation) -> None:
    desk.mend()


def signs_here(_desk: Desk, invitation: Invitation) -> None:
    assert sign(invitation, ask(invitation), name=invitation.person.name)


def declines(_desk: Desk, invitation: Invitation) -> None:
    with transaction():
        service.decline(signatory(invitation), invitation)


def is_ended(desk: Desk, invitation: Invitation) -> None:
    with transaction():
        service.stop(desk.actor, invitation)


def is_withdrawn(desk: Desk, _invitation: Invitation) -> None:
    with transaction():
        campaigns.move(desk.actor, db.session.get_one(Campaign, desk.campaign.id), CampaignState.WITHDRAWN, "Over")


@pytest.mark.parametrize(
    ("happens", "lapse"),
    [
        (another_version, "version"),
        (signs_here, "signed"),
        (declines, "declined"),
        (is_ended, "stopped"),
        (is_withdrawn, "over"),
    ],
)
def test_it_lapses_and_is_confirmed_no_more(
    app: Flask, desk: Desk, happens: Callable[[Desk, Invitation], None], lapse: str
) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    happens(desk, db.session.get_one(Invitation, invitation.id))
    signed = count(Signature)
    kept = stored(row)
    assert (kept.state, kept.lapse, kept.decided_by) == ("lapsed", lapse, "")
    with pytest.raises(InvalidTransition):
        confirmed(desk, row)
    assert count(Signature) == signed


def test_the_invitation_knows_whether_something_waits(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()

    def waits() -> bool:
        db.session.expire_all()
        return db.session.get_one(Invitation, invitation.id).waits_by_hand

    def lapses(desk: Desk, _row: HandConfirmation) -> None:
        declines(desk, db.session.get_one(Invitation, invitation.id))

    for over in (refused, lapses, confirmed):
        row = recorded(desk, given(invitation), invitation)
        assert waits()
        over(desk, row)
        assert not waits()


def test_signing_here_asks_the_database_no_more_often_than_before(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with counted() as seen:
        sign(invitation, digits, name=invitation.person.name)
    assert [statement for statement in seen if "hand_confirmations" in statement] == []


def test_the_answers_of_others_change_nothing(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    _other, another = desk.invited(given="Bea")
    row = recorded(desk, given(invitation), invitation)
    declines(desk, another)
    assert stored(row).is_open


def test_after_a_lapse_it_is_recorded_anew_on_the_new_version(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    recorded(desk, given(invitation), invitation)
    desk.mend()
    invitation = db.session.get_one(Invitation, invitation.id)
    assert confirmed(desk, recorded(desk, given(invitation), invitation)).version.number == 2
