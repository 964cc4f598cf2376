"""Each signatory is counted in words in the capacity in which the name was given."""

import pytest
from flask import Flask

from petitions.campaigns.capacities import COUNTED, in_words
from petitions.campaigns.instruments import all_instruments


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            [("national_parliament", 138), ("european_parliament", 84)],
            "138 members of national parliaments and 84 Members of the European Parliament",
        ),
        ([("european_parliament", 1)], "1 Member of the European Parliament"),
        (
            [("organisation", 5), ("coalition", 1), ("head", 1)],
            "5 organisations, 1 coalition, and 1 head of an organisation",
        ),
        ([], "0 signatories"),
        ([("", 2)], "2 signatories"),
    ],
)
def test_capacities_are_counted_apart(app: Flask, counts: list[tuple[str, int]], said: str) -> None:
    with app.test_request_context("/en/"):
        assert in_words(counts) == said


def test_every_body_that_an_instrument_lets_sign_has_its_words() -> None:
    assert {body for rules in all_instruments() for body in rules.bodies} <= set(COUNTED)
