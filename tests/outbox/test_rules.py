"""When mail is tried again, what replies mean, and where mail may go."""

import pytest

from petitions.outbox import rules
from petitions.outbox.rules import Outcome, objection
from petitions.outbox.states import FINAL, STEPS, MessageState

S = MessageState


def test_pauses_grow_and_end_within_two_days() -> None:
    pauses = [rules.pause_after(tries) for tries in range(1, len(rules.PAUSES) + 1)]
    assert pauses == sorted(pauses)
    assert sum(pause.total_seconds() for pause in pauses) < 48 * 3600
    assert rules.pause_after(len(rules.PAUSES) + 1) is None


@pytest.mark.parametrize(
    ("code", "state"),
    [(250, S.ACCEPTED), (251, S.ACCEPTED), (421, S.DEFERRED), (451, S.DEFERRED), (550, S.REFUSED), (-1, S.DEFERRED)],
)
def test_a_reply_before_the_mail_means_what_its_first_digit_says(code: int, state: MessageState) -> None:
    assert rules.meaning(code) == state


@pytest.mark.parametrize(
    ("code", "state"),
    [(250, S.ACCEPTED), (451, S.DEFERRED), (554, S.REFUSED), (354, S.UNKNOWN), (-1, S.UNKNOWN)],
)
def test_nonsense_after_the_final_dot_leaves_the_fate_of_the_mail_open(code: int, state: MessageState) -> None:
    assert rules.meaning_after_dot(code) == state


def test_a_250_where_354_belongs_puts_off() -> None:
    assert rules.meaning_before_mail(250) == S.DEFERRED


@pytest.mark.parametrize(("once", "state"), [(True, S.UNKNOWN), (False, S.DEFERRED)])
def test_only_what_may_arrive_twice_is_tried_again_when_its_fate_is_unknown(once: bool, state: MessageState) -> None:
    assert rules.after(Outcome(S.UNKNOWN, "gone"), once) == state


@pytest.mark.parametrize("host", ["mail.ministry.example", "10.0.0.1", "192.168.1.1", "0.0.0.0", "localhost.example"])
def test_outside_production_no_server_but_this_machine_gets_mail(host: str) -> None:
    assert "on this machine only" in str(objection(False, host, "office@ministry.example"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_may_get_mail(host: str) -> None:
    assert objection(False, host, "office@ministry.example") is None


@pytest.mark.parametrize(
    "recipient",
    [
        "a@europarl.europa.eu",
        "a@example.com",
        "a@example",
        "a@notexample",
        "a@ministry.example.lt",
        "a%real.org@x.example",
        "real.org!a@x.test",
    ],
)
def test_outside_production_nobody_real_gets_mail(recipient: str) -> None:
    assert "under .example, .test and .invalid only" in str(objection(False, "127.0.0.1", recipient))


@pytest.mark.parametrize(
    "recipient",
    [
        "a@real.org> <b@x.example",
        "a@real.org,b@x.example",
        "a@real.org\r\nRCPT TO:<b@x.example",
        "a",
        "b@real.org@x.test",
    ],
)
@pytest.mark.parametrize("production", [True, False])
def test_an_address_that_hides_another_never_reaches_the_server(production: bool, recipient: str) -> None:
    assert "not an address" in str(objection(production, "127.0.0.1", recipient))


def test_production_sends_anywhere() -> None:
    assert objection(True, "mail.ngo.org", "member@europarl.europa.eu") is None


def test_nothing_leads_on_from_a_final_state() -> None:
    assert {state for state, steps in STEPS.items() if not steps} == FINAL


def test_a_message_of_unknown_fate_never_goes_straight_to_sending() -> None:
    assert STEPS[S.UNKNOWN] == {S.ACCEPTED, S.QUEUED}
