"""What stands between a campaign and its closing or dispatch, in sentences."""

import pytest
from flask import Flask

from petitions.dispatch.gate import Standing, unmet, unmet_after_closing


@pytest.fixture(autouse=True)
def spoken(app: Flask) -> None:
    """Sentences are spoken in the language of the app."""


def test_nothing_is_unmet_when_all_is_well() -> None:
    assert unmet(Standing()) == unmet_after_closing(Standing()) == []


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(has_version=False), "No version is open"),
        (Standing(shortfalls=["18 more signatories are needed (2 of 20)."]), "18 more signatories"),
        (Standing(is_newest=False), "newer version"),
        (Standing(unapproved=["Legal: version 2 is not approved."]), "Legal: version 2 is not approved."),
        (Standing(stale=["Ona Testė"]), "1 signature is stale: Ona Testė signed an earlier version"),
        (Standing(stale=["Ona Testė", "Ivo Example"]), "2 signatures are stale: Ona Testė, Ivo Example"),
        (Standing(lapsed=["Ona Testė"]), "The mandate of Ona Testė is not in force"),
        (Standing(unauthorised=["Example Initiative"]), "The authority by which these signed is not in force today"),
        (Standing(addressees=0), "No addressee is valid today"),
        (Standing(waiting=1), "1 signature waits for a look. Decide whether it counts."),
        (Standing(waiting=41), "41 signatures wait for a look. Decide whether they count."),
    ],
)
def test_each_lack_is_told_alone_in_one_sentence(standing: Standing, said: str) -> None:
    sentences = unmet(standing)
    assert len(sentences) == 1
    assert said in sentences[0]
    assert unmet_after_closing(standing) == sentences


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(same_version=False), "text has changed"),
        (Standing(missing=["Ona Testė"]), "Ona Testė has withdrawn"),
        (Standing(late=["Ona Testė"]), "Ona Testė signed after"),
    ],
)
def test_what_changes_after_closing_bars_the_dispatch_alone(standing: Standing, said: str) -> None:
    assert unmet(standing) == []
    [sentence] = unmet_after_closing(standing)
    assert said in sentence


def test_an_ended_mandate_may_be_accepted_as_of_signing_but_nothing_else() -> None:
    standing = Standing(lapsed=["Ona Testė"], unauthorised=["Example Initiative"], stale=["Ivo Example"])
    [sentence] = unmet(standing, as_of_signing=True)
    assert "stale" in sentence


def test_every_lack_is_told_at_once() -> None:
    standing = Standing(unapproved=["Legal is missing."], stale=["Ona Testė"], addressees=0, missing=["Ivo Example"])
    assert len(unmet_after_closing(standing)) == 4
