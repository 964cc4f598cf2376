"""What may have been held on a day, from the seats that dated rosters show."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as some

from petitions.people.holding import Fault, FaultKind, MandateAnswer, Seat, Window, answer, faults
from petitions.people.rules import Spell, sighting, with_sighting, without_sighting

JAN, MAR, MAY, JUL, SEP, NOV = (date(2025, month, 1) for month in (1, 3, 5, 7, 9, 11))
ENTRY = date(2019, 7, 2)


def seat(held: str, first: date, last: date, since: date | None = ENTRY, until: date | None = None) -> Seat[str]:
    return Seat(held, first, last, since, until)


CHANGED = [seat("A", JAN, MAR), seat("B", JUL, SEP)]


def test_on_rosters_and_between_two_that_agree_the_answer_is_certain() -> None:
    for day, held in ((JAN, "A"), (date(2025, 2, 1), "A"), (MAR, "A"), (JUL, "B"), (NOV, "B")):
        assert answer(CHANGED, [JAN, MAR, JUL, SEP], day) == MandateAnswer((held,))


def test_between_two_rosters_that_differ_both_may_hold() -> None:
    assert answer(CHANGED, [JAN, MAR, JUL, SEP], MAY) == MandateAnswer(("A", "B"), Window(MAR, JUL))


def test_where_a_roster_between_lacks_the_member_it_may_have_been_none() -> None:
    days = [JAN, MAR, MAY, JUL, SEP]
    assert answer(CHANGED, days, date(2025, 4, 1)) == MandateAnswer(("A", None), Window(MAR, MAY))
    assert answer(CHANGED, days, MAY) == MandateAnswer((None,))
    assert answer(CHANGED, days, date(2025, 6, 1)) == MandateAnswer((None, "B"), Window(MAY, JUL))
    assert faults(CHANGED, days) == [Fault(FaultKind.GAP, MAR, JUL)]


def test_a_new_entry_is_dated_by_since_and_what_was_before_it_is_open() -> None:
    back = [seat("A", JAN, MAR), seat("A", JUL, SEP, since=MAY)]
    assert answer(back, [JAN, MAR, JUL, SEP], date(2025, 4, 1)) == MandateAnswer(("A", None), Window(MAR, MAY))
    assert answer(back, [JAN, MAR, JUL, SEP], MAY) == MandateAnswer(("A",), Window(MAY, JUL))
    assert faults(back, [JAN, MAR, JUL, SEP]) == [Fault(FaultKind.GAP, MAR, MAY)]


def test_since_dates_the_entry_and_never_the_group() -> None:
    early = answer(CHANGED, [JAN, MAR, JUL, SEP], date(2020, 1, 1))
    assert early == MandateAnswer(("A",), Window(ENTRY, JAN))
    assert early.certain is None
    assert early.holds
    assert answer(CHANGED, [JAN], date(2019, 7, 1)) == MandateAnswer((None,))


def test_without_since_an_earlier_roster_tells_who_was_not_yet_there() -> None:
    late = [seat("A", MAR, MAR, since=None)]
    assert answer(late, [JAN, MAR], JAN) == MandateAnswer((None,))
    assert answer(late, [JAN, MAR], date(2025, 2, 1)) == MandateAnswer((None, "A"), Window(JAN, MAR))
    assert answer(late, [MAR], JAN) == MandateAnswer((None, "A"), Window(None, MAR))


def test_who_is_missing_from_a_later_roster_left_between_the_two() -> None:
    assert answer([seat("A", JAN, MAR)], [JAN, MAR, JUL], MAY) == MandateAnswer(("A", None), Window(MAR, JUL))
    assert answer([seat("A", JAN, MAR)], [JAN, MAR, JUL], JUL) == MandateAnswer((None,))


def test_a_known_end_is_the_last_day_and_the_next_day_no_gap() -> None:
    ended = [seat("A", JAN, MAR, until=MAY), seat("B", JUL, SEP, since=date(2025, 5, 2))]
    assert answer(ended, [], MAY) == MandateAnswer(("A",))
    assert answer(ended, [], date(2025, 5, 2)).seats == ("B",)
    assert faults(ended, []) == []
    assert answer([seat("A", JAN, MAR, until=MAY)], [], JUL) == MandateAnswer((None,))


def test_an_overlap_is_reported_and_both_are_possible_in_it() -> None:
    both = [seat("A", JAN, JUL), seat("B", MAY, SEP)]
    assert faults(both, []) == [Fault(FaultKind.OVERLAP, MAY, JUL)]
    assert answer(both, [], date(2025, 6, 1)) == MandateAnswer(("A", "B"))


def test_a_change_of_group_alone_is_neither_gap_nor_overlap() -> None:
    assert faults(CHANGED, [JAN, MAR, JUL, SEP]) == []


groups = some.sampled_from("AB")
rosters = some.dictionaries(some.dates(JAN, NOV), some.none() | groups, min_size=1, max_size=7)


def spelt(seen: Sequence[tuple[date, str | None]]) -> list[Spell]:
    """The spells of a member seen on some rosters, in some group, and missing from others, read in this order."""
    spells: list[Spell] = []
    for place, (day, group) in enumerate(seen):
        before = [read for read, _ in seen[:place]]
        if group is None:
            spells = without_sighting(spells, day, before)
        else:
            spells = with_sighting(spells, sighting(group, "SE", ENTRY, day), before)
    return spells


@given(rosters, some.randoms(use_true_random=False))
def test_random_rosters_in_a_random_order_give_one_history(seen: dict[date, str | None], chance: Random) -> None:
    shuffled = list(seen.items())
    chance.shuffle(shuffled)
    assert spelt(shuffled) == spelt(sorted(seen.items()))


@given(rosters)
def test_a_roster_day_is_answered_as_shown_and_a_day_between_by_its_neighbours(seen: dict[date, str | None]) -> None:
    seats = [seat(s.group, s.first_seen, s.last_seen, since=None) for s in spelt(list(seen.items()))]
    ordered = sorted(seen.items())
    for day, group in ordered:
        assert answer(seats, list(seen), day) == MandateAnswer((group,))
    for (first, earlier), (second, later) in pairwise(ordered):
        between = first + timedelta(days=1)
        if between < second:
            assert set(answer(seats, list(seen), between).possible) == {earlier, later}
