"""What anyone reads of those who asked for initials, or not to be named."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns.instruments import Display
from petitions.core.db import transaction
from petitions.dispatch import service
from petitions.signing.models import ConsentKind
from tests.factories import acting, an_addressee
from tests.signing.appeal import Appeal


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal that everybody may read, signed by two heads who are not shown by name."""
    appeal = Appeal()
    an_addressee(appeal.campaign)
    appeal.signed_by_head("Ona Testė", "Example Initiative", display=Display.INITIALS)
    appeal.signed_by_head(
        "Ivo Vzorek", "Sample Union", display=Display.UNDISCLOSED, agreed=frozenset({ConsentKind.SIGN})
    )
    return appeal


def pages(appeal: Appeal) -> list[str]:
    return [f"/en/campaigns/{appeal.campaign.slug}", f"/en/cases/{appeal.campaign.case.slug}", "/en/campaigns"]


def test_no_public_page_holds_the_name_while_signatures_are_collected(client: FlaskClient, appeal: Appeal) -> None:
    page = client.get(pages(appeal)[0]).text
    assert "O. T." in page
    assert "Head of an organisation" in page
    assert "and 1 who asked not to be named publicly" in page
    for address in pages(appeal):
        shown = client.get(address).text
        assert not any(hidden in shown for hidden in ("Testė", "Vzorek")), address


def test_nor_once_it_is_sent_and_the_letter_can_be_downloaded(client: FlaskClient, appeal: Appeal) -> None:
    with transaction():
        service.close(appeal.actor, appeal.campaign)
    with transaction():
        service.confirm(acting(appeal.colleague), appeal.campaign)
    page = client.get(pages(appeal)[0]).text
    assert "O. T." in page
    assert "Testė" not in page
    assert client.get(f"{pages(appeal)[0]}/letter.pdf").status_code == 200
