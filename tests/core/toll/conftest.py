"""What tests of the toll begin with."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from petitions.core.toll import rules


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that asks for a toll, and for little work."""
    monkeypatch.setattr(rules, "ROUNDS", 10)
    app = make_app(ABUSE_CHECKS="on")
    with app.app_context():
        yield app
