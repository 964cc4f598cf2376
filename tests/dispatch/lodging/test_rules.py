"""Which records of a lodging can be right, and how far an edition has come."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from petitions.dispatch.lodging.rules import Lodged, Published, Stage, fault_of_lodging, fault_of_publication, stage

DAY = date(2031, 2, 3)
LODGED = Lodged(DAY, "Mart Betest", "Table Office", "Stamped copy")
PUBLISHED = Published("999", "99999", date(2031, 2, 5), "Let her stay")


@pytest.mark.parametrize(
    ("frozen", "tabled", "today", "said"),
    [
        (date(2031, 2, 1), None, DAY, ""),
        (DAY, DAY, DAY, ""),
        (DAY, None, date(2031, 2, 2), "lies ahead"),
        (date(2031, 2, 4), None, date(2031, 2, 9), "can’t have been lodged before"),
        (date(2031, 2, 1), date(2031, 2, 2), date(2031, 2, 9), "so it was lodged by then"),
    ],
)
def test_the_days_of_a_lodging_follow_each_other(
    app: Flask, frozen: date, tabled: date | None, today: date, said: str
) -> None:
    fault = fault_of_lodging(LODGED, frozen_on=frozen, tabled_on=tabled, today=today)
    assert bool(fault) == bool(said)
    assert said in fault


@pytest.mark.parametrize(
    ("lodged", "today", "address", "said"),
    [
        (DAY, date(2031, 2, 5), "", ""),
        (date(2031, 2, 5), date(2031, 2, 6), "https://assembly.example/999", ""),
        (None, date(2031, 2, 6), "", "Record the lodging first"),
        (DAY, date(2031, 2, 4), "", "lies ahead"),
        (date(2031, 2, 6), date(2031, 2, 9), "", "can’t have been tabled before"),
        (DAY, date(2031, 2, 9), "javascript:alert(1)", "beginning with https://"),
    ],
)
def test_a_publication_follows_the_lodging_and_links_to_a_page(
    app: Flask, lodged: date | None, today: date, address: str, said: str
) -> None:
    fault = fault_of_publication(replace(PUBLISHED, address=address), lodged_on=lodged, today=today)
    assert bool(fault) == bool(said)
    assert said in fault


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((False, False, None, None), Stage.NONE),
        ((True, False, None, None), Stage.CLOSED),
        ((True, True, None, None), Stage.READY),
        ((True, True, DAY, None), Stage.LODGED),
        ((True, True, DAY, DAY), Stage.PUBLISHED),
    ],
)
def test_nothing_is_published_before_it_is_recorded(known: tuple, expected: Stage) -> None:
    closed, confirmed, lodged_on, tabled_on = known
    assert stage(is_closed=closed, is_confirmed=confirmed, lodged_on=lodged_on, tabled_on=tabled_on) == expected
