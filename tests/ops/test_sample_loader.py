"""The sample as it stands in the database, and on the public pages, once it was loaded."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.accounts.models import Membership, Organisation
from petitions.campaigns import fact_sheet
from petitions.campaigns.models import RecordedCampaign, RecordedSignatory
from petitions.cases.models import Basis, Case, CaseEvent, Proceeding
from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.ops.sample import loader
from petitions.ops.sample.files import HERE
from petitions.people.hand_models import MandateByHand
from petitions.people.models import Address, Mandate, Roster, WaitingRow
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.rules import authority_at
from tests.factories import an_organisation

KHASENOV = "/en/cases/daniyar-khasenov"
REAL = fact_sheet.read((HERE / "sheets" / "daniyar-khasenov.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def loaded(sampled_database: Path, database_url: str, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application on a copy of the sample."""
    shutil.copy(sampled_database, database_url.removeprefix("sqlite:///"))
    app = make_app()
    with app.app_context():
        yield app


def count(table: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def test_two_organisations_have_somebody_in_every_role(loaded: Flask) -> None:
    assert count(Organisation) == 2
    roles = db.session.execute(select(Membership.organisation_id, Membership.role).distinct()).all()
    assert len(roles) == count(Membership) == 8


def test_the_register_shows_who_may_sign_who_waits_and_who_may_no_longer(loaded: Flask) -> None:
    rows = db.session.scalars(select(Representative))
    states = sorted(authority_at(row, date(2026, 11, 1)).value for row in rows)
    assert states == ["ended", *["in force"] * 4, "unconfirmed"]
    coalition = db.session.scalars(
        select(RegisteredOrganisation).where(RegisteredOrganisation.kind == "coalition")
    ).one()
    assert len(coalition.members) == 4


def test_every_invented_member_of_the_roster_can_be_invited(loaded: Flask) -> None:
    on_roster = select(func.count()).select_from(Mandate).join(Mandate.roster).where(~Roster.is_by_hand)
    in_force = [address for address in db.session.scalars(select(Address)) if address.in_force]
    assert (db.session.scalar(on_roster), len(in_force), count(WaitingRow)) == (40 + 25, 40 + 25, 0)
    assert all(address.address.endswith(".example") for address in db.session.scalars(select(Address)))


def test_one_was_entered_by_hand_and_confirmed_one_waits_and_so_does_an_address(loaded: Flask) -> None:
    entries = db.session.scalars(select(MandateByHand).order_by(MandateByHand.surname)).all()
    assert [(entry.name, entry.state) for entry in entries] == [
        ("Maarit Kuusivaltonen", "confirmed"),
        ("Aistis Žvirgždukaitis", "waiting"),
    ]
    (address,) = [address for address in db.session.scalars(select(Address)) if address.is_proposed]
    assert address.person_id == entries[0].person_id


def test_everything_of_the_real_case_is_there(loaded: Flask) -> None:
    case = db.session.scalars(select(Case).where(Case.slug == "daniyar-khasenov")).one()
    assert (len(case.events), len(case.proceedings), count(RecordedCampaign)) == (32, 8, 7)
    assert fact_sheet.of_case(case) == REAL
    appeals = {row.title: row.appeals.title for row in case.proceedings if row.appeals}
    assert appeals == {
        "Appeal against the refusal": "First asylum claim",
        "Further appeal on the first claim": "Appeal against the refusal",
        "Appeal against the deportation": "Order to deport him",
    }


def test_each_window_says_what_it_rests_on(loaded: Flask) -> None:
    windows = db.session.scalars(select(CaseEvent).where(CaseEvent.precision == "window")).all()
    assert len(windows) >= 4
    assert all(event.when.basis for event in windows)


def test_recorded_signatories_are_those_of_the_source_and_stand_nowhere_else(loaded: Flask) -> None:
    printed = [one.name for campaign in REAL.of("campaigns") for one in campaign.facts.signatories]
    assert sorted(db.session.scalars(select(RecordedSignatory.name))) == sorted(printed)


def test_what_the_source_does_not_say_stays_empty(loaded: Flask) -> None:
    stored = [*db.session.scalars(select(Proceeding)), *db.session.scalars(select(RecordedCampaign))]
    texts = [value for row in stored for value in vars(row).values() if isinstance(value, str)]
    assert len(texts) > 100
    assert "not stated" not in texts


def test_it_is_all_done_by_somebody_and_told_in_the_history(loaded: Flask) -> None:
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "recorded_campaign:add")).all()
    assert [event.actor_label for event in told] == ["Matteo Brancorsi"] * 7


def test_every_case_is_shown_as_a_sample_and_kept_out_of_indexes(loaded: Flask) -> None:
    client = loaded.test_client()
    cases = db.session.scalars(select(Case)).all()
    assert len(cases) == 4
    for case in cases:
        assert case.basis == Basis.SAMPLE
        assert "Sample." in words(client, f"/en/cases/{case.slug}")
        assert 'content="noindex"' in client.get(f"/en/cases/{case.slug}").text


def test_the_page_of_the_real_case_tells_it_as_the_report_does(loaded: Flask) -> None:
    page = words(loaded.test_client(), KHASENOV)
    assert "Sample. From a published report; no consent recorded here." in page
    assert "Kazakhstan → to Lithuania" in page
    assert "25 members; names not in our source" in page
    assert "Isabel Santos Petras Auštrevičius Róża Thun Viola von Kramon-Taubadel" in page
    assert "late December 2023" in page
    assert "UN experts ask for an explanation Communication of UN experts" in page
    assert "Follows “Look again at the refusal of asylum” (relation inferred, not stated)" in page
    assert "awaited" not in page


class TestLoading:
    def load(self, app: Flask, *options: str) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(args=["sample", "load", *options])
        return result.exit_code, result.output

    def test_fills_an_empty_database_once(self, app: Flask) -> None:
        assert self.load(app) == (0, "The sample is loaded.\n")
        assert self.load(app) == (0, "The sample is loaded already.\n")
        assert self.load(app, "--if-empty") == (0, "The sample is loaded already.\n")
        assert count(Organisation) == 2

    def test_goes_into_no_database_that_holds_something_else(self, app: Flask) -> None:
        an_organisation()
        code, output = self.load(app)
        assert (code, "not empty" in output) == (1, True)
        assert self.load(app, "--if-empty")[0] == 0
        assert count(Organisation) == 1

    @pytest.mark.usefixtures("app")
    def test_puts_the_clock_back_even_when_it_breaks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(loader, "load_offices", lambda _actor: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction():
            loader.load()
        assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)

    def test_is_refused_in_production(self, make_app: Callable[..., Flask]) -> None:
        real = make_app(
            UNDERSIGNED_ENV="production",
            SECRET_KEY="s" * 40,
            DATA_KEYS="a:" + "A" * 43 + "=",
            INDEX_KEY="B" * 43 + "=",
            BASE_URL="https://letters.example",
            MAIL_FROM="letters@ngo.example",
            SMTP_HOST="mail.example",
        )
        code, output = self.load(real, "--if-empty")
        assert (code, "not for production" in output) == (1, True)
        with real.app_context():
            assert count(Organisation) == 0

    @pytest.mark.usefixtures("app")
    def test_leaves_nothing_behind_when_it_breaks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(loader, "load_roster", lambda _actor: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction():
            loader.load()
        assert count(Organisation) == 0
