"""Members of the public may be shown by initials under a petition, or be counted only."""

import re

import pytest
from flask.testing import FlaskClient

from petitions.signing.models import ConsentKind, Signature
from petitions.signing.wordings import FOR_PUBLIC, FOR_PUBLIC_BY_INITIALS
from tests.factories import sign_in
from tests.signing.browsing import text
from tests.signing.scene import count
from tests.signing.supporters.petition import BEA, Petition
from tests.signing.supporters.test_views import come_in
from tests.support.mailbox import mails_to, text_of

GIVEN = {"name": "Bea van den Example", "country": "LT"}


@pytest.fixture
def page(client: FlaskClient, petition: Petition) -> str:
    """The page that signs, once the code came back."""
    return come_in(client, f"/en/campaigns/{petition.campaign.slug}/sign")


def press(client: FlaskClient, page: str, shown: str, **fields: str):
    """Press the button that signs on the page as it was shown last."""
    version = re.search(r'name="version"[^>]*value="([^"]+)"', shown)[1]
    worded = re.search(r'name="worded"[^>]*value="([^"]+)"', shown)[1]
    return client.post(page, data={**GIVEN, "version": version, "worded": worded, **fields}, follow_redirects=True)


def test_who_asks_for_initials_reads_the_sentences_of_initials_and_is_shown_so_to_everybody(
    client: FlaskClient, petition: Petition, page: str
) -> None:
    chosen = {"display": "initials", "publish": "y", "print_name": "y"}
    again = press(client, page, client.get(page).text, **chosen)
    assert str(FOR_PUBLIC_BY_INITIALS[ConsentKind.PUBLISH]) in text(again)
    assert str(FOR_PUBLIC[ConsentKind.PUBLISH]) not in text(again)
    assert count(Signature) == 0
    done = text(press(client, page, again.text, **chosen))
    assert "Shown by initials: B. v. d. E." in done
    assert "Shown: by initials: B. v. d. E." in text_of(mails_to(BEA)[-1])
    reader = client.application.test_client()
    for public in ("", "/names"):
        shown = reader.get(f"/en/campaigns/{petition.campaign.slug}{public}").text
        assert "B. v. d. E." in shown
        assert "Example" not in shown.replace("Aru Example", "")


def test_who_is_counted_only_is_on_no_public_page(client: FlaskClient, petition: Petition, page: str) -> None:
    done = press(client, page, client.get(page).text, display="undisclosed")
    assert "Shown not by name but counted" in text(done)
    reader = client.application.test_client()
    assert "Bea" not in reader.get(f"/en/campaigns/{petition.campaign.slug}/names").text


def test_organisers_read_the_name_and_how_it_is_shown(client: FlaskClient, petition: Petition, page: str) -> None:
    press(client, page, client.get(page).text, display="undisclosed")
    sign_in(client, petition.author)
    table = text(client.get(f"/en/desk/campaigns/{petition.campaign.id}/supporters"))
    assert "Bea van den Example" in table
    assert "counted only, not to be named" in table
