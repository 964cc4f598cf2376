"""Which persons are one, by the links between them."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from petitions.people.selves import Selves

ANN, BEA, CAI, DOV = (UUID(int=number) for number in range(1, 5))


def test_who_was_never_merged_is_alone() -> None:
    assert Selves().of(ANN) == (ANN,)
    assert not Selves()
    assert Selves().groups() == []


def test_a_chain_reads_as_one_under_its_end() -> None:
    one = Selves([(ANN, BEA), (BEA, CAI)])
    assert {one.kept(person) for person in (ANN, BEA, CAI)} == {CAI}
    assert one.of(ANN) == one.of(CAI) == (CAI, ANN, BEA)
    assert one.of(DOV) == (DOV,)
    assert one.groups() == [(CAI, ANN, BEA)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_whoever_is_one_with_somebody_is_so_for_both(pairs: list[tuple[int, int]]) -> None:
    links: dict[UUID, UUID] = {}
    for merged, kept in ((UUID(int=merged), UUID(int=kept)) for merged, kept in pairs):
        if merged not in links and Selves(links.items()).kept(kept) != merged:
            links[merged] = kept
    one = Selves(links.items())
    for person in (UUID(int=number) for number in range(10)):
        assert person in one.of(person)
        assert one.of(person)[0] == one.kept(person)
        assert all(one.of(other) == one.of(person) for other in one.of(person))
