"""A campaign's public page: what anyone may read, and what nobody may."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from petitions.campaigns.states import CampaignState
from petitions.cases.models import Basis
from petitions.core.clock import now, today
from petitions.core.db import transaction
from petitions.dispatch import answers, queries
from petitions.dispatch.answers import ReplyData
from petitions.dispatch.words import why_refused
from petitions.drafting import queries as drafting
from petitions.outbox import service as outbox
from petitions.outbox.bounces.service import take_back
from petitions.outbox.rules import Outcome
from petitions.outbox.states import MessageState
from petitions.signing.models import ConsentKind
from tests.dispatch.scene import ALL, UNDISCLOSED, Scene, change, withdraw
from tests.factories import a_campaign, acting
from tests.support.pdf import words_of

PRINT_ONLY = ALL - {ConsentKind.PUBLISH}


def address(scene: Scene, file: str = "") -> str:
    return f"/en/campaigns/{scene.campaign.slug}{file}"


def answered(scene: Scene, *outcomes: Outcome) -> None:
    """The mail servers of the offices answer so, one after another."""
    for delivery, outcome in zip(scene.deliveries, outcomes, strict=True):
        with transaction():
            parcel = outbox.claim(delivery.message_id, "mail.example")
        with transaction():
            outbox.conclude(parcel, outcome)


@pytest.fixture
def sent(scene: Scene) -> Scene:
    scene.close()
    scene.confirm()
    return scene


@pytest.mark.parametrize("state", [CampaignState.DRAFTING, CampaignState.REVIEW, CampaignState.WITHDRAWN])
def test_before_it_is_open_and_after_it_was_withdrawn_there_is_no_page(client, scene: Scene, state: str) -> None:
    change(scene.campaign, state=state)
    assert client.get(address(scene)).status_code == 404
    assert scene.campaign.slug not in client.get("/en/campaigns").text


def test_without_the_organisers_word_or_a_published_case_there_is_no_page(client: FlaskClient, scene: Scene) -> None:
    assert client.get(address(scene)).status_code == 200
    change(scene.campaign, is_public=False)
    assert client.get(address(scene)).status_code == 404
    change(scene.campaign, is_public=True)
    change(scene.case, published_at=None)
    assert client.get(address(scene)).status_code == 404
    assert client.get(address(scene, "/letter.pdf")).status_code == 404


def test_while_it_collects_it_shows_text_version_hash_and_who_signed(client: FlaskClient, scene: Scene) -> None:
    page = client.get(address(scene)).text
    assert "Stop the deportation." in page
    assert "Version 1 of the text" in page
    digest = drafting.open_version(scene.now).sha256
    assert " ".join(re.findall("." * 8, digest)) in " ".join(page.split())
    assert page.index("Ćwiklińska") < page.index("Žemaitė")
    assert "Signatures so far" in page
    assert address(scene) in client.get("/en/campaigns").text


def test_it_says_which_organisation_runs_it(client: FlaskClient, scene: Scene) -> None:
    assert "Run by Lantern" in client.get(address(scene)).text


def test_who_did_not_agree_to_be_published_is_counted_and_never_named(client: FlaskClient, scene: Scene) -> None:
    scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
    scene.sign("Ivo", "Printonly-Test", consents=PRINT_ONLY)
    for prepare in (lambda: None, scene.close, scene.confirm):
        prepare()
        page = client.get(address(scene)).text
        assert "and 2 who asked not to be named publicly" in page
        assert "Undisclosed" not in page + client.get("/en/campaigns").text
        assert "Printonly" not in page


def test_after_dispatch_it_says_what_was_sent_to_whom_and_with_which_result(client, sent: Scene) -> None:
    refused = f"5.1.1 <{sent.offices[1].email}>: no such user"
    answered(sent, Outcome(MessageState.ACCEPTED, "2.0.0 Ok", 250), Outcome(MessageState.REFUSED, refused, 550))
    page = client.get(address(sent)).text
    assert "Accepted by the office’s mail server" in page
    assert "Refused: the office’s server does not know this mailbox" in page
    assert f"{now().day} {now():%b %Y}" in page
    assert "Office A has not answered yet." in page
    assert "The letter has not reached Office B." in page


def test_a_letter_that_came_back_is_told_in_plain_words_without_the_address(client, sent: Scene) -> None:
    answered(sent, Outcome(MessageState.ACCEPTED, "2.0.0 Ok", 250), Outcome(MessageState.ACCEPTED, "2.0.0 Ok", 250))
    with transaction():
        take_back(queries.message_of(sent.deliveries[1]), f"550 5.1.1 <{sent.offices[1].email}>: no such user")
    page = client.get(address(sent)).text
    assert "Came back: the office’s server does not know this mailbox" in page
    assert sent.offices[1].email not in page
    assert "The letter has not reached Office B." in page


def test_the_cases_page_says_too_what_was_sent_and_what_is_still_open(client: FlaskClient, sent: Scene) -> None:
    answered(sent, Outcome(MessageState.ACCEPTED, "2.0.0 Ok", 250), Outcome(MessageState.REFUSED, "5.1.1 No", 550))
    page = client.get(f"/en/cases/{sent.case.slug}").text
    assert "Accepted by the office’s mail server" in page
    assert "Office A has not answered yet." in page


def test_no_address_is_ever_shown(client: FlaskClient, sent: Scene) -> None:
    refused = f"5.1.1 <{sent.offices[1].email}>: no such user"
    answered(sent, Outcome(MessageState.DEFERRED, refused, 451), Outcome(MessageState.REFUSED, refused, 550))
    page = client.get(address(sent)).text
    assert "@" not in page
    assert "Sample Street" not in page


def test_only_replies_marked_public_are_shown(client: FlaskClient, sent: Scene) -> None:
    for words, is_public in (("We shall look into it.", True), ("Between us: no.", False)):
        with transaction():
            answers.record_reply(acting(sent.ada), sent.campaign, ReplyData(today(), "Office A", words, is_public))
    page = client.get(address(sent)).text
    assert "We shall look into it." in page
    assert "Between us" not in page


def test_a_follow_up_is_told_by_its_day_alone(client: FlaskClient, sent: Scene) -> None:
    with transaction():
        answers.add_follow_up(acting(sent.ada), sent.campaign, today() + timedelta(days=3), "Ring the deputy at home")
    page = client.get(address(sent)).text
    assert "A follow-up is due on" in page
    assert "deputy" not in page


def test_the_letter_is_offered_when_all_whom_it_names_agreed(client: FlaskClient, scene: Scene) -> None:
    scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
    scene.close()
    letter = scene.confirm()
    assert address(scene, "/letter.pdf") in client.get(address(scene)).text
    answer = client.get(address(scene, "/letter.pdf"))
    assert answer.data == letter.pdf
    assert answer.headers["ETag"] == f'"{letter.pdf_sha256}"'
    assert "Undisclosed" not in words_of(answer.data)
    again = client.get(address(scene, "/letter.pdf"), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_letter_is_not_offered_while_it_names_somebody_who_did_not_agree(client, scene: Scene) -> None:
    scene.sign("Ivo", "Printonly-Test", consents=PRINT_ONLY)
    scene.close()
    assert "Printonly" in words_of(scene.confirm().pdf)
    page = client.get(address(scene)).text
    assert "The PDF is not offered here" in page
    assert client.get(address(scene, "/letter.pdf")).status_code == 404


def test_who_withdrew_after_dispatch_is_no_longer_named(client: FlaskClient, scene: Scene) -> None:
    gone = scene.sign("Ivo", "Gone-Test")
    scene.close()
    scene.confirm()
    withdraw(gone)
    page = client.get(address(scene)).text
    assert "1 signatory has withdrawn since." in page
    assert "Gone-Test" not in page
    assert client.get(address(scene, "/letter.pdf")).status_code == 404


def test_the_chain_of_campaigns_is_shown_as_far_as_it_is_public(client: FlaskClient, sent: Scene) -> None:
    later = a_campaign(sent.case, CampaignState.COLLECTING)
    change(later, follows_id=sent.campaign.id, title="Ask again")
    assert "Ask again" in client.get(address(sent)).text
    assert "Follows:" in client.get(f"/en/campaigns/{later.slug}").text
    change(later, is_public=False)
    assert "Ask again" not in client.get(address(sent)).text


def test_a_sample_says_so_and_stays_out_of_search(client: FlaskClient, scene: Scene) -> None:
    assert 'name="robots" content="index, follow"' in client.get(address(scene)).text
    change(scene.case, basis=Basis.SAMPLE, basis_note="All of this is invented.")
    page = client.get(address(scene)).text
    assert "All of this is invented." in page
    assert 'name="robots" content="noindex"' in page


def test_a_reader_meets_no_cookie_no_script_and_no_stranger(client: FlaskClient, sent: Scene) -> None:
    for path in ("/en/campaigns", address(sent), address(sent, "/letter.pdf")):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        if answer.mimetype == "text/html":
            assert "<script" not in answer.text
            assert "csrf_token" not in answer.text


def test_the_list_says_when_there_is_nothing(client: FlaskClient) -> None:
    assert "No campaign is open to readers yet." in client.get("/en/campaigns").text


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("5.1.1 <minister@office.example> unknown", "does not know this mailbox"),
        ("5.2.2 over quota", "the mailbox is full"),
        ("5.2.1 disabled", "takes no mail"),
        ("5.7.26 unauthenticated", "does not let such mail in"),
        ("go away minister@office.example", "gave no reason"),
    ],
)
@pytest.mark.usefixtures("app")
def test_a_refusal_is_told_in_plain_words(reply: str, said: str) -> None:
    assert said in why_refused(reply)
    assert "@" not in why_refused(reply)


def test_lists_name_who_signed_in_the_order_of_print_and_count_those_who_asked_not_to_be_named(
    client: FlaskClient, scene: Scene
) -> None:
    scene.sign("Wanda", "Zawadzka")
    scene.sign("Adam", "Abramik")
    scene.sign("Hidden", "Hand", consents=UNDISCLOSED)
    scene.close()
    for page in (client.get("/en/campaigns").text, client.get(f"/en/cases/{scene.case.slug}").text):
        assert page.index("Abramik") < page.index("Zawadzka")
        assert "who asked not to be named publicly" in page
        assert "Hand" not in page
