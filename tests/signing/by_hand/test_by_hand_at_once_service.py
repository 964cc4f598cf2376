"""Two who act at the same moment on what was recorded by hand end where they would have ended in turn."""

from collections.abc import Callable
from uuid import UUID

from flask import Flask

from petitions.accounts.models import User
from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition
from petitions.ledger.models import Leaf
from petitions.signing import service
from petitions.signing.by_hand import deciding, recording
from petitions.signing.by_hand.errors import AlreadyRecorded
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.errors import AlreadySigned, NotOpen
from petitions.signing.models import Invitation, Signature
from tests.factories import a_next_version, a_user, acting
from tests.signing.by_hand.hand import given, recorded, stored
from tests.signing.scene import MENDED, Desk, address_of, ask, count, sign
from tests.support.at_once import at_once
from tests.support.mailbox import mails_to


def confirming(actor: Actor, row_id: UUID) -> Callable[[], object]:
    def verb() -> object:
        with transaction():
            return deciding.confirm(actor, db.session.get_one(HandConfirmation, row_id)).id

    return verb


def test_two_who_confirm_at_once_make_one_signature(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    third: User = a_user(desk.colleague.memberships[0].organisation, name="Cy Third")
    seconds = [acting(desk.colleague), acting(third)] * 3
    answers = at_once(app, *(confirming(actor, row.id) for actor in seconds))
    assert len(set(answers)) == 1
    assert (count(Signature), count(Leaf), len(mails_to(address_of(person)))) == (1, 1, 1)


def test_two_who_record_at_once_leave_one_recording(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    actors, invitation_id = [desk.actor, acting(desk.colleague)], invitation.id

    def recording_as(actor: Actor) -> Callable[[], object]:
        def verb() -> object:
            with transaction():
                asked = db.session.get_one(Invitation, invitation_id)
                return recording.propose(actor, asked, given(asked)).recorded_by

        return verb

    answers = at_once(app, *map(recording_as, actors))
    assert AlreadyRecorded in map(type, answers)
    assert count(HandConfirmation) == 1


def test_confirming_and_closing_at_once_end_in_one_of_the_two_legal_orders(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row, campaign_id = recorded(desk, given(invitation), invitation), desk.campaign.id

    def close() -> None:
        with transaction():
            campaigns.move(desk.actor, db.session.get_one(Campaign, campaign_id), CampaignState.CLOSED)

    answer, _closed = at_once(app, confirming(acting(desk.colleague), row.id), close)
    refused = isinstance(answer, NotOpen)
    assert count(Signature) == (0 if refused else 1)
    assert stored(row).state == ("proposed" if refused else "confirmed")


def test_confirming_and_opening_another_version_at_once_end_in_one_of_the_legal_orders(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row, second = recorded(desk, given(invitation), invitation), acting(desk.colleague)
    version = a_next_version(desk.campaign, MENDED, desk.author, desk.colleague)
    campaign_id, version_id = desk.campaign.id, version.id

    def open_next() -> object:
        with transaction():
            campaign = db.session.get_one(Campaign, campaign_id)
            return service.open_for_signature(desk.actor, campaign, db.session.get_one(type(version), version_id))

    answer, opened = at_once(app, confirming(second, row.id), open_next)
    assert opened == []
    assert isinstance(answer, NotOpen | InvalidTransition)
    assert (stored(row).lapse, count(Signature)) == ("version", 0)


def test_confirming_while_the_member_signs_here_gives_one_signature(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row, digits, invitation_id = recorded(desk, given(invitation), invitation), ask(invitation), invitation.id

    def sign_here() -> object:
        asked = db.session.get_one(Invitation, invitation_id)
        return sign(asked, digits, name="Ona Žemaitė-Testė").id

    answer, signed = at_once(app, confirming(acting(desk.colleague), row.id), sign_here)
    assert count(Signature) == 1
    if stored(row).state == "lapsed":
        assert isinstance(answer, InvalidTransition | AlreadySigned)
    else:
        assert answer == signed
