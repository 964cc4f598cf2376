"""Who can still add a name late is reminded too, until that list closes; the deadline before the lodging is over."""

from datetime import timedelta
from email import message_from_string
from email.policy import default

import pytest
from sqlalchemy import select

from petitions.campaigns.part_sessions.models import PartSession
from petitions.campaigns.part_sessions.words import closing
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition
from petitions.core.sealed import keyring
from petitions.outbox.models import Message
from petitions.signing import service as signing
from petitions.signing.models import Invitation
from petitions.signing.reminding import sending, service
from petitions.signing.reminding.models import Reminded, Reminder
from tests.dispatch.lodging.declaration import Declaration, a_pace_member, days
from tests.factories import acting, changed, saved, sign_in
from tests.signing.browsing import text
from tests.support.mailbox import text_of

LONG_AGO = timedelta(days=40)


@pytest.fixture
def lodged(ready: Declaration) -> Declaration:
    """A declaration that was lodged ten days ago, whose deadline is over, and whose late list closes in two days."""
    ready.lodge()
    changed(ready.campaign, late_since=days(-10), deadline=now() - timedelta(days=12), deadline_by_id=ready.ada.id)
    ready.session(days(-1), days(2), days(-60))
    return ready


def invited_late(lodged: Declaration, surname: str = "Zutest") -> Invitation:
    """A member who was asked five days ago, after the lodging, and has not answered."""
    member = a_pace_member("Uta", surname)
    with transaction():
        invitation = signing.invite(acting(lodged.ada), lodged.now, member)
    return changed(invitation, created_at=now() - timedelta(days=5), sent_at=now() - timedelta(days=5))


def planned(lodged: Declaration, days: int = 3, kind: str = "deadline") -> Reminder:
    """A reminder that was planned long ago and is not written."""
    campaign_id = lodged.campaign.id
    return saved(
        Reminder(campaign_id=campaign_id, kind=kind, days=days, added_by="Ada Organiser", added_at=now() - LONG_AGO)
    )


def over(lodged: Declaration) -> None:
    """The part-session, and with it the list of late names, closed yesterday."""
    changed(db.session.query(PartSession).one(), last_day=days(-1))


def newest_to(invitation: Invitation) -> str:
    """The words of the newest mail; the twenty who had committed before have no mailboxes for their receipts."""
    index = keyring().index(invitation.person.addresses[0].address)
    query = select(Message).where(Message.recipient_index == index).order_by(Message.created_at.desc())
    return text_of(message_from_string(db.session.scalars(query).first().source, policy=default))


def remind() -> int:
    """What the worker does now and then."""
    with transaction():
        return sending.remind()


def test_what_is_planned_is_counted_from_the_close_of_the_late_list_and_written_once(lodged: Declaration) -> None:
    invitation = invited_late(lodged)
    planned(lodged)
    assert (remind(), remind()) == (1, 0)
    (row,) = db.session.query(Reminded)
    assert row.invitation_id == invitation.id
    said = newest_to(invitation)
    assert f"Signing closes on {closing(lodged.now)}." in said
    assert sending.may_leave(row.id) is None


def test_the_day_before_it_comes_nothing_is_written(lodged: Declaration) -> None:
    invited_late(lodged)
    planned(lodged, days=0)
    assert remind() == 0


def test_who_added_the_name_meanwhile_gets_none(lodged: Declaration) -> None:
    changed(invited_late(lodged), state="answered")
    planned(lodged)
    assert remind() == 0


def test_once_the_list_has_closed_nothing_is_written_and_what_waits_does_not_leave(lodged: Declaration) -> None:
    invited_late(lodged)
    planned(lodged)
    assert remind() == 1
    planned(lodged, days=5)
    over(lodged)
    assert remind() == 0
    (row,) = db.session.query(Reminded)
    assert sending.may_leave(row.id) == "The text is not open for signature any more."


def test_news_of_an_extended_deadline_that_was_never_told_is_not_told_after_the_lodging(lodged: Declaration) -> None:
    invited_late(lodged)
    changed(planned(lodged, days=0, kind="extended"), added_at=now() - timedelta(days=1))
    assert remind() == 0


def test_one_is_planned_for_late_names_and_refused_once_they_are_over(lodged: Declaration) -> None:
    with transaction():
        service.add(acting(lodged.ada), lodged.now, "deadline", 0)
    with pytest.raises(DomainError, match="That was on"), transaction():
        service.add(acting(lodged.ada), lodged.now, "deadline", 10)
    with pytest.raises(DomainError, match=f"after the deadline, {closing(lodged.now)}"), transaction():
        service.ask_by(acting(lodged.ada), lodged.now, days(3))
    over(lodged)
    with pytest.raises(InvalidTransition), transaction():
        service.add(acting(lodged.ada), lodged.now, "deadline", 1)


def test_where_the_close_is_not_known_a_day_to_answer_by_is_what_counts(ready: Declaration) -> None:
    ready.lodge()
    changed(ready.campaign, deadline=now() - timedelta(days=12), deadline_by_id=ready.ada.id)
    with pytest.raises(DomainError, match="There is no such day yet"), transaction():
        service.add(acting(ready.ada), ready.now, "deadline", 1)
    with transaction():
        service.ask_by(acting(ready.ada), ready.now, days(4))
        service.add(acting(ready.ada), ready.now, "answer_by", 1)
    invitation = invited_late(ready)
    assert "Signing closes" not in newest_to(invitation)


def test_the_page_says_until_when_and_lets_one_be_planned(client, lodged: Declaration) -> None:
    sign_in(client, lodged.ada)
    board = client.get(f"/en/desk/campaigns/{lodged.campaign.id}").text
    assert "Reminders of late names" in board
    page = client.get(f"/en/desk/campaigns/{lodged.campaign.id}/reminders")
    assert f"Names are taken until {closing(lodged.now)}" in text(page)
    assert "Plan a reminder" in page.text
    form = client.get(f"/en/desk/campaigns/{lodged.campaign.id}/reminders/new").text
    assert f"The deadline, {closing(lodged.now)}" in form
