"""What a passkey does not sign, and the sentence that helps. The code stays as the way."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from petitions.campaigns.instruments import Display
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.errors import StalePage
from petitions.signing import service
from petitions.signing.errors import NotOpen
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.models import PasskeyUse
from tests.signing.passkeys.scene import (
    another_letter,
    enrolled,
    only_passkey,
    sign_so,
    touch,
    touched,
    wish,
)
from tests.signing.scene import SIGN, Desk, ask, count, sign, signatory, withdraw
from tests.support.authenticator import Authenticator, packed


@pytest.fixture
def device(desk: Desk) -> Authenticator:
    """The member's device, enrolled after a first letter."""
    _person, first = desk.invited()
    return enrolled(first)


@pytest.fixture
def letter(desk: Desk, device: Authenticator) -> Invitation:
    """The member's next letter."""
    return another_letter(desk, only_passkey().person)


def refused(letter: Invitation, wished: service.Wish, answer: str, said: str) -> None:
    """The answer signs nothing, uses nothing up, and the code still signs."""
    uses = count(PasskeyUse)
    with pytest.raises(PasskeyRefused, match=said) as refusal:
        sign_so(letter, wished, answer)
    assert "Nothing was done." in str(refusal.value)
    assert (count(PasskeyUse), letter.signatures) == (uses, [])
    assert sign(letter, ask(letter)) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Ona Maria Testė"},
        {"agreed": SIGN | {ConsentKind.PUBLISH}},
        {"language": "lt"},
        {"display": Display.UNDISCLOSED},
        {"prepared_by": "Somebody of the office"},
        {"at": -timedelta(minutes=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_statement_than_the_one_that_was_touched_is_not_signed(
    letter: Invitation, device: Authenticator, change: dict
) -> None:
    wished = wish(letter)
    if "at" in change:
        change = {"at": wished.at + change["at"]}
    refused(letter, replace(wished, **change), touched(letter, device, wished), "something else than what this page")


def test_a_touch_for_one_letter_does_not_sign_another(desk: Desk, letter: Invitation, device: Authenticator) -> None:
    other = another_letter(desk, letter.person)
    moment = now()
    refused(letter, wish(letter, moment), touched(other, device, wish(other, moment)), "something else than what this")


def test_a_touch_for_an_older_version_signs_nothing(desk: Desk) -> None:
    _person, first = desk.invited()
    device, shown = enrolled(first), desk.campaign.open_version_id
    desk.mend()
    wished = wish(first)
    answer = touched(first, device, wished)
    with pytest.raises(StalePage):
        sign_so(first, replace(wished, version_id=shown), answer)
    assert count(PasskeyUse) == 0


def test_a_challenge_of_more_than_ten_minutes_ago_is_none(letter: Invitation, device: Authenticator) -> None:
    old = wish(letter, now() - timedelta(minutes=10, seconds=1))
    refused(letter, old, touched(letter, device, old), "more than ten minutes ago")


@pytest.mark.parametrize(
    "origin", ["http://localhost:8001", "https://localhost:8000", "http://localhost", "http://x.test"]
)
def test_another_origin_is_refused(letter: Invitation, device: Authenticator, origin: str) -> None:
    device.origin, wished = origin, wish(letter)
    refused(letter, wished, touched(letter, device, wished), "another address than this site")


def test_a_key_of_another_host_is_refused(letter: Invitation, device: Authenticator) -> None:
    device.host, wished = "elsewhere.example", wish(letter)
    refused(letter, wished, touched(letter, device, wished), "does not hold")


def test_a_device_that_did_not_check_its_bearer_is_refused(letter: Invitation, device: Authenticator) -> None:
    device.verifies, wished = False, wish(letter)
    refused(letter, wished, touched(letter, device, wished), "a finger, a face or a PIN")


def test_another_key_under_the_same_name_is_refused(letter: Invitation, device: Authenticator) -> None:
    device.secret, wished = Authenticator().secret, wish(letter)
    refused(letter, wished, touched(letter, device, wished), "does not hold")


@pytest.mark.parametrize("back", [1, 2])
def test_a_count_that_does_not_go_up_is_refused(
    desk: Desk, letter: Invitation, back: int, device: Authenticator
) -> None:
    device.count = 7
    touch(another_letter(desk, letter.person), device)
    device.count -= back
    wished = wish(letter)
    refused(letter, wished, touched(letter, device, wished), "counted fewer touches")


def test_somebody_elses_passkey_is_refused(desk: Desk, letter: Invitation, device: Authenticator) -> None:
    wished = wish(letter)
    asked = touched(letter, device, wished)
    challenge = json.loads(_client(asked))["challenge"]
    theirs = enrolled(desk.invited(given="Jonas", surname="Žemaitis-Testė")[1])
    refused(letter, wished, theirs.signs({"challenge": challenge}), "not that of the person who is asked")


def test_a_passkey_that_nobody_enrolled_is_refused(letter: Invitation, device: Authenticator) -> None:
    wished = wish(letter)
    challenge = json.loads(_client(touched(letter, device, wished)))["challenge"]
    refused(letter, wished, Authenticator().signs({"challenge": challenge}), "not enrolled here, or was removed")


def test_a_passkey_that_was_removed_is_refused_and_no_longer_asked_for(
    letter: Invitation, device: Authenticator
) -> None:
    wished = wish(letter)
    answer = touched(letter, device, wished)
    with transaction():
        service.remove_passkey(signatory(letter), only_passkey())
    with pytest.raises(PasskeyRefused, match="no passkey of yours that is good here"):
        touched(letter, device, wish(letter))
    refused(letter, wished, answer, "not enrolled here, or was removed")


def test_a_touch_signs_once_also_after_the_signature_was_withdrawn(letter: Invitation, device: Authenticator) -> None:
    wished = wish(letter)
    answer = touched(letter, device, wished)
    assert sign_so(letter, wished, answer) is not None
    withdraw(letter)
    device.count = only_passkey().sign_count
    again = device.signs({"challenge": json.loads(_client(answer))["challenge"]})
    with pytest.raises(PasskeyRefused, match="used before"):
        sign_so(letter, wished, again)
    assert (count(PasskeyUse), len(letter.signatures)) == (1, 1)


def test_the_same_answer_sent_again_after_a_withdrawal_is_refused(letter: Invitation, device: Authenticator) -> None:
    wished = wish(letter)
    answer = touched(letter, device, wished)
    sign_so(letter, wished, answer)
    withdraw(letter)
    with pytest.raises(PasskeyRefused):
        sign_so(letter, wished, answer)


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "{", '{"id": 1}', "[" * 10_000, "x" * 300_000, '{"id":"a","rawId":"a","type":"public-key"}'],
    ids=lambda answer: answer[:9],
)
def test_an_answer_that_is_none_is_refused_in_words(letter: Invitation, answer: str) -> None:
    refused(letter, wish(letter), answer, "did not arrive")


def test_an_answer_whose_parts_are_rubbish_is_refused_in_words(letter: Invitation, device: Authenticator) -> None:
    wished = wish(letter)
    answer = json.loads(touched(letter, device, wished))
    for part in ("clientDataJSON", "authenticatorData", "signature"):
        broken = {**answer, "response": {**answer["response"], part: packed(b"\xff" * 40)}}
        with pytest.raises(PasskeyRefused):
            sign_so(letter, wished, json.dumps(broken))
    assert count(Signature) == 1


def test_nothing_is_signed_with_a_touch_once_the_text_is_not_open(desk: Desk) -> None:
    person, first = desk.invited()
    device, second = enrolled(first), another_letter(desk, person)
    wished = wish(second)
    answer = touched(second, device, wished)
    with transaction():
        second.campaign.state = "closed"
    with pytest.raises(NotOpen):
        sign_so(second, wished, answer)


def _client(answer: str) -> bytes:
    return Authenticator.client_of(answer)
