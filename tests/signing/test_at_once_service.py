"""Two who act at the same moment end where they would have ended in turn."""

from flask import Flask

from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.ledger.models import Leaf
from petitions.people.organisations.models import Representative
from petitions.signing import service
from petitions.signing.errors import AlreadyInvited, NotOpen
from petitions.signing.models import Invitation, Signature
from tests.signing.appeal import Appeal
from tests.signing.scene import Desk, address_of, ask, count, sign, signatory
from tests.support.at_once import at_once
from tests.support.mailbox import mails_to


def test_two_confirmations_at_once_give_one_signature_and_the_same_answer(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits, invitation_id = ask(invitation), invitation.id

    def confirm():
        return sign(db.session.get_one(Invitation, invitation_id), digits).id

    answers = at_once(app, *[confirm] * 6)
    assert len(set(answers)) == 1
    assert (count(Signature), count(Leaf)) == (1, 1)


def test_asking_many_times_at_once_gives_no_more_codes_than_asking_in_turn(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    invitation_id, before = invitation.id, len(mails_to(address_of(person)))

    def beg(number: int):
        def verb():
            with transaction():
                stored = db.session.get_one(Invitation, invitation_id)
                return service.request_code(signatory(stored), stored, f"stranger {number}")

        return verb

    at_once(app, *map(beg, range(8)))
    assert len(mails_to(address_of(person))) - before <= 4


def test_people_who_sign_at_once_get_numbers_of_their_own(app: Flask, desk: Desk) -> None:
    asked = [desk.invited(given=name)[1] for name in ("Ana", "Bea", "Cai", "Dov")]
    codes = [(invitation.id, ask(invitation)) for invitation in asked]

    def confirm(invitation_id, digits):
        return lambda: sign(db.session.get_one(Invitation, invitation_id), digits).number

    assert sorted(at_once(app, *[confirm(*code) for code in codes])) == [1, 2, 3, 4]


def test_signing_and_pausing_at_once_end_in_one_of_the_two_legal_orders(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits, invitation_id, campaign_id = ask(invitation), invitation.id, desk.campaign.id

    def pause():
        with transaction():
            campaign = db.session.get_one(Campaign, campaign_id)
            campaigns.move(desk.actor, campaign, CampaignState.REVIEW)

    signed, _paused = at_once(app, lambda: sign(db.session.get_one(Invitation, invitation_id), digits), pause)
    assert isinstance(signed, NotOpen) or signed.state == "confirmed"
    assert count(Signature) == (0 if isinstance(signed, NotOpen) else 1)


def test_two_organisers_who_ask_through_two_representatives_at_once_ask_once(app: Flask) -> None:
    appeal = Appeal()
    one = appeal.organisation()
    speakers = [appeal.speaker(one).id, appeal.speaker(one, "Bea Second").id]

    actor, campaign_id = appeal.actor, appeal.campaign.id

    def asking(representative_id):
        def verb():
            with transaction():
                campaign = db.session.get_one(Campaign, campaign_id)
                speaker = db.session.get_one(Representative, representative_id)
                return service.invite_organisation(actor, campaign, speaker).signatory

        return verb

    answers = at_once(app, *map(asking, speakers))
    assert "Example Initiative" in answers
    assert AlreadyInvited in map(type, answers)
    assert count(Invitation) == 1
