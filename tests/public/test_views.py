"""Public pages: what anyone may read, and all that they don't do."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns import recorded
from petitions.campaigns.models import RecordedCampaign
from petitions.campaigns.recorded_rules import PrintedName, RecordedFacts
from petitions.campaigns.states import CampaignState
from petitions.cases import parts, service
from petitions.cases.models import Case
from petitions.cases.rules import EventFacts, ProceedingFacts, SourceFacts
from petitions.core.actor import COMMAND_LINE
from petitions.core.clock import now
from petitions.core.dates import Precision, UncertainDate
from petitions.core.db import transaction
from petitions.core.text import sha256_hex
from petitions.ledger import service as ledger
from petitions.ledger.models import LeafType
from petitions.signing.models import Consent, ConsentKind, Signature
from petitions.signing.states import SignatureState
from tests.factories import a_campaign, a_case, a_member, a_user, an_invitation, an_organisation, released, sign_in

JULY = UncertainDate(Precision.DAY, date(2023, 7, 25), date(2023, 7, 25))
WINDOW = UncertainDate(Precision.WINDOW, date(2019, 5, 4), date(2019, 8, 16), "inferred from the story")


@pytest.fixture
def case(app: Flask) -> Case:
    return a_case(an_organisation())


def page(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def record(case: Case, title: str = "Let her stay", **facts: Any) -> RecordedCampaign:
    with transaction():
        letter = recorded.add(COMMAND_LINE, case, RecordedFacts("mep_letter", title, "Lantern", **facts))
    if case.published_at:
        released(case)
    return letter


class TestEveryPublicPage:
    @pytest.fixture
    def paths(self, case: Case) -> list[str]:
        letter = record(case, when=JULY)
        return ["/en/", "/en/cases", f"/en/cases/{case.slug}", f"/en/cases/{case.slug}/recorded/{letter.key}"]

    def test_sets_no_cookie_and_carries_no_script_and_no_form(self, client: FlaskClient, paths: list[str]) -> None:
        for path in paths:
            answer = page(client, path)
            assert "Set-Cookie" not in answer.headers
            assert not re.search("<script|<form|csrf", answer.text)

    def test_loads_nothing_from_elsewhere(self, client: FlaskClient, paths: list[str]) -> None:
        loaded = re.compile(r'(?:src=|<link[^>]*href=|url\()"?(?:https?:)?//')
        assert [path for path in paths if loaded.search(page(client, path).text)] == []

    def test_may_be_indexed(self, client: FlaskClient, paths: list[str]) -> None:
        assert all('content="index, follow"' in page(client, path).text for path in paths)

    def test_speaks_only_languages_that_there_are(self, client: FlaskClient, paths: list[str]) -> None:
        assert client.get("/").location == "/en/"
        assert all(client.get(path.replace("/en/", "/xx/")).status_code == 404 for path in paths)


class TestASample:
    def test_says_so_and_stays_out_of_indexes(self, client: FlaskClient) -> None:
        case = a_case(an_organisation(), published=False)
        with transaction():
            service.mark_sample(COMMAND_LINE, case, "From a published report; no consent recorded here.")
        released(case)
        letter = record(case)
        for path in (f"/en/cases/{case.slug}", f"/en/cases/{case.slug}/recorded/{letter.key}", "/en/cases", "/en/"):
            answer = page(client, path)
            assert 'content="noindex"' in answer.text
            assert "Sample" in words(answer)
        assert "Sample. From a published report; no consent recorded here." in words(
            page(client, f"/en/cases/{case.slug}")
        )


class TestWhatIsNotPublished:
    def test_is_nowhere(self, client: FlaskClient) -> None:
        case = a_case(an_organisation(), published=False, name="Hidden Example")
        letter = record(case)
        assert client.get(f"/en/cases/{case.slug}").status_code == 404
        assert client.get(f"/en/cases/{case.slug}/recorded/{letter.key}").status_code == 404
        assert "Hidden Example" not in page(client, "/en/").text + page(client, "/en/cases").text

    def test_is_hidden_from_its_own_organisers_too(self, client: FlaskClient) -> None:
        organisation = an_organisation()
        case = a_case(organisation, published=False)
        sign_in(client, a_user(organisation))
        assert client.get(f"/en/cases/{case.slug}").status_code == 404

    def test_a_recorded_campaign_is_found_only_under_its_own_case(self, client: FlaskClient, case: Case) -> None:
        letter = record(case)
        other = a_case(an_organisation())
        assert client.get(f"/en/cases/{other.slug}/recorded/{letter.key}").status_code == 404


class TestTheCasePage:
    def test_tells_dates_as_they_are_known(self, client: FlaskClient, case: Case) -> None:
        with transaction():
            parts.add_event(COMMAND_LINE, case, EventFacts("Accounts frozen", WINDOW))
            parts.add_event(COMMAND_LINE, case, EventFacts("Held", JULY))
            parts.add_event(COMMAND_LINE, case, EventFacts("Threatened"))
        released(case)
        answer = page(client, f"/en/cases/{case.slug}")
        assert "between 4 May and 16 August 2019" in words(answer)
        assert "On the date: inferred from the story." in words(answer)
        assert '<time class="when" datetime="2023-07-25">25 July 2023</time>' in answer.text
        order = [words(answer).index(title) for title in ("Held", "Accounts frozen", "Threatened")]
        assert order == sorted(order)

    def test_tells_what_appeals_what(self, client: FlaskClient, case: Case) -> None:
        with transaction():
            first = parts.add_proceeding(COMMAND_LINE, case, ProceedingFacts("First claim", "Office", country="LT"))
            parts.add_proceeding(
                COMMAND_LINE, case, ProceedingFacts("Second claim", "Office", country="LT", is_open=True)
            )
            parts.add_proceeding(
                COMMAND_LINE, case, ProceedingFacts("Appeal", "Court", outcome="Lost", appeals_id=first.id)
            )
        released(case)
        text = words(page(client, f"/en/cases/{case.slug}"))
        assert "Lithuania First claim Outcome not stated Office Dates not stated Appeal Lost Court" in text
        assert "Appeals: First claim" in text
        assert "Second claim (open now) Still open" in text

    def test_prints_recorded_names_as_the_source_does(self, client: FlaskClient, case: Case) -> None:
        first = record(case, when=JULY, signatories=(PrintedName("Ona  Testė"), PrintedName("Óscar Probe")))
        record(
            case,
            "Grant her asylum",
            signatory_count=25,
            follows_id=first.id,
            follows_note="relation inferred, not stated",
            reply_from="Ministry",
            reply="She was at a rally.",
            reply_disputed="She was in custody.",
            outcome="She was released (claimed, not proven).",
        )
        text = words(page(client, f"/en/cases/{case.slug}"))
        assert "Ona Testė Óscar Probe" in text
        assert "Reply not stated" in text
        assert "25 members; names not in our source" in text
        assert "Follows “Let her stay” (relation inferred, not stated)" in text
        assert "She was at a rally. Reply: Ministry Disputed. She was in custody." in text
        assert "Reported effect: She was released (claimed, not proven)." in text
        assert text.count("As reported by Lantern") == 2
        assert text.index("Let her stay") < text.index("Grant her asylum")
        assert "awaited" not in text

    def test_escapes_what_people_typed(self, client: FlaskClient, case: Case) -> None:
        record(case, "<script>alert(1)</script>", signatories=(PrintedName("<b>Ona</b>"),), reply="<i>no</i>")
        assert not re.search("<script|<b>|<i>", page(client, f"/en/cases/{case.slug}").text)

    def test_links_a_source_that_has_an_address(self, client: FlaskClient, case: Case) -> None:
        with transaction():
            parts.add_source(COMMAND_LINE, case, SourceFacts("A report", address="https://reports.example/1"))
        released(case)
        assert (
            'href="https://reports.example/1" rel="noreferrer noopener"' in page(client, f"/en/cases/{case.slug}").text
        )

    def test_shows_a_real_campaign_with_the_names_that_may_be_published(self, client: FlaskClient, case: Case) -> None:
        campaign = a_campaign(case, CampaignState.COLLECTING)
        for number, (given, agreed) in enumerate([("Ona", True), ("Hidden", False)], start=1):
            sign(campaign, given, agreed, number)
        answer = page(client, f"/en/cases/{case.slug}")
        assert f'href="/en/campaigns/{campaign.slug}"' in answer.text
        assert "Open for signature" in words(answer)
        assert "Ona Testė" in words(answer)
        assert "Hidden Testė" not in words(answer)
        assert "As reported by" not in words(answer)

    @pytest.mark.parametrize("state", [CampaignState.DRAFTING, CampaignState.REVIEW])
    def test_keeps_quiet_about_a_campaign_that_is_still_written(
        self, client: FlaskClient, case: Case, state: str
    ) -> None:
        a_campaign(case, state)
        assert "Let her stay" not in page(client, f"/en/cases/{case.slug}").text


class TestTheRecordedCampaignPage:
    def test_says_who_reports_it_and_what_is_not_stated(self, client: FlaskClient, case: Case) -> None:
        letter = record(case, when=JULY, signatories=(PrintedName("Ona Testė", "MEP", "LT"),), signatory_count=3)
        text = words(page(client, f"/en/cases/{case.slug}/recorded/{letter.key}"))
        assert "as reported by Lantern. It was not run, counted or sent here." in text
        assert "Of whom not stated What not stated" in text
        assert "Ona Testė MEP Lithuania" in text
        assert "and 2 more; names not in our source" in text
        assert "What was answered not stated" in text

    def test_has_none_of_what_only_our_own_campaigns_have(self, client: FlaskClient, case: Case) -> None:
        letter = record(case, when=JULY)
        text = words(page(client, f"/en/cases/{case.slug}/recorded/{letter.key}")).lower()
        assert [word for word in ("version", "hash", "delivered", "quorum", "needed") if word in text] == []


def sign(campaign: Any, given: str, agreed: bool, number: int) -> None:
    """A confirmed signature under the campaign's open version, published or not."""
    person = a_member(given, "Testė")
    invitation, _token = an_invitation(campaign, person)
    with transaction() as session:
        leaf_id = ledger.append(campaign.id, LeafType.CONSENT, sha256_hex("text"), 1, invitation.id, {"name": given})
        signature = Signature(
            campaign_id=campaign.id,
            version_id=campaign.open_version_id,
            invitation_id=invitation.id,
            person_id=person.id,
            number=number,
            name=person.name,
            surname=person.surname,
            capacity="Member of the European Parliament",
            delegation="LT",
            group_code="Renew",
            language="en",
            state=SignatureState.CONFIRMED,
            created_at=now(),
            confirmed_at=now(),
            leaf_id=leaf_id,
        )
        session.add(signature)
        session.flush()
        session.add(
            Consent(
                signature_id=signature.id,
                kind=ConsentKind.PUBLISH,
                given=agreed,
                wording="Publish my name.",
                wording_sha256=sha256_hex("Publish my name."),
                language="en",
                at=now(),
            )
        )
