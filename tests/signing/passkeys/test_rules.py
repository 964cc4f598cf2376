"""What a touch is asked for is the hash of what is signed, and good for ten minutes."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from petitions.ledger.rules import canonical_statement
from petitions.signing.passkeys import rules

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
ONE, TWO = {"type": "consent", "name": "Ona Testė"}, {"type": "consent", "name": "Jonas Bandys"}


def test_the_challenge_of_one_statement_is_the_hash_of_its_canonical_bytes() -> None:
    assert rules.challenge([ONE]) == sha256(canonical_statement(ONE)).digest()
    assert rules.challenge([ONE]).hex() == rules.statement_sha256(ONE)
    assert rules.challenge([dict(reversed(ONE.items()))]) == rules.challenge([ONE])


def test_the_challenge_of_several_is_the_hash_of_the_list_of_their_hashes() -> None:
    listed = f'["{rules.statement_sha256(ONE)}","{rules.statement_sha256(TWO)}"]'
    assert rules.challenge([ONE, TWO]) == sha256(listed.encode()).digest()


def test_any_other_statement_number_or_order_has_another_challenge() -> None:
    asked = [[ONE], [TWO], [ONE, TWO], [TWO, ONE], [ONE, ONE], [ONE, TWO, TWO], [{**ONE, "name": "Ona Teste"}]]
    assert len({rules.challenge(statements) for statements in asked}) == len(asked)


def test_nothing_is_no_challenge() -> None:
    with pytest.raises(ValueError, match="one statement at least"):
        rules.challenge([])


@pytest.mark.parametrize(("minutes", "good"), [(0, True), (10, True), (10.1, False), (60, False)])
def test_a_challenge_is_good_for_ten_minutes(minutes: float, good: bool) -> None:
    assert rules.is_good(NOON - timedelta(minutes=minutes), NOON) == good


@pytest.mark.parametrize(("minutes", "fresh"), [(0, True), (15, True), (15.1, False)])
def test_a_signature_lets_enrol_for_fifteen_minutes(minutes: float, fresh: bool) -> None:
    assert rules.is_fresh(NOON - timedelta(minutes=minutes), NOON) == fresh


def test_what_was_never_confirmed_lets_nobody_enrol() -> None:
    assert not rules.is_fresh(None, NOON)


def test_a_device_files_the_passkeys_of_one_person_apart_by_organisation() -> None:
    one, other, person = uuid4(), uuid4(), uuid4()
    assert rules.handle(one, person) == rules.handle(one, person)
    assert len({rules.handle(one, person), rules.handle(other, person), rules.handle(one, uuid4())}) == 3
