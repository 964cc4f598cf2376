"""The application of these tests, with stubs for pages of slices that have not landed yet."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

LATER = {
    "desk.campaign": "/<lang>/desk/campaigns/<uuid:campaign_id>",
    "drafting.write": "/<lang>/desk/campaigns/<uuid:campaign_id>/text",
    "drafting.review": "/<lang>/desk/campaigns/<uuid:campaign_id>/review/<int:number>",
    "drafting.version": "/<lang>/desk/campaigns/<uuid:campaign_id>/versions/<int:number>",
}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application on a fresh database."""
    app = make_app()
    for endpoint in LATER.keys() - app.view_functions.keys():
        app.add_url_rule(LATER[endpoint], endpoint, lambda **_values: "")
    with app.app_context():
        yield app
