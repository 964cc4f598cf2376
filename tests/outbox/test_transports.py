"""What the mail server said decides what became of a mail, and nobody real can get one from a test."""

import datetime
import ssl
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from petitions.core.config import Settings
from petitions.outbox import transports
from petitions.outbox.rules import Parcel
from petitions.outbox.states import MessageState
from petitions.outbox.transports import FileTransport, SmtpTransport
from tests.conftest import settings_for
from tests.support.smtp import DROP, HANG, Running, free_port, mail_server

S = MessageState
TO = "office@ministry.example"


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


@pytest.fixture
def transport(app: Flask, server: Running, tmp_path: Path):
    transport = SmtpTransport(settings_for(tmp_path, **server.environ))
    yield transport
    transport.close()


def a_parcel(to: str = TO, source: bytes = b"Subject: Let her stay\r\n\r\nDear Minister\r\n") -> Parcel:
    return Parcel(uuid4(), 1, "letter", True, "letters@undersigned.example", to, source)


def test_an_accepted_mail_arrives_whole_with_the_servers_own_words(transport, server: Running) -> None:
    server.office.answer(TO, "250 2.0.0 Ok: queued as 4711")
    outcome = transport.send(a_parcel(source=b"Subject: x\r\n\r\n.a dot\r\n..two\r\n"))
    assert (outcome.result, outcome.code, outcome.text) == (S.ACCEPTED, 250, "2.0.0 Ok: queued as 4711")
    assert server.office.received[0].source == b"Subject: x\r\n\r\n.a dot\r\n..two\r\n"
    assert server.office.received[0].sender == "letters@undersigned.example"


@pytest.mark.parametrize("at", ["rcpt", "end"])
@pytest.mark.parametrize(
    ("answer", "result"),
    [("451 4.7.1 Greylisted, try later", S.DEFERRED), ("550 5.1.1 No such office", S.REFUSED)],
)
def test_a_refusal_is_kept_in_the_servers_own_words(transport, server: Running, at, answer, result) -> None:
    server.office.answer(TO, answer, at=at)
    outcome = transport.send(a_parcel())
    assert (outcome.result, f"{outcome.code} {outcome.text}") == (result, answer)


def test_after_a_refusal_the_next_mail_leaves_on_the_same_line(transport, server: Running) -> None:
    server.office.answer(TO, "550 5.1.1 No such office", at="rcpt")
    transport.send(a_parcel())
    assert transport.send(a_parcel("other@ministry.example")).result == S.ACCEPTED
    assert server.office.connections == 1
    assert [mail.recipients for mail in server.office.received] == [("other@ministry.example",)]


def test_a_line_lost_after_the_final_dot_leaves_the_fate_unknown(transport, server: Running) -> None:
    server.office.answer(TO, DROP)
    assert transport.send(a_parcel()).result == S.UNKNOWN
    assert transport.send(a_parcel("other@ministry.example")).result == S.ACCEPTED


def test_a_line_lost_before_the_mail_puts_off(transport, server: Running) -> None:
    server.office.answer(TO, DROP, at="rcpt")
    assert transport.send(a_parcel()).result == S.DEFERRED


def test_a_server_that_never_answers_the_final_dot_leaves_the_fate_unknown(
    transport, server: Running, monkeypatch
) -> None:
    monkeypatch.setattr(transports, "ANSWER_TIMEOUT", 0.3)
    server.office.answer(TO, HANG)
    assert transport.send(a_parcel()).result == S.UNKNOWN


def test_a_server_that_hangs_before_the_mail_puts_off(transport, server: Running, monkeypatch) -> None:
    monkeypatch.setattr(transports, "STEP_TIMEOUT", 0.3)
    server.office.answer(TO, HANG, at="rcpt")
    assert transport.send(a_parcel()).result == S.DEFERRED


def test_a_server_that_says_goodbye_puts_off_and_is_called_again(transport, server: Running) -> None:
    server.office.answer(TO, "421 4.3.2 Shutting down", at="rcpt")
    assert transport.send(a_parcel()).result == S.DEFERRED
    assert transport.send(a_parcel("other@ministry.example")).result == S.ACCEPTED


def test_a_line_that_the_server_closed_between_two_mails_is_opened_anew(app: Flask, tmp_path: Path) -> None:
    with mail_server() as first:
        transport = SmtpTransport(settings_for(tmp_path, **first.environ))
        transport.send(a_parcel())
        transport._line.host.sock.shutdown(2)
        assert transport.send(a_parcel()).result == S.ACCEPTED
        assert len(first.office.received) == 2
        transport.close()


def test_a_server_that_is_not_there_puts_off(app: Flask, tmp_path: Path) -> None:
    environ = {"MAIL_TRANSPORT": "smtp", "SMTP_PORT": str(free_port())}
    outcome = SmtpTransport(settings_for(tmp_path, **environ)).send(a_parcel())
    assert outcome.result == S.DEFERRED
    assert "refused" in outcome.text


def test_outside_production_a_real_recipient_is_refused_and_the_server_hears_nothing(
    transport, server: Running
) -> None:
    outcome = transport.send(a_parcel("member@europarl.europa.eu"))
    assert (outcome.result, outcome.code) == (S.REFUSED, None)
    assert server.office.connections == 0


@pytest.mark.parametrize("environment", ["development", "test"])
def test_outside_production_another_machine_is_never_called(
    app: Flask, tmp_path: Path, environment: str, monkeypatch
) -> None:
    called: list[object] = []
    monkeypatch.setattr(transports.Line, "configure_host", called.append)
    settings = settings_for(tmp_path, UNDERSIGNED_ENV=environment, MAIL_TRANSPORT="smtp", SMTP_HOST="mail.ngo.example")
    assert SmtpTransport(settings).send(a_parcel()).result == S.REFUSED
    assert called == []


def a_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for this machine that nobody has heard of, and a server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context


def secured(tmp_path: Path, server: Running) -> Settings:
    environ = {**server.environ, "SMTP_HOST": "localhost", "SMTP_SECURITY": "starttls"}
    return settings_for(tmp_path, **environ)


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(app: Flask, tmp_path: Path) -> None:
    _, context = a_certificate(tmp_path)
    with mail_server(tls=context) as server:
        outcome = SmtpTransport(secured(tmp_path, server)).send(a_parcel())
        assert outcome.result == S.DEFERRED
        assert "certificate verify failed" in outcome.text
        assert server.office.received == []


def test_a_server_with_a_trusted_certificate_gets_it(app: Flask, tmp_path: Path, monkeypatch) -> None:
    path, context = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with mail_server(tls=context) as server:
        transport = SmtpTransport(secured(tmp_path, server))
        assert transport.send(a_parcel()).result == S.ACCEPTED
        transport.close()


def test_a_server_without_starttls_gets_no_mail_where_it_is_wanted(app: Flask, tmp_path: Path, server: Running) -> None:
    outcome = SmtpTransport(secured(tmp_path, server)).send(a_parcel())
    assert outcome.result == S.DEFERRED
    assert "STARTTLS" in outcome.text
    assert server.office.received == []


def test_a_mail_in_a_file_is_whole(app: Flask, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    assert FileTransport(settings).send(a_parcel()).result == S.ACCEPTED
    assert FileTransport(settings).send(a_parcel()).result == S.ACCEPTED
    files = list(settings.mail_folder.iterdir())
    assert [path.suffix for path in files] == [".eml", ".eml"]
    assert message_from_bytes(files[0].read_bytes())["Subject"] == "Let her stay"


def test_a_folder_that_cannot_be_written_puts_off(app: Flask, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    settings = replace(settings_for(tmp_path), mail_folder=in_the_way)
    assert FileTransport(settings).send(a_parcel()).result == S.DEFERRED
