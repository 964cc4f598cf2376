"""What comes back is read: for whom, why, and which mail it was. Whatever is no final failure is none."""

import json
import time

import pytest

from petitions.outbox.bounces.reading import LONGEST_SAID, Report, read
from tests.support.bounces import out_of_office, report
from tests.support.shared import shared

TO, MEMBER = "bounces+x@undersigned.example", "Member@parliament.example"
# Whoever made this one anonymous left an address that is none; it is a final failure all the same.
ANONYMOUS = {"simple_42.txt": {"david...@gmail.com"}}


def test_a_report_says_for_whom_it_is_why_and_which_mail_it_brings_back() -> None:
    assert read(report(TO, MEMBER, quoted="<17@undersigned.example>")) == Report(
        written_to=(TO,),
        failed=frozenset({"member@parliament.example"}),
        quoted="<17@undersigned.example>",
        said="550 5.1.1 <Member@parliament.example>: no such mailbox",
    )


def test_the_whole_mail_may_be_inside_instead_of_its_headers() -> None:
    whole = report(TO, MEMBER, quoted="<17@undersigned.example>").replace(b"text/rfc822-headers", b"message/rfc822")
    assert read(whole).quoted == "<17@undersigned.example>"


@pytest.mark.parametrize("sender", [b"", b"From:\r\n", b"From: <>\r\n"])
def test_a_report_that_names_no_sender_is_read_as_well(sender: bytes) -> None:
    named = b"From: Mail Delivery System <MAILER-DAEMON@relay.example>\r\n"
    assert read(report(TO, MEMBER).replace(named, sender)).failed == {MEMBER.casefold()}


def test_without_words_the_code_is_what_was_said_and_long_words_are_cut() -> None:
    assert read(report(TO, MEMBER, said="")).said == "5.1.1"
    assert len(read(report(TO, MEMBER, said="smtp; " + "no such mailbox " * 1_000)).said) == LONGEST_SAID


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_server_that_goes_on_trying_or_has_delivered_brings_nothing_back(action: str) -> None:
    assert read(report(TO, MEMBER, action=action)) is None


def test_an_answer_by_a_person_or_a_machine_brings_nothing_back() -> None:
    assert read(out_of_office(TO)) is None


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\x00\xff" * 1_000,
        b"To: " + b"<" * 200_000 + b"\r\n\r\n",
        report("=?utf-8?q?=FF?= <\xff@x>".encode("latin-1").decode("latin-1"), MEMBER),
        report(TO, "\xff" * 50 + "@parliament.example"),
        report(TO, MEMBER).replace(b"message/delivery-status", b"message/delivery-status; charset=nonsense"),
        report(TO, MEMBER, said="smtp; 550 " + "\u0000\u0001" * 50),
        report("(" * 50_000, MEMBER),
        report('"' * 50_001, MEMBER),
    ],
)
def test_what_is_made_to_confuse_raises_nothing(hostile: bytes) -> None:
    read(hostile)


@pytest.mark.parametrize(
    "slow",
    [
        b"Content-Type: message/rfc822\r\n\r\n" * 1_000 + b"To: x\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 45_000,
        b"Subject: x\r\n\r\n" + b"\r\n" * 249_000,
        b"Subject: x\r\n\r\n" + b"<a@b.c> \r\n" * 50_000,
        b"To: " + b"a@b.c, " * 70_000 + b"\r\nX-Failed-Recipients: a@b\r\n\r\n",
    ],
    ids=["nested", "parts", "lines", "addresses", "recipients"],
)
def test_a_mail_that_is_made_to_take_long_does_not(slow: bytes) -> None:
    started = time.process_time()
    read(slow)
    assert time.process_time() - started < 5


def test_real_reports_of_thirty_kinds_of_servers_are_read_as_a_person_reads_them() -> None:
    folder = shared("bounces/flufl")
    expected = json.loads((folder / "expected.json").read_text())
    for name, found in expected.items():
        final = {who.casefold() for one in found if not one["note"] for who in one["recipients"]}
        understood = read((folder / name).read_bytes())
        assert (set(understood.failed) if understood else set()) == ANONYMOUS.get(name, final), name
    assert len(expected) > 100
