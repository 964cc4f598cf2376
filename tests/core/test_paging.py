"""The way from one page of a list to the next."""

import pytest
from flask import Flask

from petitions.core.paging import page_among


def test_the_next_page_keeps_what_was_filtered_by(app: Flask) -> None:
    with app.test_request_context("/en/cases?country=DE&page=2"):
        assert page_among(500).next == "/en/cases?country=DE&page=3"


@pytest.mark.parametrize("query", ["_anchor=x", "endpoint=x", "_method=POST", "_external=1&_scheme=javascript"])
def test_no_address_that_somebody_types_is_an_error(app: Flask, query: str) -> None:
    with app.test_request_context(f"/en/cases?page=2&{query}"):
        assert page_among(500, "list").next == "/en/cases?page=3#list"
