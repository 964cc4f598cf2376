"""A closed list keeps the lines that it prints; what is corrected since holds for the next, and every page says so."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.dispatch.models import EditionSignatory
from tests.factories import sign_in
from tests.signing.browsing import sign, text
from tests.support.mailbox import code_for


@pytest.fixture
def closed(client: FlaskClient, organiser: User, campaign: Campaign, phone: FlaskClient, letter: str, address: str):
    """The list is closed, and the member corrects the name after that."""
    sign(phone, letter, address, publish="y", print_name="y")
    sign_in(client, organiser)
    client.post(f"/en/desk/campaigns/{campaign.id}/close", data={})
    phone.post(f"{letter}/name/ask", data={"name": "Ona B. Testė"})
    phone.post(f"{letter}/name", data={"name": "Ona B. Testė", "code": code_for(address)})
    return client


def printed() -> list[str]:
    return list(db.session.scalars(select(EditionSignatory.name)))


def test_the_public_page_shows_what_the_closed_list_prints(closed: FlaskClient, campaign: Campaign) -> None:
    assert printed() == ["Ona Testė"]
    for page in (f"/en/campaigns/{campaign.slug}", "/en/campaigns"):
        assert "Ona Testė" in text(closed.get(page))
        assert "Ona B. Testė" not in text(closed.get(page))


def test_the_board_tells_organisers_who_can_reopen_and_close_again(closed: FlaskClient, campaign: Campaign) -> None:
    board = f"/en/desk/campaigns/{campaign.id}"
    assert "1 signatory has corrected how the name is printed since the list was closed." in text(closed.get(board))
    closed.post(f"{board}/reopen", data={"reason": "A corrected name"})
    assert "has corrected how the name is printed" not in text(closed.get(board))
    closed.post(f"{board}/close", data={})
    assert sorted(printed()) == ["Ona B. Testė", "Ona Testė"]
    assert "Ona B. Testė" in text(closed.get(f"/en/campaigns/{campaign.slug}"))
    assert "has corrected how the name is printed" not in text(closed.get(board))
