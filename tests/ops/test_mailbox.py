"""Mail can be read on a local page where people try things out, and that page does not exist in production."""

import base64
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.core.db import transaction
from petitions.ops import mailbox
from petitions.ops.mailbox import Piece
from petitions.outbox import worker
from petitions.outbox.mail import Attachment, Envelope, Mail, Rendered, put

TEXT = """Your code is 483 920.

Read the letter: http://localhost:8000/en/i/abc123.
Elsewhere: https://attacker.example/en/i/abc
Alike: http://localhost:8000.attacker.example/
"""


def sent(to: str = "ona@parliament.example", subject: str = "Your code", **options) -> None:
    with transaction():
        envelope = Envelope(kind="code", ref=uuid4(), to=to, **options)
        put(Mail(envelope, Rendered(subject, TEXT, "<p>In HTML <script>alert(1)</script></p>")))
    worker.look()


def the_mail(client: FlaskClient, to: str) -> str:
    """The address of the newest mail to the recipient."""
    app = client.application
    return f"/en/mailbox/{mailbox.lines(app.config['SETTINGS'].mail_folder, to)[0].name}"


def test_the_newest_mail_stands_first(app: Flask, client: FlaskClient) -> None:
    sent(subject="The first")
    sent(subject="The second")
    page = client.get("/en/mailbox").text
    assert page.index("The second") < page.index("The first")
    assert "ona@parliament.example" in page


def test_mail_is_found_by_its_recipient(app: Flask, client: FlaskClient) -> None:
    sent("ona@parliament.example", "For Ona")
    sent("jan@parliament.example", "For Jan")
    page = client.get("/en/mailbox?to=Ona@").text
    assert "For Ona" in page
    assert "For Jan" not in page


def test_where_nothing_was_sent_the_page_says_what_to_do(client: FlaskClient) -> None:
    assert "Ask for a code to sign in" in client.get("/en/mailbox").text
    assert "Nothing was sent to this address" in client.get("/en/mailbox?to=nobody@").text


def test_code_and_own_link_can_be_used_and_no_other_link(app: Flask, client: FlaskClient) -> None:
    sent()
    page = client.get(the_mail(client, "ona@")).text
    assert "Your code is 483 920." in page
    assert '<a href="http://localhost:8000/en/i/abc123">' in page
    assert 'href="https://attacker' not in page
    assert 'href="http://localhost:8000.attacker' not in page
    assert "<script>" not in page


def test_letters_of_every_script_are_readable(app: Flask, client: FlaskClient) -> None:
    sent(subject="Žodis, słowo, сөз", from_name="Źródło")
    page = client.get(the_mail(client, "ona@")).text
    assert "Žodis, słowo, сөз" in page
    assert "Źródło" in page


def test_an_attachment_is_downloaded_and_never_shown(app: Flask, client: FlaskClient) -> None:
    sent(attachments=(Attachment("letter.pdf", b"%PDF-1.7 whole"),))
    address = the_mail(client, "ona@")
    assert "letter.pdf" in client.get(address).text
    answer = client.get(f"{address}/1")
    assert answer.data == b"%PDF-1.7 whole"
    assert answer.headers["Content-Disposition"] == "attachment; filename=letter.pdf"
    assert client.get(f"{address}/2").status_code == 404


@pytest.mark.parametrize("name", ["none.eml", "..%2Fundersigned.db", "undersigned.db", "%00.eml", "*.eml"])
def test_a_name_that_is_no_mail_leads_nowhere(app: Flask, client: FlaskClient, name: str) -> None:
    sent()
    assert client.get(f"/en/mailbox/{name}").status_code == 404


def test_no_cache_keeps_a_page_with_codes(client: FlaskClient) -> None:
    assert client.get("/en/mailbox").headers["Cache-Control"] == "no-store"


def production(make_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    return make_app(
        UNDERSIGNED_ENV="production",
        SECRET_KEY="s" * 32,
        INDEX_KEY="i" * 32,
        DATA_KEYS="k1:" + base64.b64encode(bytes(32)).decode(),
        BASE_URL="https://letters.example",
        MAIL_FROM="letters@ngo.example",
        SMTP_HOST="mail.example",
    )


def test_in_production_there_is_no_mailbox(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = production(make_app, tmp_path)
    assert [rule.endpoint for rule in app.url_map.iter_rules() if "mail" in rule.rule or "mail" in rule.endpoint] == []
    assert app.test_client().get("/en/mailbox").status_code == 404


@pytest.mark.parametrize("environment", ["development", "test"])
def test_elsewhere_there_is_one(make_app: Callable[..., Flask], environment: str) -> None:
    app = make_app(UNDERSIGNED_ENV=environment)
    assert app.test_client().get("/en/mailbox").status_code == 200


def test_text_without_addresses_stays_whole() -> None:
    assert mailbox.pieces("No address.", "http://localhost:8000") == [Piece("No address.")]


def test_an_address_ends_before_the_full_stop() -> None:
    pieces = mailbox.pieces("See http://localhost:8000/en/.", "http://localhost:8000")
    assert pieces == [Piece("See "), Piece(*["http://localhost:8000/en/"] * 2), Piece(".")]


def test_the_time_of_a_mail_is_read_from_its_name(app: Flask) -> None:
    sent()
    assert isinstance(mailbox.lines(app.config["SETTINGS"].mail_folder)[0].at, datetime)
