"""What a leaf commits to can be checked by anyone who holds salt and statement, and guessed by nobody who does not."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.ledger.rules import SALT_BYTES, canonical_statement, commitment

SALTS = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)
STATEMENTS = st.dictionaries(st.text(max_size=10), st.text(max_size=30) | st.booleans(), max_size=5)


@given(SALTS, STATEMENTS)
def test_a_commitment_is_the_hash_of_salt_then_canonical_statement(salt: bytes, statement: dict[str, object]) -> None:
    canonical = canonical_statement(statement)
    assert commitment(salt, canonical) == sha256(salt + canonical).hexdigest()


@given(STATEMENTS)
def test_the_order_in_which_a_statement_is_written_changes_nothing(statement: dict[str, object]) -> None:
    assert canonical_statement(dict(reversed(statement.items()))) == canonical_statement(statement)


@given(SALTS, SALTS, STATEMENTS)
def test_the_same_statement_under_another_salt_looks_like_another(
    one: bytes, other: bytes, statement: dict[str, object]
) -> None:
    canonical = canonical_statement(statement)
    assert (commitment(one, canonical) == commitment(other, canonical)) == (one == other)


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"short", b"{}")
