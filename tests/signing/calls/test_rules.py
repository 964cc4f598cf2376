"""Whom a call is for, and when a name is long enough to look for."""

import pytest

from petitions.signing.calls.rules import audience, is_enough
from petitions.signing.calls.states import REQUEST_STEPS, RequestState, may_become


@pytest.mark.parametrize(
    ("bodies", "officials", "organisations"),
    [
        ({"european_parliament"}, {"european_parliament"}, False),
        ({"national_parliament", "european_parliament"}, {"national_parliament", "european_parliament"}, False),
        ({"organisation", "coalition", "head"}, set(), True),
        ({"organisation", "pace"}, {"pace"}, True),
    ],
)
def test_a_call_speaks_to_members_and_to_organisations(bodies: set, officials: set, organisations: bool) -> None:
    found = audience(bodies)
    assert (found.officials, found.organisations) == (officials, organisations)
    assert found


@pytest.mark.parametrize("bodies", [{"anyone"}, set()])
def test_the_public_is_not_called(bodies: set) -> None:
    assert not audience(bodies)


@pytest.mark.parametrize("bodies", [{"head"}, {"organisation", "head"}])
def test_heads_are_called_where_the_instrument_lets_them_sign(bodies: set) -> None:
    found = audience(bodies)
    assert (found.heads, found.asked_for, bool(found)) == (True, True, True)
    assert not audience({"organisation"}).heads


@pytest.mark.parametrize("name", ["", "Te", "T e", "t. e. 1 2 3", "12345"])
def test_less_than_three_letters_find_nobody(name: str) -> None:
    assert not is_enough(name)


@pytest.mark.parametrize("name", ["Tes", "Ž-em", "O Te", "Иван"])
def test_three_letters_of_any_alphabet_are_enough(name: str) -> None:
    assert is_enough(name)


def test_a_request_is_decided_once_and_only_after_its_code_came_back() -> None:
    assert may_become("unconfirmed", RequestState.WAITING)
    assert not may_become("unconfirmed", RequestState.ADMITTED)
    assert {state for state, then in REQUEST_STEPS.items() if not then} == {"admitted", "refused"}
