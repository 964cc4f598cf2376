"""What pages and verbs of a text cost does not grow with the number of its versions."""

import pytest
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.drafting import service
from petitions.drafting.models import Version
from petitions.drafting.service import Draft
from tests.drafting.desk import Desk, a_desk, seen
from tests.factories import TEXT, acting
from tests.support.cost import counted, loaded

FEW, MANY = 2, 60
PAGES = ("", "text", "versions/{last}", "versions/{last}/review", "versions/{last}/ask", "compare", "history")


def a_history(client: FlaskClient, length: int) -> Desk:
    """A text of so many versions, of which the first was approved."""
    desk = a_desk(client, state="review")
    desk.post("versions/1/review", verdict="approve", **seen(desk.versions[0]))
    for number in range(1, length):
        with transaction():
            campaign = db.session.get_one(Campaign, desk.campaign.id)
            draft = Draft("Let her stay", f"{TEXT}\n{number}\n", "", number)
            service.save_version(acting(desk.colleague), campaign, draft)
    return desk


def costs(desk: Desk, last: int) -> dict[str, tuple[int, int]]:
    """How many statements each page runs, and how many versions it reads."""
    found = {}
    for page in PAGES:
        with counted() as statements, loaded(Version) as versions:
            desk.get(page.format(last=last))
        found[page] = len(statements), len(versions)
    with counted() as statements, loaded(Version) as versions:
        desk.write(made_from=str(last), body="Dear Minister,\n\nOther words.\n")
    return found | {"saved": (len(statements), len(versions))}


def test_saving_reading_and_comparing_ask_as_often_in_a_long_history_as_in_a_short_one(client: FlaskClient) -> None:
    few = costs(a_history(client, FEW), FEW)
    many = costs(a_history(client, MANY), MANY)
    assert many == few
    assert max(versions for _statements, versions in many.values()) <= 3


def test_a_page_lists_fifty_versions_and_leads_to_the_others(client: FlaskClient) -> None:
    desk = a_history(client, MANY)
    first, second = desk.get("versions"), desk.get("versions?page=2")
    assert ">Version 60</a>" in first
    assert ">Version 11</a>" in first
    assert ">Version 10</a>" not in first
    assert ">Version 10</a>" in second
    assert "Page 2 of 2" in second
    assert 'rel="prev"' in second


@pytest.mark.parametrize("page", ["0", "-5", "99", "x", "9" * 30])
def test_a_page_of_versions_that_does_not_exist_is_the_nearest(client: FlaskClient, page: str) -> None:
    assert ">Version 1</a>" in a_desk(client).get(f"versions?page={page}")


def test_the_list_of_versions_asks_as_often_for_many_as_for_few(client: FlaskClient) -> None:
    def asked(length: int) -> int:
        desk = a_history(client, length)
        with counted() as statements:
            desk.get("versions")
        return len(statements)

    assert asked(FEW) == asked(MANY)
