"""Who asked to sign and does not confirm is reminded after two and five days, and after a week forgotten."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from petitions.accounts.models import Code
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox.models import Message
from petitions.people.models import Person
from petitions.signing.models import Invitation, Signature, Supporter
from petitions.signing.supporters import tidying
from tests.factories import changed
from tests.signing.scene import count
from tests.signing.supporters.petition import BEA, Petition, ask, sign, supporter_at
from tests.support.at_once import at_once
from tests.support.mailbox import mails_to, text_of


def days_ago(days: float) -> None:
    """Let so many days have passed since Bea asked."""
    changed(supporter_at(), asked_at=now() - timedelta(days=days))


def tidy() -> int:
    """What the worker does every minute."""
    with transaction():
        return tidying.tidy()


def reminders() -> list[str]:
    """The mails after the code."""
    return [text_of(mail) for mail in mails_to(BEA)[1:]]


def test_a_reminder_after_two_days_and_one_after_five(petition: Petition) -> None:
    ask(petition.campaign)
    for days, expected in ((1, 0), (2, 1), (3, 1), (5, 2), (6, 2)):
        days_ago(days)
        tidy()
        assert len(reminders()) == expected, days
    assert "/i/" in reminders()[0]


def test_after_a_week_nothing_is_left_of_who_did_not_confirm(petition: Petition) -> None:
    ask(petition.campaign)
    days_ago(7)
    assert tidy() == 1
    assert [count(table) for table in (Supporter, Invitation, Person, Code, Message)] == [0] * 5


def test_who_was_forgotten_may_ask_anew(petition: Petition) -> None:
    ask(petition.campaign)
    days_ago(8)
    tidy()
    assert ask(petition.campaign)
    assert sign().number == 1


def test_who_has_signed_is_neither_reminded_nor_forgotten(petition: Petition) -> None:
    ask(petition.campaign)
    sign()
    days_ago(30)
    assert tidy() == 0
    assert (count(Supporter), count(Signature)) == (1, 1)


def test_nobody_is_reminded_of_what_can_not_be_signed(petition: Petition) -> None:
    ask(petition.campaign)
    changed(petition.campaign, state="closed")
    days_ago(2)
    tidy()
    assert reminders() == []
    days_ago(7)
    tidy()
    assert count(Supporter) == 0


def test_declining_stops_reminders(petition: Petition) -> None:
    ask(petition.campaign)
    changed(supporter_at().invitation, state="declined", declined_at=now())
    days_ago(5)
    tidy()
    assert reminders() == []


def test_two_workers_remind_once(petition: Petition, app: Flask) -> None:
    ask(petition.campaign)
    days_ago(2)
    at_once(app, tidy, tidy, tidy)
    assert len(reminders()) == 1


def test_networks_are_forgotten_after_a_week(petition: Petition) -> None:
    ask(petition.campaign)
    sign()
    assert supporter_at().network == "192.0.2.0/24"
    days_ago(7.1)
    with transaction():
        assert tidying.forget_networks() == 1
    assert db.session.scalars(select(Supporter.network)).all() == [""]


def test_several_workers_forget_once_and_none_of_them_fails(petition: Petition, app: Flask) -> None:
    ask(petition.campaign)
    days_ago(7)
    done = at_once(app, tidy, tidy, tidy)
    assert sorted(done) == [0, 0, 1]
    assert count(Supporter) == 0
