"""The organisers' own words stand above the standing text, in the language chosen for whoever is invited."""

from email.message import EmailMessage
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.core.db import db, transaction
from petitions.core.errors import StalePage
from petitions.signing import service
from petitions.signing.batches.messages import NotPlain, message_in, messages, write_message
from petitions.signing.batches.models import InvitationMessage
from petitions.signing.batches.pages import mail_to
from petitions.signing.batches.plan_queries import Choice, plan
from petitions.signing.batches.service import ask_some, begin
from petitions.signing.models import Invitation
from tests import factories
from tests.factories import a_member
from tests.signing.scene import Desk, actions, address_of
from tests.signing.unsubscribing.letters import sent
from tests.support import mailbox
from tests.support.mailbox import mails_to

ENGLISH = "Aru has taught for twenty years.\n\nSee https://lantern.example/aru?a=1&b=2\nor ask me."
FRENCH = "Aru enseigne depuis vingt ans <3"


def text_of(mail: EmailMessage) -> str:
    """The words of a mail, with line ends as they were typed."""
    return mailbox.text_of(mail).replace("\r\n", "\n")


def write(desk: Desk, language: str, body: str, made_from: int = 0) -> None:
    with transaction():
        write_message(desk.actor, desk.campaign, language, body, made_from)


def invited(desk: Desk, language: str) -> str:
    """The address of somebody invited in the language."""
    person = a_member()
    with transaction():
        batch = begin(desk.actor, desk.campaign, Choice(language, country="LT"), uuid4())
        ask_some(desk.actor, batch, [person.id])
    return address_of(person)


def test_the_words_stand_between_the_greeting_and_the_standing_text(app: Flask, desk: Desk) -> None:
    write(desk, "en", ENGLISH)
    person = a_member()
    with transaction():
        service.invite(desk.actor, desk.campaign, person)
    (mail,) = sent(app)
    greeting, _words, rest = text_of(mail).partition(ENGLISH)
    assert greeting == f"Dear {person.name},\n\n"
    assert rest.startswith("\n\nLantern asks you to sign a letter:")
    html = mail.get_body(("html",)).get_content()
    assert '<p lang="en" dir="ltr">Aru has taught for twenty years.</p>' in html
    assert "https://lantern.example/aru?a=1&amp;b=2<br>or ask me.</p>" in html
    assert db.session.scalars(select(Invitation.language)).one() == "en"


def test_each_gets_the_words_in_the_language_chosen_else_in_that_of_the_text(desk: Desk) -> None:
    write(desk, "en", ENGLISH), write(desk, "fr", FRENCH)
    for language, words in (("fr", FRENCH), ("en", ENGLISH), ("pl", ENGLISH)):
        (mail,) = mails_to(invited(desk, language))
        assert words in text_of(mail)
    (mail,) = mails_to(invited(desk, "fr"))
    assert '<p lang="fr" dir="ltr">Aru enseigne depuis vingt ans &lt;3</p>' in mail.get_body(("html",)).get_content()


def test_without_words_the_standing_text_stands_alone(desk: Desk) -> None:
    write(desk, "fr", FRENCH)
    (mail,) = mails_to(invited(desk, "en"))
    assert ",\n\nLantern asks you" in text_of(mail)


def test_words_from_right_to_left_run_so(desk: Desk) -> None:
    write(desk, "ar", "إلى النواب")
    (mail,) = mails_to(invited(desk, "ar"))
    assert '<p lang="ar" dir="rtl">' in mail.get_body(("html",)).get_content()


def test_the_preview_is_the_mail_with_words_in_the_place_of_its_links(desk: Desk) -> None:
    write(desk, "en", ENGLISH)
    person = a_member()
    shown = mail_to(desk.campaign, "en", {"person": person, "body": ""})
    with transaction():
        service.invite(desk.actor, desk.campaign, person)
    (mail,) = mails_to(address_of(person))
    written = text_of(mail)
    for line in written.splitlines():
        assert line in shown.text or "/en/i/" in line or "/en/unsubscribe/" in line
    assert "http" not in shown.text.replace("https://lantern.example", "")
    assert shown.subject == mail["Subject"]


def test_words_are_changed_from_what_was_shown_and_removed_where_none_are_left(desk: Desk) -> None:
    write(desk, "en", ENGLISH)
    with pytest.raises(StalePage):
        write(desk, "en", "Other words", 0)
    write(desk, "en", "Other words", 1)
    write(desk, "en", "Other words", 2)
    assert (message_in(desk.campaign, "en").body, message_in(desk.campaign, "en").revision) == ("Other words", 2)
    write(desk, "en", "", 2)
    assert list(messages(desk.campaign)) == []
    write(desk, "en", "")
    wrote = ["invitation_message:write"] * 2
    assert actions() == [*wrote, "invitation_message:remove"]


def test_words_with_a_hidden_link_are_refused_and_nothing_is_stored(desk: Desk) -> None:
    with pytest.raises(NotPlain):
        write(desk, "en", "Read [this](https://evil.example)")
    assert message_in(desk.campaign, "en") is None


def test_a_preview_made_before_the_words_changed_is_stale(desk: Desk) -> None:
    a_member()
    choice = Choice("en", country="LT")
    before = plan(desk.actor, desk.campaign, choice).seal
    write(desk, "en", ENGLISH)
    after = plan(desk.actor, desk.campaign, choice).seal
    write(desk, "fr", FRENCH)
    assert before != after == plan(desk.actor, desk.campaign, choice).seal


def test_the_database_keeps_one_message_a_language_and_none_that_is_empty(desk: Desk) -> None:
    write(desk, "en", ENGLISH)
    for wrong in ({"language": "en", "body": "Again"}, {"language": "fr", "body": ""}):
        row = InvitationMessage(campaign_id=desk.campaign.id, written_by="Ada", written_at=desk.campaign.created_at)
        row.language, row.body = wrong["language"], wrong["body"]
        with pytest.raises(IntegrityError):
            factories.saved(row)
