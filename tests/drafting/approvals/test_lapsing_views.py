"""What there is to look at since an approval for safety stands on the pages, and one click renews it."""

import re

import pytest
from flask.testing import FlaskClient

from petitions.core.db import db, transaction
from petitions.drafting import queries
from petitions.drafting.models import Version
from tests.desk.test_waiting import HOME, waits_for
from tests.drafting.approvals.office import Office
from tests.drafting.approvals.test_need_views import Page
from tests.factories import TEXT, a_campaign, a_case, changed
from tests.support.cost import counted, statements

BECAME = "“Aru Example” became protected after this approval."
AGAIN = "I have looked at what is new: approve version 1 again"


@pytest.fixture
def office(client: FlaskClient) -> Office:
    """Sol has vouched for the text, and a name in it became protected since."""
    office = Office()
    office.safety()
    office.approve(office.sol)
    office.protect("Aru Example", "relative")
    return office


def sent_by(page: str) -> dict[str, list[str]]:
    """What the button that approves sends, with nothing ticked or typed."""
    form = page.rsplit("<form", maxsplit=1)[1]
    fields: dict[str, list[str]] = {"verdict": ["approve"]}
    for tag in re.findall(r"<input [^>]*>", form):
        kind, name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("type", "name", "value"))
        if name and kind and (kind[1] == "hidden" or " checked" in tag):
            fields.setdefault(name[1], []).append(value[1] if value else "")
    return fields


def test_the_board_says_which_name_and_where(client: FlaskClient, office: Office) -> None:
    board = Page(client, office).get()
    assert "Approved, but counts no more" in board
    assert BECAME in board
    assert "We ask you to let Aru Example stay." in board
    assert "there is more to look at in version 1" in board
    assert 'tone-done">Approved<' not in board


@pytest.mark.parametrize("where", ["versions", "versions/1", "versions/1/ask", "open"])
def test_no_page_tells_of_it_as_of_an_approval_that_counts(client: FlaskClient, office: Office, where: str) -> None:
    page = Page(client, office).get(where)
    assert "Approved, but counts no more" in page
    assert 'tone-done">Approved<' not in page


def test_opening_is_not_offered_and_says_what_helps(client: FlaskClient, office: Office) -> None:
    page = Page(client, office).get("open")
    assert "Sol Safety has to look at that and approve it again." in page
    assert "Open version 1 for signature" not in page


def test_whoever_gave_it_is_led_there_from_the_first_page_and_nobody_else(client: FlaskClient, office: Office) -> None:
    told = "Your approval of version 1 of “Let her stay” counts no more: there is more to look at."
    assert waits_for(client, office.sol) == [told]
    assert waits_for(client, office.rut) == []
    changed(office.campaign, state="collecting", open_version_id=office.version.id)
    assert waits_for(client, office.sol) == [told]
    assert waits_for(client, office.rut) == []
    changed(office.campaign, state="dispatched")
    assert waits_for(client, office.sol) == []


def test_the_first_page_asks_as_often_for_several_texts_to_look_at_as_for_one(client: FlaskClient) -> None:
    office = Office()

    def cost(campaigns: int) -> int:
        for _number in range(campaigns):
            office.campaign = a_campaign(a_case(office.organisation), "review", author=office.drafter)
            office.safety()
            office.approve(office.sol)
            office.protect("Aru Example", "relative")
        assert len(waits_for(client, office.sol)) == campaigns + len(before)
        return statements(client, HOME)

    before: list[str] = []
    one = cost(1)
    before = waits_for(client, office.sol)
    assert cost(3) == one


def test_renewing_is_one_reading_and_one_click(client: FlaskClient, office: Office) -> None:
    page = Page(client, office, office.sol)
    review = page.get("versions/1/review")
    assert "What is new since you approved this version" in review
    assert BECAME in review
    assert AGAIN in review
    assert "checkbox" not in review
    page.post("versions/1/review", **sent_by(review))
    assert office.unmet == []
    assert AGAIN not in page.get("versions/1/review")


def test_a_later_version_is_one_reading_and_one_click_where_the_words_around_the_names_are_the_same(
    client: FlaskClient,
) -> None:
    office = Office()
    need = office.safety()
    office.protect("Aru Example", "relative")
    office.approve(office.sol)
    office.save(f"{TEXT}\nShe reported on courts for six years, and would go on doing so here.\n")
    office.ask(need)
    page = Page(client, office, office.sol)
    review = page.get("versions/2/review")
    assert "What changed since version 1, which you approved" in review
    assert "It is for this needed approval: <strong><bdi>Safety of the defender</bdi></strong>" in review
    assert review.count("(looked at in version 1)") == 4
    page.post("versions/2/review", **sent_by(review))
    assert office.unmet == []


def test_what_is_new_about_a_name_in_a_later_version_is_ticked_by_hand(client: FlaskClient) -> None:
    office = Office()
    need = office.safety()
    office.protect("Aru Example", "relative")
    office.approve(office.sol)
    office.save(TEXT.replace("let Aru Example stay", "let Aru Example stay in Sampletown"))
    office.ask(need)
    page = Page(client, office, office.sol)
    review = page.get("versions/2/review")
    assert review.count("(looked at in version 1)") == 3
    refused = page.post("versions/2/review", 409, **sent_by(review))
    assert "one was not ticked, or is new" in refused
    key = re.search(r'id="look-([0-9a-f]{16})" name="looked_at" value="[^"]+">', review)
    assert key
    fields = sent_by(review)
    page.post("versions/2/review", **{**fields, "looked_at": [*fields["looked_at"], key[1]]})
    assert office.unmet == []


def test_who_gave_two_renews_the_one_that_lapsed_and_the_other_goes_on_counting(client: FlaskClient) -> None:
    office = Office()
    legal, safety = office.legal(office.sol), office.safety()
    office.approve(office.sol)
    office.protect("Aru Example", "relative")
    board = Page(client, office).get()
    assert "(Legal)." in board
    assert "(Safety of the defender)." in board
    assert "(Legal, Safety of the defender)." not in board
    review = Page(client, office, office.sol).get("versions/1/review")
    ticked = [re.search(r'value="([^"]+)"', box) for box in re.findall(r"<input checked [^>]*>", review)]
    assert [one[1] for one in ticked if one] == [str(safety.id)]
    assert str(legal.id) in review


def test_what_became_protected_after_the_page_was_opened_is_shown_before_it_counts(
    client: FlaskClient, office: Office
) -> None:
    page = Page(client, office, office.sol)
    review = page.get("versions/1/review")
    office.protect("deportation", "place")
    refused = page.post("versions/1/review", 409, **sent_by(review))
    assert "one was not ticked, or is new" in refused
    assert "“deportation” became protected after this approval." in refused
    assert office.unmet != []
    page.post("versions/1/review", **sent_by(refused))
    assert office.unmet == []


def test_a_name_that_came_into_the_title_is_told_so(client: FlaskClient, office: Office) -> None:
    office.approve(office.sol)
    changed(office.campaign, title="Aru Example must stay")
    assert "“Aru Example” was not among what was looked at for this approval" in Page(client, office).get("versions/1")


def test_a_text_that_is_open_is_renewed_or_refused_and_a_refusal_says_that_signing_is_paused(
    client: FlaskClient, office: Office
) -> None:
    changed(office.campaign, state="collecting", open_version_id=office.version.id)
    page = Page(client, office, office.sol)
    assert "Review this version" in page.get()
    assert "If you refuse it, signing is paused" in page.get("versions/1/review")
    changed(office.campaign, state="closed")
    assert "If you refuse it, nothing is sent" in page.get("versions/1/review")
    sent = sent_by(page.get("versions/1/review"))
    page.post("versions/1/review", **{**sent, "verdict": ["refuse"], "reason": "Her brother can be found by it."})
    assert "Signing is paused." in page.get()
    assert "Her brother can be found by it." in page.get()


def test_an_organiser_asks_for_it_again_while_the_text_is_open(client: FlaskClient, office: Office) -> None:
    changed(office.campaign, state="collecting", open_version_id=office.version.id)
    page = Page(client, office)
    assert '/versions/1/ask"' in page.get()
    asking = page.get("versions/1/ask")
    [need] = set(re.findall(r'name="need"[^>]*value="([^"]+)"', asking))
    page.post("versions/1/ask", need=need)
    assert "asked <time" in page.get()


def test_where_nobody_vouches_for_safety_the_board_of_an_open_text_shows_what_became_protected(
    client: FlaskClient,
) -> None:
    office = Office("collecting")
    page = Page(client, office)
    assert "became protected" not in page.get()
    office.protect("Aru Example", "relative")
    board = page.get()
    assert "“Aru Example” became protected after the text was opened." in board
    assert "Signing goes on meanwhile." in board
    assert office.campaign.state == "collecting"


def test_what_was_protected_before_the_text_was_opened_alarms_nobody(client: FlaskClient) -> None:
    office = Office()
    office.protect("Aru Example", "relative")
    office.approve(office.rut)
    office.open()
    assert "became protected" not in Page(client, office).get()


def test_asking_whether_a_text_is_approved_costs_the_same_for_many_names(client: FlaskClient) -> None:
    def cost(names: int) -> int:
        office = Office()
        office.safety()
        for number in range(names):
            office.protect(f"Aru Example{'x' * number}", "relative")
        office.approve(office.sol)
        key = office.version.id
        db.session.expunge_all()
        with counted() as asked:
            queries.is_approved(db.session.get_one(Version, key))
        return len(asked)

    assert cost(1) == cost(9)


def test_the_version_approved_last_is_found_at_the_same_cost_after_many_refusals(client: FlaskClient) -> None:
    def cost(refused: int) -> int:
        office = Office()
        office.legal()
        office.approve(office.rut)
        for number in range(refused):
            office.save(f"Words {number}.\n")
            office.refuse(office.rut)
            changed(office.campaign, state="review")
        version = office.save("The last words.\n")
        with transaction(), counted() as asked:
            found = queries.last_approved_before(version)
        assert found is not None
        assert found.number == 1
        return len(asked)

    assert cost(1) == cost(8)
