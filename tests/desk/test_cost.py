"""What the pages of organisers ask of the database: as often for many people as for a few."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.dispatch import service as dispatch
from petitions.people.queries import search
from tests import factories
from tests.desk.crowd import ask_seven, entered, spelt, twins
from tests.signing.appeal import Appeal, give
from tests.support.cost import counted, statements

FEW, MANY = 1, 4
COLLECTING = ("", "/missing", "/invitations", "/invitations/new?country=LT", "/close")
CLOSED = ("", "/missing", "/invitations", "/send")
LODGED = ("", "/missing", "/invitations", "/lodging/sheet")


@pytest.fixture
def ada(app: Flask) -> User:
    return factories.a_user(factories.an_organisation())


@pytest.fixture
def bo(ada: User) -> User:
    return factories.a_user(ada.memberships[0].organisation, name="Bo Colleague")


def visits(client: FlaskClient, campaign: Campaign, user: User) -> dict[str, int]:
    """How often each page asks, of a campaign that collects, is closed, and of a kind that is lodged."""
    desk = f"/en/desk/campaigns/{campaign.id}"
    factories.sign_in(client, user)
    found = {f"collecting {page}": statements(client, f"{desk}{page}") for page in COLLECTING}
    factories.an_addressee(campaign)
    with transaction():
        dispatch.close(factories.acting(user), db.session.get_one(Campaign, campaign.id))
    found |= {f"closed {page}": statements(client, f"{desk}{page}") for page in CLOSED}
    factories.changed(campaign, instrument="pace_declaration")
    return found | {f"lodged {page}": statements(client, f"{desk}{page}") for page in LODGED}


def test_pages_of_a_letter_ask_as_often_for_many_invited_as_for_few(client: FlaskClient, ada: User, bo: User) -> None:
    case = factories.a_case(ada.memberships[0].organisation)

    def of(sevens: int) -> dict[str, int]:
        campaign = factories.a_campaign(case, "collecting", author=ada, approver=bo)
        for _ in range(sevens):
            ask_seven(campaign, ada, bo)
        return visits(client, campaign, ada)

    assert of(FEW) == of(MANY)


def test_pages_of_an_appeal_ask_as_often_for_many_organisations_as_for_few(client: FlaskClient) -> None:
    def of(number: int) -> dict[str, int]:
        appeal = Appeal()
        for place in range(number * 2):
            name = f"{spelt(place)} Example Initiative"
            appeal.signed(name, "Ona Testė")
            one = appeal.organisation(f"{spelt(place)} Bridge")
            appeal.head(one, "Ivo Testas")
            give(appeal.ask(appeal.speaker(one, "Ivo Testas"), in_person=True), name="Ivo Testas")
            appeal.ask(appeal.speaker(appeal.organisation(f"{spelt(place)} Lantern", kind="coalition"), "Rut Testė"))
        return visits(client, appeal.campaign, appeal.author)

    assert of(FEW) == of(MANY)


def test_a_search_asks_as_often_for_many_people_as_for_few(client: FlaskClient, ada: User, bo: User) -> None:
    factories.sign_in(client, ada)
    pages = ("?country=LT", "?text=Ona", f"rosters/{factories.a_roster().id}")
    make: tuple[Callable[[], object], ...] = (
        factories.a_member,
        lambda: entered(ada, bo),
        lambda: factories.a_merge(bo, *twins(ada)),
        lambda: factories.a_proposed_address(twins(ada)[0], bo),
    )

    def of(rounds: int) -> dict[str, int]:
        for _ in range(rounds):
            for one in make:
                one()
        return {page: statements(client, f"/en/desk/people/{page}") for page in pages}

    assert of(FEW) == of(MANY)


def test_whoever_reads_all_who_are_found_reads_them_at_once(ada: User) -> None:
    actor = factories.acting(ada)
    for surname in ("Testen", "Testova", "Testski", "Testard"):
        factories.a_member(surname=surname)
    with counted() as seen:
        assert len(search(actor, body="european_parliament")) == 4
    assert len(seen) <= 4
