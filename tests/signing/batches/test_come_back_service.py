"""A mail that a server took and then brought back is known again, and its invitation surfaces as bounced. Once."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox import worker
from petitions.outbox.bounces import folder
from petitions.outbox.models import Bounce, Message
from petitions.outbox.states import MessageState
from petitions.people.addresses import masked
from petitions.people.models import Address
from petitions.signing import service
from petitions.signing.batches.bounce_queries import bounced, last_mails, words_of
from petitions.signing.models import Invitation
from petitions.signing.reminding.queries import outcomes
from petitions.signing.reminding.sending import remind
from tests import factories
from tests.factories import a_member
from tests.signing.reminding.scene import asked_long_ago, is_due
from tests.signing.scene import Desk, address_of, ask, sign
from tests.support import bounces
from tests.support.bounces import Maildir
from tests.support.smtp import Received, Running, mail_server


@pytest.fixture
def server() -> Iterator[Running]:
    with mail_server() as running:
        yield running


@pytest.fixture
def maildir(tmp_path: Path) -> Maildir:
    return Maildir(tmp_path / "bounces")


@pytest.fixture
def app(make_app: Callable[..., Flask], server: Running, maildir: Maildir) -> Iterator[Flask]:
    """An application that sends to the test's own mail server, and to whose folder mails come back."""
    app = make_app(**server.environ, **maildir.environ)
    with app.app_context():
        yield app


def take() -> int:
    """What the worker does every few seconds."""
    with transaction():
        return folder.take()


def take_and_die() -> None:
    """The same, and the worker is cut off before it has committed."""
    with transaction():
        folder.take()
        raise RuntimeError("cut off")


def sent(desk: Desk, server: Running) -> tuple[Invitation, Received]:
    """An invitation that the mail server took, and the mail as it was taken."""
    person = a_member()
    with transaction():
        invitation = service.invite(desk.actor, desk.campaign, person)
    worker.look()
    [mail] = server.office.to(address_of(person))
    return invitation, mail


def state(invitation: Invitation) -> str:
    db.session.expire_all()
    return db.session.get_one(Invitation, invitation.id).state


def count_bounces() -> int:
    return db.session.scalar(select(func.count()).select_from(Bounce))


def test_each_mail_leaves_with_a_return_address_of_its_own(desk: Desk, server: Running) -> None:
    senders = {sent(desk, server)[1].sender for _ in range(2)}
    assert len(senders) == 2
    assert all(one.startswith("bounces+") and one.endswith("@undersigned.example") for one in senders)


def test_what_comes_back_surfaces_with_the_words_of_the_server_and_its_file_goes(
    desk: Desk, server: Running, maildir: Maildir
) -> None:
    invitation, mail = sent(desk, server)
    assert state(invitation) == "sent"
    maildir.put(bounces.of(mail))
    assert take() == 1
    assert state(invitation) == "bounced"
    [row] = bounced(invitation.campaign)
    assert row.said == f"550 5.1.1 <{masked(mail.recipients[0])}>: no such mailbox"
    assert mail.recipients[0] not in row.said
    assert (maildir.files("new"), maildir.files("cur")) == ([], [])


def test_the_mail_that_is_quoted_tells_which_it_was_where_the_return_address_is_lost(
    desk: Desk, server: Running, maildir: Maildir
) -> None:
    invitation, mail = sent(desk, server)
    quoted = str(mail.mail["Message-ID"])
    maildir.put(bounces.report("postmaster@undersigned.example", mail.recipients[0], quoted=quoted))
    assert take() == 1
    assert state(invitation) == "bounced"


def test_whoever_knows_a_message_id_can_not_say_that_it_failed_for_somebody_else(
    desk: Desk, server: Running, maildir: Maildir
) -> None:
    invitation, mail = sent(desk, server)
    quoted = str(mail.mail["Message-ID"])
    maildir.put(bounces.report("postmaster@undersigned.example", "other@parliament.example", quoted=quoted))
    made_up = mail.sender.replace("@", "a@")
    maildir.put(bounces.report(made_up, mail.recipients[0]))
    assert take() == 0
    assert state(invitation) == "sent"


def test_news_that_come_twice_count_once(desk: Desk, server: Running, maildir: Maildir) -> None:
    invitation, mail = sent(desk, server)
    maildir.put(bounces.of(mail)), maildir.put(bounces.of(mail, said="smtp; 550 again"))
    take()
    assert (count_bounces(), state(invitation)) == (1, "bounced")
    assert maildir.files("new") == []


def test_an_answer_outweighs_what_comes_back_later(desk: Desk, server: Running, maildir: Maildir) -> None:
    invitation, mail = sent(desk, server)
    sign(invitation, ask(invitation))
    maildir.put(bounces.of(mail))
    take()
    assert state(invitation) == "answered"


def test_so_does_another_address_that_is_registered_since(desk: Desk, server: Running, maildir: Maildir) -> None:
    invitation, mail = sent(desk, server)
    old = invitation.person.addresses[0]
    factories.changed(old, superseded_at=now())
    factories.saved(
        Address(person_id=old.person_id, roster_id=old.roster_id, address="new@parliament.example", registered_at=now())
    )
    maildir.put(bounces.of(mail))
    take()
    assert (count_bounces(), state(invitation)) == (1, "sent")


def test_a_reminder_that_comes_back_says_the_same_and_is_counted_among_those(
    desk: Desk, server: Running, maildir: Maildir
) -> None:
    invitation, _mail = sent(desk, server)
    asked_long_ago()
    reminder = is_due(desk)
    with transaction():
        remind()
    worker.look()
    reminded = server.office.to(address_of(invitation.person))[-1]
    maildir.put(bounces.of(reminded, said="smtp; 552 5.2.2 mailbox full"))
    take()
    assert state(invitation) == "bounced"
    assert [row.said for row in bounced(invitation.campaign)] == ["552 5.2.2 mailbox full"]
    assert words_of(last_mails([invitation.id])[invitation.id]) == "552 5.2.2 mailbox full"
    assert outcomes(invitation.campaign)[reminder.id] == {"bounced": 1}


def test_a_server_that_still_tries_and_whoever_is_away_change_nothing_and_are_kept_for_a_person(
    desk: Desk, server: Running, maildir: Maildir
) -> None:
    invitation, mail = sent(desk, server)
    maildir.put(bounces.of(mail, action="delayed")), maildir.put(bounces.out_of_office(mail.sender))
    assert take() == 0
    assert state(invitation) == "sent"
    assert (len(maildir.files("new")), len(maildir.files("cur"))) == (0, 2)
    old = maildir.files("cur")[0]
    os.utime(old, (time.time() - 31 * 86_400,) * 2)
    take()
    assert old not in maildir.files("cur")
    assert len(maildir.files("cur")) == 1


def test_news_of_a_mail_that_is_still_being_handed_over_wait(desk: Desk, server: Running, maildir: Maildir) -> None:
    invitation, mail = sent(desk, server)
    message = db.session.scalars(select(Message).where(Message.ref == invitation.id)).one()
    factories.changed(message, state=MessageState.SENDING, lease_until=now())
    file = maildir.put(bounces.of(mail))
    assert take() == 0
    assert maildir.files("new") == [file]
    factories.changed(message, state=MessageState.ACCEPTED, lease_until=None)
    assert take() == 1


def test_a_file_stays_until_its_news_are_committed(desk: Desk, server: Running, maildir: Maildir) -> None:
    invitation, mail = sent(desk, server)
    file = maildir.put(bounces.of(mail))
    with pytest.raises(RuntimeError, match="cut off"):
        take_and_die()
    assert (maildir.files("new"), state(invitation)) == ([file], "sent")
    assert take() == 1


def test_a_mail_made_to_confuse_holds_up_no_other(desk: Desk, server: Running, maildir: Maildir) -> None:
    invitation, mail = sent(desk, server)
    maildir.put(b""), maildir.put(b"Content-Type: message/rfc822\r\n\r\n" * 2_000)
    maildir.put(bounces.of(mail))
    assert take() == 1
    assert state(invitation) == "bounced"


def test_without_a_folder_or_before_the_mail_server_made_it_nothing_happens(
    desk: Desk, app: Flask, maildir: Maildir
) -> None:
    maildir.folder.rename(maildir.folder.with_name("elsewhere"))
    assert take() == 0
