"""Who of those asked could make a text complete."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.gaps import Answer, Asked, Share, gaps
from petitions.campaigns.instruments import load
from petitions.campaigns.rules import Condition, Signatory, Unmet, check_signatories

TODAY = date(2026, 11, 12)
PACE = load("pace_declaration")


def asked(ref: int, delegation: str, group: str, answer: Answer = Answer.SIGNED) -> Asked:
    return Asked(ref, Signatory("pace", delegation, group), answer)


def nearly() -> list[Asked]:
    """Twenty have signed, of three delegations and one group."""
    return [asked(ref, ("LT", "PL", "DE")[ref % 3], "SOC") for ref in range(20)]


def test_who_brings_most_of_what_is_missing_comes_first() -> None:
    people = [
        *nearly(),
        asked(20, "LT", "EPP/CD", Answer.WAITING),
        asked(21, "SE", "ALDE", Answer.WAITING),
        asked(22, "PL", "SOC", Answer.WAITING),
    ]
    found = gaps(PACE, people, TODAY)
    assert found.missing == {Condition.DELEGATIONS: 1, Condition.GROUPS: 1}
    assert [(one.ref, brings) for one, brings in found.brings] == [
        (21, (Condition.DELEGATIONS, Condition.GROUPS)),
        (20, (Condition.GROUPS,)),
    ]
    assert found.out_of_reach == []


def test_who_is_in_no_group_brings_no_group() -> None:
    found = gaps(PACE, [*nearly(), asked(20, "SE", "NR", Answer.WAITING)], TODAY)
    assert [brings for _one, brings in found.brings] == [(Condition.DELEGATIONS,)]
    assert found.out_of_reach == [Unmet(Condition.GROUPS, 1, 2)]
    assert [share.code for share in found.groups] == ["SOC"]


def test_who_has_declined_or_may_not_sign_could_not_close_the_gap() -> None:
    stranger = Asked(21, Signatory("european_parliament", "SE", "Renew"), Answer.WAITING)
    found = gaps(PACE, [*nearly(), asked(20, "SE", "ALDE", Answer.DECLINED), stranger], TODAY)
    assert found.brings == []
    assert {unmet.code for unmet in found.out_of_reach} == {Condition.DELEGATIONS, Condition.GROUPS}


def test_each_delegation_tells_how_many_signed_wait_and_declined() -> None:
    people = [asked(1, "LT", "SOC"), asked(2, "LT", "SOC", Answer.WAITING), asked(3, "LT", "EPP/CD", Answer.DECLINED)]
    found = gaps(PACE, people, TODAY)
    assert found.delegations == [Share("LT", 1, 1, 1)]
    assert found.groups == [Share("SOC", 1, 1, 0), Share("EPP/CD", 0, 0, 1)]


def test_when_nothing_is_missing_nobody_is_named() -> None:
    complete = [*nearly(), asked(20, "SE", "ALDE"), asked(21, "IT", "UEL", Answer.WAITING)]
    found = gaps(PACE, complete, TODAY)
    assert (found.missing, found.brings, found.out_of_reach) == ({}, [], [])


people = st.lists(
    st.builds(
        Asked,
        ref=st.uuids(),
        signatory=st.builds(
            Signatory,
            body=st.sampled_from(["pace", "european_parliament"]),
            delegation=st.sampled_from(["LT", "PL", "DE", "SE"]),
            group=st.sampled_from(["NR", "SOC", "ALDE"]),
        ),
        answer=st.sampled_from(Answer),
    ),
    max_size=30,
)


@given(people)
def test_what_is_out_of_reach_is_what_stays_unmet_when_all_who_are_waited_for_sign(every: list[Asked]) -> None:
    signed = [one.signatory for one in every if one.answer != Answer.DECLINED and one.signatory.body == "pace"]
    assert gaps(PACE, every, TODAY).out_of_reach == check_signatories(PACE, signed, TODAY)


@given(people)
def test_whoever_is_named_brings_something_nearer(every: list[Asked]) -> None:
    found = gaps(PACE, every, TODAY)
    signed = [one.signatory for one in every if one.answer == Answer.SIGNED]
    before = {unmet.code: unmet.present for unmet in check_signatories(PACE, signed, TODAY)}
    for one, brings in found.brings:
        after = {unmet.code: unmet.present for unmet in check_signatories(PACE, [*signed, one.signatory], TODAY)}
        assert brings
        assert all(condition not in after or after[condition] > before[condition] for condition in brings)
