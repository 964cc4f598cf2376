"""A pasted list tells of each line whom it means, or that it means nobody, before anything is sent."""

import pytest
from flask import Flask

from petitions.core.clock import now
from petitions.signing.batches.list_queries import MOST_LINES, TooLong, key, told
from petitions.signing.batches.plan_queries import Choice, plan
from tests import factories
from tests.factories import a_member
from tests.signing.batches.crowd import a_parliament
from tests.signing.scene import Desk
from tests.support.cost import counted

BODIES = frozenset({"european_parliament"})


def means(desk: Desk, text: str) -> list[tuple[str, str]]:
    """Of each line what it is, and whom it means."""
    lines = told(desk.actor, BODIES, text)
    return [(line.means, line.whom.name if line.whom else line.note) for line in lines]


@pytest.mark.parametrize(
    "typed",
    [
        "Ona Žemaitė-Testė",
        "ŽEMAITĖ-TESTĖ Ona",
        "zemaite teste, ona",
        "Ms Ona ŽEMAITĖ-TESTĖ, Lithuania, NR",
        "  3. Ona Žemaitė-Testė; LT; EPP",
        "– Ona Zemaite Teste (Renew, LT)",
        "Ona Žemaitė-Testė\tVilnius",
    ],
)
def test_a_whole_name_is_found_however_it_is_written(desk: Desk, typed: str) -> None:
    a_member()
    assert means(desk, typed) == [("found", "Ona Žemaitė-Testė")]


@pytest.mark.parametrize("typed", ["{}", "<{}>", "Somebody Else <{}>", "{};Ona", "MEMBER {}"])
def test_an_address_means_whoever_has_it_registered_whatever_stands_around_it(desk: Desk, typed: str) -> None:
    person = a_member()
    address = person.addresses[0].address
    assert means(desk, typed.format(address.upper())) == [("found", person.name)]


def test_the_address_that_an_image_was_made_of_means_the_same_person(desk: Desk) -> None:
    (member,) = a_parliament(1)
    assert member.addresses[0].address.endswith("@europarl.europa.eu.example")
    assert means(desk, member.addresses[0].address.removesuffix(".example")) == [("found", member.name)]


def test_an_address_that_was_superseded_means_nobody(desk: Desk) -> None:
    person = a_member()
    address = person.addresses[0].address
    factories.changed(person.addresses[0], superseded_at=now())
    assert means(desk, address) == [("unknown", "")]


def test_who_stands_there_twice_is_told_so_and_asked_once(desk: Desk) -> None:
    person = a_member()
    lines = f"Ona Žemaitė-Testė\n\n{person.addresses[0].address}\nOna Žemaitė-Testė"
    assert means(desk, lines) == [("found", person.name), ("repeated", person.name), ("repeated", person.name)]
    assert [line.note for line in told(desk.actor, BODIES, lines)] == ["", "as in line 1", "as in line 1"]
    assert len(plan(desk.actor, desk.campaign, Choice("en", listed=lines)).to_ask) == 1


def test_a_name_that_two_bear_is_not_clear_and_names_both(desk: Desk) -> None:
    a_member("Ona", "Testė", "LT", "Renew"), a_member("Ona", "Testė", "PL", "S&D")
    ((what, note),) = means(desk, "Ona Testė")
    assert what == "several"
    assert sorted(note.split(", Ona")) == [" Testė (PL, S&D)", "Ona Testė (LT, Renew)"] or "(LT, Renew)" in note
    assert plan(desk.actor, desk.campaign, Choice("en", listed="Ona Testė")).judged == []


def test_a_slip_in_a_whole_name_is_found_and_a_part_of_one_is_not_clear(desk: Desk) -> None:
    a_member("Ona", "Žvilpauskaitė")
    assert means(desk, "Ona Žvilpauskaitte") == [("found", "Ona Žvilpauskaitė")]
    assert means(desk, "Žvilpauskaitė") == [("several", "Ona Žvilpauskaitė (LT, Renew)")]


def test_nobody_near_is_ever_meant(desk: Desk) -> None:
    a_member("Bea", "Bandė")
    assert means(desk, "Bea Bandžiulytė\nnobody@parliament.example\n???") == [("unknown", "")] * 3


def test_a_merged_person_is_found_by_either_name(desk: Desk) -> None:
    kept, merged = (
        factories.changed(a_member("Ona", name), organisation_id=desk.actor.organisation_id)
        for name in ("Testė", "Testienė")
    )
    factories.a_merge(desk.author, kept, merged)
    assert means(desk, "Ona Testienė\nOna Testė") == [("found", "Ona Testė"), ("repeated", "Ona Testė")]


def test_another_organisations_people_and_other_bodies_are_unknown(desk: Desk) -> None:
    theirs = factories.changed(a_member("Ona", "Testė"), organisation_id=factories.an_organisation().id)
    assert means(desk, f"Ona Testė\n{theirs.addresses[0].address}") == [("unknown", "")] * 2
    a_member("Bea", "Bandė")
    assert [line.means for line in told(desk.actor, frozenset({"pace"}), "Bea Bandė")] == ["unknown"]


def test_a_list_of_hundreds_is_told_in_few_statements(desk: Desk) -> None:
    members = a_parliament(400)
    names = [f"{member.surname} {member.given_name}" for member in members[:200]]
    addresses = [member.addresses[0].address for member in members[200:]]
    with counted() as seen:
        lines = told(desk.actor, BODIES, "\n".join([*names, *addresses]))
    assert {line.means for line in lines} == {"found"}
    assert len(seen) <= 20


def test_a_list_without_end_is_refused(app: Flask, desk: Desk) -> None:
    with pytest.raises(TooLong, match="1001 lines"):
        told(desk.actor, BODIES, "x\n" * (MOST_LINES + 1))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("Dr. Ona Testė", "Ona Testė"), ("12) Ona Testė", "Ona Testė"), ("a@b.example.", "a@b.example"), ("...", "...")],
)
def test_what_lists_put_around_a_name_is_left_off(typed: str, wanted: str) -> None:
    assert key(typed) == wanted
