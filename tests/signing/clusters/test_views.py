"""The organisers' pages of what waits for a look, and what its bearer reads of it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.signing import links
from petitions.signing.clusters.models import Cluster
from petitions.signing.clusters.states import ClusterState
from petitions.signing.models import Signature
from tests.factories import a_next_version, a_user, an_organisation, changed, sign_in
from tests.signing.clusters.crowd import DOMAIN, NETWORK, crowd, decide, states, stored, waiting, work
from tests.signing.supporters.petition import Petition

NUMBER_NOW, NUMBER_THEN = "<dt>Public number now</dt><dd>2</dd>", "<dt>Public number then</dt><dd>22</dd>"
NOBODY = "00000000-0000-4000-8000-000000000000"
AT_DOMAIN = f"all with mailboxes at {DOMAIN}"


@pytest.fixture
def desk(client: FlaskClient, petition: Petition) -> FlaskClient:
    """The browser of an organiser."""
    sign_in(client, petition.author)
    return client


@pytest.fixture
def queue(petition: Petition) -> str:
    """Where the queue of the petition is."""
    return f"/en/desk/campaigns/{petition.campaign.id}/clusters"


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def address_to_decide(queue: str, after: str, *clusters: Cluster) -> str:
    return f"{queue}/decide?decision={after}" + "".join(f"&cluster={one.id}" for one in clusters)


def post(client: FlaskClient, queue: str, after: str, *clusters: Cluster, note: str = ""):
    seen = " ".join(f"{one.id}:{one.last_number}" for one in clusters)
    return client.post(address_to_decide(queue, after, *clusters), data={"seen": seen, "note": note})


def test_the_board_says_what_waits_and_why(desk: FlaskClient, petition: Petition, cluster, queue: str) -> None:
    board = read(desk, f"/en/desk/campaigns/{petition.campaign.id}")
    for said in ("20 signatures wait for a look", AT_DOMAIN, "Vera Crowd 1", queue):
        assert said in board
    assert "20 signatures under “" in read(desk, "/en/desk/")


def test_the_board_says_nothing_where_nothing_waits(desk: FlaskClient, petition: Petition) -> None:
    crowd(petition.campaign, 3)
    work()
    assert "for a look" not in read(desk, f"/en/desk/campaigns/{petition.campaign.id}")


def test_the_queue_lists_what_waits(desk: FlaskClient, cluster, queue: str) -> None:
    page = read(desk, queue)
    for said in ("20 signatures wait.", "The public number is 2 without them.", AT_DOMAIN, "Vera Crowd 1", "UTC"):
        assert said in page


def test_a_network_is_not_named(desk: FlaskClient, petition: Petition, queue: str) -> None:
    crowd(petition.campaign, 30, network=NETWORK)
    work()
    page = read(desk, queue)
    assert "all from one network" in page
    assert NETWORK.rpartition(".")[0] not in page


def test_every_one_of_them_can_be_looked_at_a_page_at_a_time(desk: FlaskClient, petition, queue: str) -> None:
    crowd(petition.campaign, 60, domain=DOMAIN)
    work()
    one = f"{queue}/{waiting(petition.campaign)[0].id}"
    first, second = read(desk, one), read(desk, f"{one}?behind=50")
    assert (first.count("Vera Crowd"), second.count("Vera Crowd")) == (50, 10)
    assert "behind=50" in first
    assert f"@{DOMAIN}" in first
    assert "person1@" not in first


def test_a_preview_says_what_would_happen_and_does_nothing(desk: FlaskClient, many, cluster, queue: str) -> None:
    page = read(desk, address_to_decide(queue, "counted", cluster))
    for said in ("Count 20 signatures?", NUMBER_NOW, NUMBER_THEN, "Vera Crowd 1", "Nothing is done yet."):
        assert said in page
    assert states(many) == {("set_aside", "waits")}


def test_they_are_counted_with_a_note(desk: FlaskClient, many, cluster, queue: str) -> None:
    answer = post(desk, queue, "counted", cluster, note="A school in Kaunas.")
    assert (answer.status_code, answer.location) == (303, queue)
    assert states(many) == {("confirmed", "")}
    page = read(desk, queue)
    for said in ("20 signatures are counted.", "None waits.", "They are people: counted", "A school in Kaunas."):
        assert said in page


def test_a_decision_is_taken_back_and_stays_in_the_history(desk: FlaskClient, many, cluster, queue: str) -> None:
    post(desk, queue, "set_aside", cluster, note="One hand.")
    assert "Let 20 signatures wait again?" in read(desk, address_to_decide(queue, "waiting", cluster))
    post(desk, queue, "waiting", cluster)
    page = read(desk, queue)
    for said in ("20 signatures wait.", "One hand.", "Decision taken back"):
        assert said in page
    assert states(many) == {("set_aside", "waits")}


def test_several_are_decided_at_once(desk: FlaskClient, petition: Petition, many, queue: str) -> None:
    more = crowd(petition.campaign, 30, network=NETWORK)
    work()
    both = waiting(petition.campaign)
    assert "Set 50 signatures aside?" in read(desk, address_to_decide(queue, "set_aside", *both))
    post(desk, queue, "set_aside", *both)
    assert states([*many, *more]) == {("set_aside", "set_aside")}


def test_whoever_chose_nothing_is_told(desk: FlaskClient, cluster, queue: str) -> None:
    answer = desk.get(f"{queue}/decide?decision=counted", follow_redirects=True)
    assert "Choose which of them you decide on." in answer.get_data(as_text=True)


def test_a_decision_that_somebody_else_made_otherwise_is_refused_and_the_note_kept(
    desk: FlaskClient, petition: Petition, cluster, queue: str
) -> None:
    decide(petition.colleague, petition.campaign, ClusterState.SET_ASIDE, cluster)
    answer = post(desk, queue, "counted", cluster, note="They are people.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Somebody decided on these signatures before." in page
    assert "They are people." in page


NOWHERE = (
    "",
    "?decision=",
    "?decision=annulled",
    "?decision=counted&cluster=x",
    f"?decision=counted&cluster={NOBODY}",
)


@pytest.mark.parametrize("query", NOWHERE)
def test_an_address_of_nothing_is_not_found(desk: FlaskClient, cluster, queue: str, query: str) -> None:
    assert desk.get(f"{queue}/decide{query}").status_code == 404


@pytest.mark.parametrize("seen", ["", "x", "x:1", f"{NOBODY}:1", f"{NOBODY}:-1", f"{NOBODY}:{'9' * 40}", "::"])
def test_a_form_of_nothing_changes_nothing(desk: FlaskClient, many, cluster, queue: str, seen: str) -> None:
    answer = desk.post(address_to_decide(queue, "counted", cluster), data={"seen": seen})
    assert answer.status_code == 404
    assert states(many) == {("set_aside", "waits")}


def test_another_organisations_queue_does_not_exist(client: FlaskClient, cluster, queue: str) -> None:
    sign_in(client, a_user(an_organisation()))
    for path in (queue, f"{queue}/{cluster.id}", address_to_decide(queue, "counted", cluster)):
        assert client.get(path).status_code == 404


def test_a_reviewer_reads_and_does_not_decide(client: FlaskClient, petition: Petition, cluster, queue: str) -> None:
    sign_in(client, a_user(petition.campaign.organisation, "reviewer"))
    page = read(client, queue)
    assert "Owners, drafters and dispatchers decide." in page
    assert "checkbox" not in page
    assert client.get(address_to_decide(queue, "counted", cluster)).status_code == 403
    assert post(client, queue, "counted", cluster).status_code == 403


def test_a_closed_list_is_only_looked_at(desk: FlaskClient, petition: Petition, cluster, queue: str) -> None:
    changed(petition.campaign, state="closed")
    page = read(desk, queue)
    assert "The list is closed" in page
    assert "checkbox" not in page
    assert "Reopen the campaign first" in post(desk, queue, "counted", cluster).get_data(as_text=True)


def test_the_bearer_reads_on_the_receipt_that_it_waits(app: Flask, petition: Petition, many, cluster) -> None:
    waits, aside = "Your signature waits for a look", "Your signature is not counted"
    assert waits in receipt(app, many[0])
    decide(petition.author, petition.campaign, ClusterState.SET_ASIDE, cluster)
    page = receipt(app, many[0])
    assert aside in page
    assert waits not in page
    assert "Withdraw my signature" in page
    decide(petition.author, petition.campaign, ClusterState.WAITING, cluster)
    decide(petition.author, petition.campaign, ClusterState.COUNTED, cluster)
    page = receipt(app, many[0])
    assert "You have signed" in page
    assert waits not in page
    assert aside not in page


def test_who_signed_by_themselves_reads_nothing_of_it(app: Flask, petition: Petition) -> None:
    alone = crowd(petition.campaign, 1)
    work()
    assert "look" not in receipt(app, alone[0])


def receipt(app: Flask, signature_id) -> str:
    invitation = stored(Signature, signature_id).invitation
    phone = app.test_client()
    phone.get(f"/en/receipts/{links.receipt_token(invitation.id)}/done")
    return read(phone, f"/en/letters/{invitation.id}/receipt")


@pytest.mark.parametrize("stale", [False, True])
def test_whoever_has_only_the_invitation_reads_nothing_of_it(
    app: Flask, petition: Petition, many, cluster, stale: bool
) -> None:
    if stale:
        text = "Dear Minister,\n\nOther words.\n"
        version = a_next_version(petition.campaign, text, petition.author, petition.colleague)
        changed(petition.campaign, open_version_id=version.id)
    invitation = stored(Signature, many[0]).invitation
    phone = app.test_client()
    phone.get(f"/en/i/{links.token(invitation.id)}")
    page = read(phone, f"/en/letters/{invitation.id}")
    assert "waits for a look" not in page
    assert "have signed" not in page


def test_the_public_pages_name_and_count_without_them(client: FlaskClient, petition: Petition, many) -> None:
    own = f"/en/campaigns/{petition.campaign.slug}"
    for path in (own, f"{own}/names"):
        assert "Vera Crowd 3" not in read(client, path)
    assert "look" not in read(client, f"{own}/sign")


def test_the_page_of_a_signature_says_why_it_does_not_count(desk: FlaskClient, petition: Petition, many) -> None:
    page = read(desk, f"/en/desk/campaigns/{petition.campaign.id}/signatures/{many[0]}")
    assert "waits for a look, not counted" in page
    assert "disputed" not in page


def test_the_list_of_who_signed_leads_to_the_queue(desk: FlaskClient, petition: Petition, many, queue: str) -> None:
    page = read(desk, f"/en/desk/campaigns/{petition.campaign.id}/supporters")
    assert queue in page
    assert "20 wait" in page
