"""What a template prints is there: a misspelt name would otherwise be an empty place on the page."""

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError


def test_a_template_may_ask_whether_something_is_there_but_not_print_it_unless_it_is(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert render_template_string("{% if nothing %}1{% endif %}{{ nothing or '-' }}") == "-"
        with pytest.raises(UndefinedError):
            render_template_string("<p>{{ nothing }}</p>")
