"""Colleagues named in a discussion are told by mail: once, together, and nobody who has no business with it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from petitions.accounts.models import Membership, Role, User
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError
from petitions.drafting.discussion import mail, mentions, service
from petitions.drafting.discussion.models import Mention
from petitions.drafting.paragraphs import Change
from petitions.outbox.models import Message
from tests.drafting.discussion.office import GREETING, PLEA, Office
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation, changed, saved
from tests.support.at_once import at_once
from tests.support.mailbox import mails_to, text_of


def pass_minutes(minutes: float) -> None:
    """Let time pass for the mentions that wait."""
    with transaction() as session:
        for mention in session.scalars(select(Mention).where(Mention.told_at.is_(None))):
            mention.at -= timedelta(minutes=minutes)


def tell() -> int:
    """What the worker does every minute."""
    with transaction():
        return mentions.tell()


def told(user: User) -> list[str]:
    """The mails on discussions to the user, oldest first."""
    return [text_of(found) for found in mails_to(user.email)]


def waiting() -> int:
    return len(db.session.scalars(select(Mention).where(Mention.told_at.is_(None))).all())


def test_a_mention_is_told_in_a_mail_that_says_who_said_what_where(app: Flask) -> None:
    office = Office()
    thread = office.comment(1, "@Dan Dispatcher, stay where?")
    pass_minutes(5)
    assert tell() == 1
    (found,) = told(office.dan)
    for words in ("Rut Reviewer", "version 1, paragraph 2", "stay where?", "Let her stay", str(thread.id)):
        assert words in found
    message = db.session.scalars(select(Message)).one()
    assert (message.kind, message.organisation_id) == ("mentions", office.organisation.id)
    assert "Lantern" in message.sender


def test_several_mentions_make_one_mail_in_the_order_in_which_they_were_made(app: Flask) -> None:
    office = Office()
    thread = office.comment(0, "First, @Dan Dispatcher.")
    office.comment(1, "Second, @dan dispatcher.", by=office.ada)
    office.reply(thread, "Third, @Dan Dispatcher.", by=office.ada)
    office.suggest(1, "Let her stay.", note="Fourth, @Dan Dispatcher.")
    pass_minutes(5)
    assert tell() == 1
    (found,) = told(office.dan)
    places = [found.index(word) for word in ("First", "Second", "Third", "Fourth")]
    assert places == sorted(places)
    assert tell() == 0
    assert len(told(office.dan)) == 1


def test_the_oldest_mention_says_when_all_that_wait_are_told(app: Flask) -> None:
    office = Office()
    office.comment(0, "First, @Dan Dispatcher.")
    pass_minutes(4.5)
    assert tell() == 0
    office.comment(1, "Second, @Dan Dispatcher.")
    pass_minutes(0.5)
    assert tell() == 1
    assert "Second" in told(office.dan)[0]
    office.comment(1, "Third, @Dan Dispatcher.")
    assert tell() == 0
    pass_minutes(5)
    assert tell() == 1
    assert "First" not in told(office.dan)[1]


def test_each_of_several_colleagues_gets_a_mail_and_one_named_twice_is_told_once(app: Flask) -> None:
    office = Office()
    office.comment(0, "@Dan Dispatcher and @Ada Drafter and @Dan Dispatcher")
    assert waiting() == 2
    pass_minutes(5)
    assert tell() == 2
    assert [len(told(user)) for user in (office.dan, office.ada, office.rut)] == [1, 1, 0]


def test_nobody_is_told_of_what_they_said_themselves(app: Flask) -> None:
    office = Office()
    office.comment(0, "I, @Rut Reviewer, say so.")
    assert waiting() == 0


def test_two_colleagues_of_one_name_are_both_told(app: Flask) -> None:
    office = Office()
    namesake = a_user(office.organisation, Role.REVIEWER, name="Dan Dispatcher")
    office.comment(0, "@Dan Dispatcher")
    pass_minutes(5)
    assert tell() == 2
    assert len(told(namesake)) == len(told(office.dan)) == 1


def test_nobody_outside_the_organisation_or_shut_out_of_it_can_be_named(app: Flask) -> None:
    office = Office()
    a_user(an_organisation("Elsewhere"), Role.OWNER, name="Eva Elsewhere")
    changed(office.dan, disabled_at=now())
    office.comment(0, "@Eva Elsewhere @Dan Dispatcher")
    assert waiting() == 0


def test_who_is_shut_out_before_the_mail_is_written_gets_none(app: Flask) -> None:
    office = Office()
    office.comment(0, "@Dan Dispatcher")
    changed(office.dan, disabled_at=now())
    pass_minutes(5)
    assert tell() == 0
    assert (waiting(), told(office.dan)) == (0, [])


def _moves_to(user: User, organisation_id: Any) -> None:
    with transaction() as session:
        session.execute(update(Membership).where(Membership.user_id == user.id).values(organisation_id=organisation_id))


def test_who_leaves_the_organisation_before_the_mail_is_written_reads_nothing_of_it(app: Flask) -> None:
    office = Office()
    office.comment(0, "@Dan Dispatcher, our secret plan.")
    _moves_to(office.dan, an_organisation("Elsewhere").id)
    pass_minutes(5)
    assert tell() == 0
    assert told(office.dan) == []
    _moves_to(office.dan, office.organisation.id)
    assert tell() == 0


def test_a_mail_tells_of_one_organisation_only(app: Flask) -> None:
    office, partner = Office(), Office()
    saved(
        Membership(user_id=office.dan.id, organisation_id=partner.organisation.id, role=Role.REVIEWER, created_at=now())
    )
    partner.dan = changed(partner.dan, name="Somebody Else")
    office.comment(0, "@Dan Dispatcher, in our house.")
    partner.comment(0, "@Dan Dispatcher, in the other house.")
    pass_minutes(5)
    assert tell() == 2
    first, second = sorted(told(office.dan), key=lambda text: "other house" in text)
    assert "in our house" in first
    assert "in our house" not in second
    assert "in the other house" not in first
    senders = {row.organisation_id for row in db.session.scalars(select(Message))}
    assert senders == {office.organisation.id, partner.organisation.id}


def test_mentions_in_two_campaigns_of_an_organisation_make_one_mail_that_names_both(app: Flask) -> None:
    office = Office()
    other = changed(a_campaign(a_case(office.organisation), author=office.ada), title="Let him speak")
    office.comment(0, "@Dan Dispatcher, one.")
    office.campaign = other
    office.comment(0, "@Dan Dispatcher, two.")
    pass_minutes(5)
    assert tell() == 1
    (found,) = told(office.dan)
    assert "Let her stay" in found
    assert "Let him speak" in found


def test_two_workers_that_tell_at_once_write_one_mail(app: Flask) -> None:
    office = Office()
    office.comment(0, "@Dan Dispatcher")
    pass_minutes(5)
    assert sorted(map(str, at_once(app, *[tell] * 4))) == ["0", "0", "0", "1"]
    assert len(told(office.dan)) == 1


def test_a_mail_that_can_not_be_written_leaves_the_mention_waiting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    office.comment(0, "@Dan Dispatcher")
    pass_minutes(5)

    def fail(*_arguments: object, **_context: object) -> None:
        raise OSError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(mail, "post", fail)
        with pytest.raises(OSError, match="disk is full"):
            tell()
    assert waiting() == 1
    assert tell() == 1


def test_a_comment_that_is_refused_names_nobody(app: Flask) -> None:
    office = Office()
    with pytest.raises(DomainError):
        office.comment(9, "@Dan Dispatcher")
    assert waiting() == 0


def test_a_note_given_with_several_suggestions_is_told_in_one_mail(app: Flask) -> None:
    office = Office()
    wanted = [Change(0, GREETING, "Madam Minister,"), Change(1, PLEA, "Let her stay.")]
    page = office.latest
    with transaction():
        service.suggest(acting(office.rut), page, wanted, "For @Dan Dispatcher")
    pass_minutes(5)
    assert tell() == 1
    assert told(office.dan)[0].count("For @Dan Dispatcher") == 2


def test_a_mail_shows_what_turns_words_and_quotes_in_one_short_line(app: Flask) -> None:
    office = Office()
    office.comment(0, "@Dan Dispatcher\u202eevil\n\n<b>Subject</b>: x\n" + "word " * 500)
    pass_minutes(5)
    tell()
    (found,) = told(office.dan)
    assert "\u202e" not in found
    assert "⟨U+202E⟩evil <b>Subject</b>: x word" in found
    assert found.count("word") < 70
