"""What a form may hold is refused in words on both databases; PostgreSQL can't keep a zero byte."""

from collections.abc import Callable

from flask import Flask

from tests import factories
from tests.architecture.test_forms import failures
from tests.architecture.world import build


def test_a_zero_byte_is_refused_in_words(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        world = build()
        client = app.test_client()
        factories.sign_in(client, world.owner)
        assert failures(app, client, world, "a\0b") == []
