"""An approval is of one exact version, for one need; a refusal stands until whoever said it thinks again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from petitions.drafting.approvals.rules import (
    Kind,
    Need,
    Point,
    Standing,
    State,
    Word,
    not_looked_at,
    standings,
    unmet,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LEGAL = Need(UUID(int=1), Kind.LEGAL, "", "Rut", "rut")
SAFETY = Need(UUID(int=2), Kind.SAFETY, "", "Sol", "sol")
PARTNER = Need(UUID(int=3), Kind.PARTNER, "Harbour", "Pia", "pia")


def word(number: int, who: str, need: Need | None = None, *, approved: bool = True, later: int = 0) -> Word:
    of = (need.id, f"{need.kind} {need.party}") if need else (None, "")
    return Word(number, approved, who, who.title(), NOON + timedelta(minutes=later), *of)


def states(found: list[Standing]) -> list[tuple[str, State]]:
    return [(one.kind, one.state) for one in found]


def test_without_a_need_one_approval_of_somebody_else_is_enough() -> None:
    assert states(unmet([], [], 1, "ada")) == [("", State.MISSING)]
    assert states(unmet([], [word(1, "ada")], 1, "ada")) == [("", State.MISSING)]
    assert unmet([], [word(1, "bo")], 1, "ada") == []


def test_safety_that_the_author_took_away_bars_her_own_version_and_nobody_elses() -> None:
    waved = replace(SAFETY, removed_by="ada")
    said = [word(2, "rut", LEGAL)]
    assert states(unmet([LEGAL, waved], said, 2, "ada")) == [(Kind.SAFETY, State.OWN_REMOVAL)]
    assert unmet([LEGAL, waved], said, 2, "bo") == []
    again = replace(SAFETY, id=uuid4())
    assert states(unmet([LEGAL, again, waved], said, 2, "ada")) == [(Kind.SAFETY, State.MISSING)]


def test_where_only_people_outside_are_named_a_colleague_has_to_approve_besides() -> None:
    outside = replace(PARTNER, is_of_colleague=False)
    assert states(unmet([outside], [word(1, "pia", outside)], 1, "ada")) == [("", State.MISSING)]
    assert unmet([outside], [word(1, "pia", outside), word(1, "bo")], 1, "ada") == []


def test_without_a_need_an_earlier_approval_is_named_and_does_not_count() -> None:
    [one] = unmet([], [word(1, "bo"), word(3, "bo")], 5, "ada")
    assert (one.state, one.earlier) == (State.EARLIER, 3)


def test_each_need_wants_its_own_approval() -> None:
    said = [word(2, "rut", LEGAL), word(2, "bo")]
    assert states(unmet([LEGAL, SAFETY], said, 2, "ada")) == [(Kind.SAFETY, State.MISSING)]
    assert unmet([LEGAL, SAFETY], [*said, word(2, "sol", SAFETY)], 2, "ada") == []


def test_an_approval_of_an_earlier_version_is_named_and_does_not_count() -> None:
    [one] = unmet([SAFETY], [word(1, "sol", SAFETY), word(3, "sol", SAFETY)], 5, "ada")
    assert (one.state, one.earlier, one.giver) == (State.EARLIER, 3, "Sol")


def test_an_approval_of_a_later_version_does_not_count_either() -> None:
    assert states(unmet([SAFETY], [word(3, "sol", SAFETY)], 2, "ada")) == [(Kind.SAFETY, State.MISSING)]


def test_an_approval_for_one_need_is_none_for_another_of_the_same_person() -> None:
    both = [Need(uuid4(), Kind.LEGAL, "", "Rut", "rut"), Need(uuid4(), Kind.SAFETY, "", "Rut", "rut")]
    assert states(unmet(both, [word(1, "rut", both[0])], 1, "ada")) == [(Kind.SAFETY, State.MISSING)]


def test_a_refusal_bars_the_version_though_everything_else_is_approved() -> None:
    said = [word(1, "rut", LEGAL), word(1, "sol", SAFETY, approved=False)]
    assert states(unmet([LEGAL, SAFETY], said, 1, "ada")) == [(Kind.SAFETY, State.REFUSED)]


def test_a_refusal_by_somebody_who_gives_no_approval_bars_it_too() -> None:
    [one] = unmet([LEGAL], [word(1, "rut", LEGAL), word(1, "bo", approved=False)], 1, "ada")
    assert (one.kind, one.state, one.giver) == ("", State.REFUSED, "Bo")


def test_a_refusal_is_told_once() -> None:
    said = [word(1, "sol", approved=False), word(1, "sol", SAFETY, approved=False)]
    assert len(unmet([SAFETY], said, 1, "ada")) == 1


def test_a_refusal_stands_though_its_need_was_taken_away() -> None:
    said = [word(1, "rut", LEGAL), word(1, "pia", PARTNER, approved=False)]
    [one] = unmet([LEGAL], said, 1, "ada")
    assert (one.state, one.giver) == (State.REFUSED, "Pia")
    assert unmet([LEGAL], [*said, word(2, "rut", LEGAL)], 2, "ada") == []


def test_who_thinks_again_bars_it_no_longer() -> None:
    said = [word(1, "bo", approved=False), word(1, "bo", later=5), word(1, "rut", LEGAL)]
    assert unmet([LEGAL], said, 1, "ada") == []


def test_a_refusal_for_a_need_stands_though_its_giver_approved_for_another_since() -> None:
    both = [Need(uuid4(), Kind.LEGAL, "", "Rut", "rut"), Need(uuid4(), Kind.SAFETY, "", "Rut", "rut")]
    said = [word(1, "rut", both[1], approved=False), word(1, "rut", both[0], later=5), word(1, "rut", later=5)]
    assert states(unmet(both, said, 1, "ada")) == [(Kind.SAFETY, State.REFUSED)]


def test_a_refusal_for_a_need_taken_away_stands_though_its_giver_approved_for_another_since() -> None:
    gone = Need(uuid4(), Kind.SAFETY, "", "Rut", "rut")
    said = [word(1, "rut", gone, approved=False), word(1, "rut", LEGAL, later=5), word(1, "rut", later=5)]
    assert states(unmet([LEGAL], said, 1, "ada")) == [("", State.REFUSED)]
    assert unmet([LEGAL], [*said, word(1, "rut", later=9)], 1, "ada") == []


def test_a_refusal_for_a_need_named_anew_is_lifted_by_an_approval_for_it() -> None:
    anew = Need(uuid4(), Kind.LEGAL, "", "Rut", "rut")
    said = [word(1, "rut", LEGAL, approved=False), word(1, "rut", anew, later=5), word(1, "rut", later=5)]
    assert unmet([anew], said, 1, "ada") == []


def test_who_wrote_the_version_cannot_give_the_approval_and_it_is_said() -> None:
    assert states(unmet([LEGAL], [word(1, "rut", LEGAL)], 2, "rut")) == [(Kind.LEGAL, State.OWN_TEXT)]


def test_every_need_has_a_standing_met_or_not() -> None:
    found = standings([LEGAL, PARTNER], [word(1, "pia", PARTNER)], 1, "ada")
    assert states(found) == [(Kind.LEGAL, State.MISSING), (Kind.PARTNER, State.APPROVED)]
    assert [one.need for one in found] == [LEGAL.id, PARTNER.id]


def test_an_approval_that_has_lapsed_is_told_and_does_not_count() -> None:
    said = replace(word(1, "sol", SAFETY), lapsed=True)
    [one] = unmet([SAFETY], [said], 1, "ada")
    assert (one.state, one.giver) == (State.LAPSED, "Sol")
    assert unmet([SAFETY], [replace(said, lapsed=False)], 1, "ada") == []


def test_a_refusal_never_lapses() -> None:
    said = replace(word(1, "sol", SAFETY, approved=False), lapsed=True)
    assert states(unmet([SAFETY], [said], 1, "ada")) == [(Kind.SAFETY, State.REFUSED)]


def test_what_was_not_ticked_is_left_open() -> None:
    question, old, new = Point("place", "place"), Point("a1", "place", "Aru", "with Aru"), Point("b2", "place", "Bo")
    ticked = [{"key": "place", "kind": "place", "around": ""}, {"key": "a1", "kind": "place", "around": "with Aru"}]
    assert not_looked_at([question, old], ticked) == []
    assert not_looked_at([question, old, new], ticked) == [new]
    assert not_looked_at([question], ticked) == []


def test_the_same_words_around_another_name_are_another_point() -> None:
    ticked = [{"key": "a1", "kind": "place", "around": "with Aru"}]
    assert len(not_looked_at([Point("c3", "place", "Aro", "with Aru")], ticked)) == 1


def test_answers_without_keys_leave_every_point_open() -> None:
    assert len(not_looked_at([Point("a1", "place", "Aru", "with Aru")], [{"kind": "place", "around": "with Aru"}])) == 1
