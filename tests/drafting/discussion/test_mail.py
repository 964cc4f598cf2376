"""The mail that tells a colleague where a discussion names them, as its reader gets it."""

from email.message import EmailMessage

import pytest
from flask import Flask

from petitions.core import i18n
from petitions.core.db import transaction
from petitions.core.i18n import speaking
from petitions.drafting.discussion import mail, service
from petitions.drafting.discussion.models import Mention
from tests.drafting.discussion.office import Office
from tests.factories import acting, changed
from tests.support.mailbox import mails_to, text_of


def told(office: Office, *said: str) -> EmailMessage:
    """The mail to Rut on what Ada says of the first paragraph."""
    latest = office.latest
    with transaction() as session:
        for words in said:
            service.comment(acting(office.ada), latest, 0, words)
        mail.tell_mentions(office.rut, session.query(Mention).order_by(Mention.at).all())
    return mails_to(office.rut.email)[-1]


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def test_the_mail_speaks_its_readers_language_whoever_makes_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "LOCALES", ("en", "ar"))
    office = Office()
    changed(office.rut, language="ar")
    with speaking("en"):
        message = told(office, "Is this right, @Rut Reviewer?")
    assert "/ar/desk/campaigns/" in text_of(message)
    assert '<html lang="ar" dir="rtl">' in html_of(message)


def test_a_language_that_we_do_not_speak_is_answered_in_english(app: Flask) -> None:
    office = Office()
    changed(office.rut, language="lt")
    message = told(office, "Is this right, @Rut Reviewer?")
    assert "/en/desk/campaigns/" in text_of(message)
    assert '<html lang="en"' in html_of(message)


def test_one_mention_is_told_in_the_subject_and_leads_to_its_thread(app: Flask) -> None:
    office = Office()
    message = told(office, "Is this right, @Rut Reviewer?")
    assert message["Subject"] == f"Ada Drafter names you in “{office.campaign.title}”"
    text = text_of(message)
    assert "Dear Rut Reviewer," in text
    assert "Ada Drafter, on version 1, paragraph 1:" in text
    assert "Is this right, @Rut Reviewer?" in text
    assert f"/en/desk/campaigns/{office.campaign.id}/discussion/" in text
    assert f"/en/desk/campaigns/{office.campaign.id}/discussion/" in html_of(message)


def test_several_mentions_are_counted_and_the_campaign_named_once(app: Flask) -> None:
    office = Office()
    message = told(office, "First, @Rut Reviewer.", "Second, @Rut Reviewer.")
    assert message["Subject"] == f"You are named 2 times in “{office.campaign.title}”"
    text = text_of(message)
    assert text.count(office.campaign.title) == 1
    assert text.index("First") < text.index("Second")
    assert text.count("/discussion/") == 2


def test_what_was_said_is_cut_short_escaped_and_turns_no_words(app: Flask) -> None:
    office = Office()
    changed(office.campaign, title="<i>Let her stay</i>")
    message = told(office, "@Rut Reviewer <script>alert(1)</script> \u202eexe " + "word " * 200)
    for shown in (text_of(message), html_of(message)):
        assert "\u202e" not in shown
        assert "U+202E" in shown
        assert "…" in shown
    assert "<script>" not in html_of(message)
    assert "<i>" not in html_of(message)
