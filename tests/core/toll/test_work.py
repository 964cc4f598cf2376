"""Work counts if it is ours, for this purpose, not over, and right; whatever else a page sends is worth nothing."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from altcha import Challenge, Payload, create_challenge
from flask import Flask

from petitions.core.clock import now
from petitions.core.toll import rules, work
from tests.support.toll import earlier, solution_of

FOR = "petition"


def a_challenge(purpose: str = FOR) -> Challenge:
    return Challenge.from_dict(json.loads(work.challenge(purpose)))


def changed(text: str, **parameters: object) -> str:
    """The payload with other parameters, or another solution, than were signed and found."""
    payload = json.loads(base64.b64decode(text))
    solution = parameters.pop("solution", {})
    payload["challenge"]["parameters"].update(parameters)
    payload["solution"].update(solution)
    return base64.b64encode(json.dumps(payload).encode()).decode()


def test_a_solution_is_worth_something_until_its_challenge_ends(app: Flask) -> None:
    paid = work.solved(FOR, solution_of(a_challenge()))
    assert paid is not None
    assert timedelta(minutes=59) < paid.until - now() <= rules.GOOD_FOR


def test_it_is_worth_nothing_for_another_purpose(app: Flask) -> None:
    assert work.solved("another petition", solution_of(a_challenge())) is None


def test_it_is_worth_nothing_after_its_end(app: Flask) -> None:
    with earlier(rules.GOOD_FOR + timedelta(seconds=1)):
        old = a_challenge()
    assert work.solved(FOR, solution_of(old)) is None


def test_several_solutions_of_one_challenge_are_one_payment(app: Flask) -> None:
    challenge = a_challenge()
    first = solution_of(challenge)
    second = solution_of(challenge, Payload.from_base64(first).solution.counter + 1)
    assert first != second
    assert work.solved(FOR, first) == work.solved(FOR, second)


def test_two_challenges_are_two_payments(app: Flask) -> None:
    one, other = (work.solved(FOR, solution_of(a_challenge())) for _ in range(2))
    assert one != other


def test_what_was_not_worked_for_is_worth_nothing(app: Flask) -> None:
    right = solution_of(a_challenge())
    counter = Payload.from_base64(right).solution.counter
    assert work.solved(FOR, changed(right, solution={"counter": counter + 1})) is None
    assert work.solved(FOR, changed(right, solution={"derivedKey": "00" * 32})) is None


@pytest.mark.parametrize(
    "otherwise",
    [
        {"cost": 1},
        {"keyPrefix": ""},
        {"expiresAt": 9_999_999_999},
        {"data": {"purpose": "x"}},
        {"algorithm": "SHA-256"},
    ],
)
def test_an_altered_challenge_is_none_of_ours(app: Flask, otherwise: dict[str, object]) -> None:
    right = solution_of(a_challenge())
    assert work.solved(str(otherwise.get("data", {"purpose": FOR})["purpose"]), changed(right, **otherwise)) is None


def test_a_challenge_that_somebody_else_signed_is_none_of_ours(app: Flask) -> None:
    of_theirs = create_challenge(
        rules.ALGORITHM, 1, data={"purpose": FOR}, expires_at=now() + rules.GOOD_FOR, hmac_secret=b"theirs"
    )
    assert work.solved(FOR, solution_of(of_theirs)) is None


def test_a_server_with_another_secret_takes_none_of_these(app: Flask, make_app: Callable[..., Flask]) -> None:
    right = solution_of(a_challenge())
    with make_app(SECRET_KEY="another").app_context():
        assert work.solved(FOR, right) is None


def sealed(thing: object) -> str:
    return base64.b64encode(json.dumps(thing).encode()).decode()


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "x" * 3_000,
        "%%%",
        "\u0665\0",
        sealed([]),
        sealed({}),
        sealed({"challenge": [], "solution": {}}),
        sealed({"challenge": {"parameters": {}, "signature": 1}, "solution": {"counter": 1, "derivedKey": 2}}),
        base64.b64encode(b"[" * 1_400).decode(),
        base64.b64encode(b"\xff\xfe").decode(),
        changed(sealed({"challenge": {"parameters": {}}, "solution": {}}), nonce=None, salt=[], cost={}, algorithm=0),
    ],
    ids=range(11),
)
def test_nonsense_is_worth_nothing_and_breaks_nothing(app: Flask, nonsense: str) -> None:
    assert work.solved(FOR, nonsense) is None


@pytest.mark.parametrize("field", ["nonce", "salt", "cost", "keyPrefix", "keyLength", "expiresAt", "data", "algorithm"])
@pytest.mark.parametrize("value", [None, -1, 1e300, "zz", [], {}, True])
def test_no_parameter_of_the_wrong_kind_breaks_anything(app: Flask, field: str, value: object) -> None:
    assert work.solved(FOR, changed(SOLVED.setdefault("one", solution_of(a_challenge())), **{field: value})) is None


SOLVED: dict[str, str] = {}
