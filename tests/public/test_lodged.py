"""What anyone reads of a declaration: gathered, lodged and tabled are three things, and none of them is sent."""

import re

import pytest
from flask.testing import FlaskClient

from petitions.campaigns import service as campaigns
from petitions.campaigns.states import CampaignState
from petitions.core.db import transaction
from tests.dispatch.lodging.conftest import declaration, ready
from tests.dispatch.lodging.declaration import Declaration
from tests.factories import acting

__all__ = ["declaration", "ready"]
TABLED = "Tabled as Written declaration No 999, Doc. 99999, on "


def read(client: FlaskClient, declaration: Declaration) -> list[str]:
    """The campaign's page, its case's page and its entry in the list of campaigns, without tags."""
    pages = {f"campaigns/{declaration.now.slug}": "<main", f"cases/{declaration.now.case.slug}": "<main"}
    pages["campaigns"] = "<article"
    found = [client.get(f"/en/{page}").text.partition(begins)[2] for page, begins in pages.items()]
    return [re.sub(r"<[^>]+>", " ", one) for one in found]


def test_what_is_gathered_is_neither_sent_nor_lodged(client: FlaskClient, ready: Declaration) -> None:
    for said in read(client, ready):
        assert "Signed, not yet lodged" in said
        assert not re.search(r"\b(sent|tabled)\b", said, re.IGNORECASE)


def test_what_is_lodged_is_neither_sent_nor_tabled(client: FlaskClient, ready: Declaration) -> None:
    ready.lodge()
    campaign, case, every = read(client, ready)
    for said in (campaign, case, every):
        assert "Lodged" in said
        assert not re.search(r"\b(sent|tabled)\b", said, re.IGNORECASE)
    for said in (campaign, case):
        assert "Lodged on " in said


def test_once_published_its_pages_say_as_what_it_was_tabled(client: FlaskClient, ready: Declaration) -> None:
    ready.lodge()
    ready.publish(address="https://assembly.example/doc/99999")
    campaign, case, every = read(client, ready)
    assert TABLED in campaign
    assert TABLED in case
    assert "Tabled" in every
    assert 'href="https://assembly.example/doc/99999"' in client.get(f"/en/campaigns/{ready.now.slug}").text


@pytest.mark.parametrize(("tabled", "word"), [(False, "Lodged and concluded"), (True, "Tabled and concluded")])
def test_a_concluded_declaration_was_not_sent(client, ready: Declaration, tabled: bool, word: str) -> None:
    ready.lodge()
    if tabled:
        ready.publish()
    with transaction():
        campaigns.conclude(acting(ready.ada), ready.now, "Nothing came of it.")
    assert ready.now.state == CampaignState.CONCLUDED
    for said in read(client, ready):
        assert word in said
        assert not re.search(r"\bsent\b", said, re.IGNORECASE)
