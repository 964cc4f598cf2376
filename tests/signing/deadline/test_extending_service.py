"""A deadline that people were told is only ever extended, and they are told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from petitions.campaigns import service as campaigns
from petitions.campaigns.states import CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.signing import queries
from petitions.signing import service as signing
from petitions.signing.models import Invitation
from petitions.signing.reminding import sending
from petitions.signing.reminding.models import Reminder
from tests.factories import a_next_version, changed
from tests.signing.deadline.scene import LATER, SOON, closes, extend, passed, stored
from tests.signing.scene import MENDED, Desk, actions, address_of, ask, sign, signatory
from tests.support.mailbox import mails_to, text_of


def remind() -> int:
    with transaction():
        return sending.remind()


def test_a_later_deadline_is_kept_with_the_one_before_it_and_told_in_the_history(desk: Desk) -> None:
    before = closes(desk, SOON).deadline
    after = extend(desk)
    campaign = stored(desk.campaign)
    assert (campaign.deadline, campaign.deadline_before, campaign.deadline_zone) == (after, before, "Asia/Almaty")
    assert actions() == ["campaign:extend", "reminder:add"]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "campaign:extend")).one()
    assert event.details == {"before": before.isoformat(), "after": after.isoformat()}


def test_no_deadline_is_moved_nearer(desk: Desk) -> None:
    closes(desk, LATER)
    with pytest.raises(DomainError, match="Choose a later moment"):
        extend(desk, SOON)
    passed(desk)
    with pytest.raises(DomainError, match="in the past"):
        extend(desk, timedelta(seconds=0))


def test_what_nobody_was_told_is_not_extended_but_edited(desk: Desk) -> None:
    with pytest.raises(InvalidTransition, match="no deadline here"):
        extend(desk)
    closes(desk, SOON)
    changed(desk.campaign, state="dispatched")
    with pytest.raises(InvalidTransition, match="no deadline here"):
        extend(desk)


def test_a_page_that_shows_an_older_deadline_extends_nothing(desk: Desk) -> None:
    closes(desk, SOON)
    extend(desk)
    with pytest.raises(StalePage):
        extend(desk, timedelta(days=30), made_from=1)


def test_whoever_has_not_answered_is_told_once_by_the_clocks_of_the_deadline(desk: Desk) -> None:
    silent, _invitation = desk.invited(given="Ana")
    signed, one = desk.invited(given="Bea")
    declined, other = desk.invited(given="Cai")
    closes(desk, SOON)
    sign(one, ask(one))
    with transaction():
        signing.decline(signatory(other), other)
    told = {person.id: len(mails_to(address_of(person))) for person in (silent, signed, declined)}
    extend(desk)
    assert (remind(), remind()) == (1, 0)
    assert [len(mails_to(address_of(person))) - told[person.id] for person in (silent, signed, declined)] == [1, 0, 0]
    words = text_of(mails_to(address_of(silent))[-1])
    assert "(Almaty time), not on" in words
    assert "Once you sign or decline there, no reminder of this letter comes any more." in words
    assert "/en/i/" in words


def test_two_extensions_in_a_row_are_told_in_one_mail(desk: Desk) -> None:
    person, _invitation = desk.invited()
    closes(desk, SOON)
    extend(desk)
    extend(desk, timedelta(days=30))
    assert (remind(), remind()) == (1, 0)
    assert len(mails_to(address_of(person))) == 1
    assert [one.done_at is not None for one in db.session.scalars(select(Reminder))] == [True, True]


def test_while_the_text_is_changed_nobody_is_told_before_it_is_open_again(desk: Desk) -> None:
    person, _invitation = desk.invited()
    closes(desk, SOON)
    version = a_next_version(desk.campaign, MENDED, desk.author, desk.colleague)
    extend(desk)
    assert remind() == 0
    with transaction():
        signing.open_for_signature(desk.actor, stored(desk.campaign), version)
    assert remind() == 1
    assert "More time to sign" in mails_to(address_of(person))[-1]["Subject"]


def test_extending_a_closed_campaign_reopens_it_with_its_signatures(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    closes(desk, SOON)
    with transaction():
        campaigns.move(desk.actor, stored(desk.campaign), CampaignState.CLOSED)
    extend(desk)
    campaign = stored(desk.campaign)
    assert campaign.state == CampaignState.COLLECTING
    assert queries.count_in_force(campaign) == 1
    assert campaign.deadline is not None
    assert campaign.deadline > now()
    assert actions()[-2:] == ["campaign:extend", "reminder:add"]
    assert db.session.get_one(Invitation, invitation.id).state == "answered"
