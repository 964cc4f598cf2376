"""What the pages of a petition ask of the database: as often for a crowd as for a few, and no one is read to count."""

import pytest
from flask.testing import FlaskClient

from petitions.core.db import db, transaction
from petitions.dispatch import petition_editions
from petitions.dispatch import service as dispatch
from petitions.signing.models import Signature
from tests import factories
from tests.dispatch.crowd import Crowd, read

FEW, MANY = 15, 60
COLLECTING = ("", "/close", "/open", "/deadline", "/supporters", "/signatories", "/history")
CLOSED = ("", "/send", "/reopen", "/signatories", "/signatories?edition=1")
SENT = ("", "/dispatch", "/signatories?edition=1")
NAMED = 12
"""So many names the public page shows."""


@pytest.fixture(autouse=True)
def few_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter prints ten names of the public at most."""
    monkeypatch.setattr(petition_editions, "MOST_NAMED", 10)


def visits(client: FlaskClient, petition: Crowd) -> dict[str, int]:
    """How often each page asks while the petition collects, once it is closed, and once it is sent."""
    desk, public = f"/en/desk/campaigns/{petition.campaign.id}", f"/en/campaigns/{petition.campaign.slug}"
    factories.sign_in(client, petition.author)
    found = {f"collecting {page}": visit(client, f"{desk}{page}") for page in COLLECTING}
    found["public collecting"] = visit(client, public, most=NAMED)
    petition.close()
    found |= {f"closed {page}": visit(client, f"{desk}{page}") for page in CLOSED}
    found["public closed"] = visit(client, public, most=NAMED)
    with transaction():
        dispatch.confirm(factories.acting(petition.colleague), petition.now)
    found |= {f"sent {page}": visit(client, f"{desk}{page}") for page in SENT}
    found["public sent"] = visit(client, public, most=NAMED)
    found["letter"] = visit(client, f"{public}/letter.pdf")
    return found


def visit(client: FlaskClient, address: str, most: int = 0) -> int:
    """One visit, with nothing read before; it reads so many signatures at most, and 51 where it lists them."""
    most = 51 if address.endswith("/supporters") else most
    with client.application.app_context(), read() as (statements, rows):
        assert client.get(address).status_code == 200
        db.session.rollback()
    signatures, signatories, invitations, _consents = map(len, rows)
    assert (signatures <= most, signatories, invitations <= most) == (True, 0, True), address
    return len(statements)


def test_pages_of_a_petition_ask_as_often_for_a_crowd_as_for_a_few(client: FlaskClient) -> None:
    assert visits(client, Crowd(FEW)) == visits(client, Crowd(MANY))


def test_the_page_before_closing_says_how_many_and_that_the_letter_names_nobody(client: FlaskClient) -> None:
    petition = Crowd(12)
    factories.changed(petition.signature(3), is_printed=False)
    factories.sign_in(client, petition.author)
    page = client.get(f"/en/desk/campaigns/{petition.campaign.id}/close").text
    assert "12 people" in page
    assert "A letter prints at most 10 names of the public." in page
    assert "Person No." not in page


def test_the_page_before_sending_says_that_nobody_is_named(client: FlaskClient) -> None:
    petition = Crowd(11)
    petition.close()
    factories.sign_in(client, petition.colleague)
    page = client.get(f"/en/desk/campaigns/{petition.campaign.id}/send").text
    assert "So many names are not printed here." in page
    assert "Send the letter" in page


def test_the_page_before_opening_counts_who_is_asked_again_and_names_nobody(client: FlaskClient) -> None:
    petition = Crowd(7)
    factories.a_next_version(petition.campaign, "Dear Minister,\n\nMended.\n", petition.author, petition.colleague)
    factories.sign_in(client, petition.author)
    with read() as (_statements, rows):
        page = client.get(f"/en/desk/campaigns/{petition.campaign.id}/open").text
    assert rows[0] == []
    assert "7 people signed an earlier version" in page
    assert "Person No." not in page


def test_a_million_is_written_as_people_read_it(client: FlaskClient) -> None:
    """Held by a petition of which so many have signed that the number needs its comma."""
    petition = Crowd(1_200)
    factories.sign_in(client, petition.author)
    assert "1,200 people" in client.get(f"/en/desk/campaigns/{petition.campaign.id}/close").text
    assert db.session.query(Signature).count() == 1_200
