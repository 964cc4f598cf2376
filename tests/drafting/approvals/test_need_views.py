"""The pages on which a campaign says what it needs, asks for it, and sees how it stands."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.core.db import db
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest, NeedVerdict
from tests.desk.test_waiting import waits_for
from tests.drafting.approvals.office import PIA, Office, agree, everything
from tests.drafting.desk import seen
from tests.factories import TEXT, a_user, an_organisation, sign_in
from tests.support.mailbox import mails_to


class Page:
    """A browser in which one of the office is signed in."""

    def __init__(self, client: FlaskClient, office: Office, user: User | None = None) -> None:
        self.client, self.office = client, office
        sign_in(client, user or office.drafter)

    def get(self, page: str = "", status: int = 200) -> str:
        answer = self.client.get(self._address(page))
        assert answer.status_code == status, answer.text
        return " ".join(answer.text.split())

    def post(self, page: str, status: int = 303, **data: object) -> str:
        answer = self.client.post(self._address(page), data=data)
        assert answer.status_code == status, answer.text
        return " ".join(answer.text.split())

    def _address(self, page: str) -> str:
        return f"/en/desk/campaigns/{self.office.campaign.id}/{page}".rstrip("/")


@pytest.fixture
def office(client: FlaskClient) -> Office:
    return Office()


def test_a_need_is_named_and_stands_on_the_board(client: FlaskClient, office: Office) -> None:
    page = Page(client, office)
    assert "None is named yet" in page.get("approvals")
    page.post("approvals", kind="safety", reviewer=str(office.sol.id))
    page.post("approvals", kind="partner", party="Harbour Watch", person="Pia Partner", address=PIA)
    listed = page.get("approvals")
    assert "Sol Safety" in listed
    assert "p…a@harbour.example" in listed
    assert PIA not in listed
    board = page.get()
    assert "Partner organisation Harbour Watch: version 1 is not approved." in board
    assert "not asked yet" in board


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose what is approved."),
        ({"kind": "partner", "person": "Pia", "address": PIA}, "Name the organisation or the author"),
        ({"kind": "legal", "party": "Harbour", "person": "Pia", "address": PIA}, "for partners and authors only"),
        ({"kind": "legal"}, "Choose a colleague above, or name the person outside."),
        ({"kind": "legal", "person": "Pia"}, "Write the address"),
        ({"kind": "legal", "person": "Pia", "address": "no address"}, "Write the address like"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(
    client: FlaskClient, office: Office, typed: dict[str, str], said: str
) -> None:
    assert said in Page(client, office).post("approvals", 422, **typed)
    assert db.session.scalars(select(ApprovalNeed)).all() == []


def test_what_was_typed_is_kept(client: FlaskClient, office: Office) -> None:
    page = Page(client, office).post("approvals", 409, kind="safety", person="Pia Partner", address=PIA)
    assert "Only a colleague can vouch for safety" in page
    assert 'value="Pia Partner"' in page


def test_only_owners_and_drafters_say_what_is_needed(client: FlaskClient, office: Office) -> None:
    need = office.legal()
    page = Page(client, office, office.rut)
    assert "Make this approval needed" not in page.get("approvals")
    page.post("approvals", 403, kind="safety", reviewer=str(office.sol.id))
    page.post(f"approvals/{need.id}/remove", 403, reason="Because.")


def test_a_need_is_taken_away_with_a_reason_that_stays_on_the_page(client: FlaskClient, office: Office) -> None:
    need, page = office.partner(), Page(client, office)
    page.post(f"approvals/{need.id}/remove", 422, reason=" ")
    page.post(f"approvals/{need.id}/remove", reason="They left the coalition.")
    assert "They left the coalition." in page.get("approvals")
    assert "They left the coalition." in page.get("history")


def test_who_wrote_the_latest_version_finds_no_button_to_wave_safety_away(client: FlaskClient, office: Office) -> None:
    need = office.safety()
    page = Page(client, office)
    assert "somebody else has to decide" in page.get(f"approvals/{need.id}/remove")
    page.post(f"approvals/{need.id}/remove", 403, reason="It takes too long.")


def test_a_need_of_another_campaign_is_not_found(client: FlaskClient, office: Office) -> None:
    foreign = Office().legal()
    Page(client, office).get(f"approvals/{foreign.id}/remove", 404)


def test_whoever_gives_a_needed_approval_is_asked_by_name(client: FlaskClient, office: Office) -> None:
    legal, partner = office.legal(), office.partner()
    page = Page(client, office)
    asking = page.get("versions/1/ask")
    assert "Legal, by Rut Reviewer" in asking
    assert asking.count(" checked ") == 2
    page.post("versions/1/ask", need=[str(legal.id), str(partner.id)])
    assert len(db.session.scalars(select(NeedRequest)).all()) == 2
    assert len(mails_to(PIA)) == 1
    assert "asked <time" in page.get("versions/1")


def test_asking_nobody_is_refused(client: FlaskClient, office: Office) -> None:
    office.legal()
    assert "Choose a colleague." in Page(client, office).post("versions/1/ask", 422)


@pytest.mark.parametrize("reviewer", ["drafter", "stranger", "no id"])
def test_somebody_who_is_not_listed_is_refused_though_a_need_is_ticked(
    client: FlaskClient, office: Office, reviewer: str
) -> None:
    legal, others = office.legal(), {"drafter": office.drafter, "stranger": a_user(an_organisation("Elsewhere"))}
    typed = str(others[reviewer].id) if reviewer in others else reviewer
    page = Page(client, office).post("versions/1/ask", 409, need=str(legal.id), reviewer=typed)
    assert "Choose one of the colleagues listed. Nobody was asked yet." in page
    assert re.search(rf'checked [^>]*value="{legal.id}"', page)
    assert db.session.scalars(select(NeedRequest)).all() == []


def test_an_approval_that_is_not_missing_any_more_is_refused_with_all_that_was_ticked(
    client: FlaskClient, office: Office
) -> None:
    legal, partner = office.legal(), office.partner()
    office.take_away(partner, office.drafter)
    page = Page(client, office).post("versions/1/ask", 409, need=[str(legal.id), str(partner.id)])
    assert "not missing any more" in page
    assert mails_to(office.rut.email) == []


def test_a_colleague_without_a_named_approval_can_be_asked_besides(client: FlaskClient, office: Office) -> None:
    office.legal()
    Page(client, office).post("versions/1/ask", reviewer=str(office.sol.id))
    assert len(mails_to(office.sol.email)) == 1


def test_renewing_is_one_reading_and_one_click(client: FlaskClient, office: Office) -> None:
    office.legal()
    office.approve(office.rut)
    office.save(TEXT.replace("asylum", "protection"))
    page = Page(client, office, office.rut)
    review = page.get("versions/2/review")
    assert "What changed since version 1, which you approved" in review
    assert '<span class="hidden">added: </span>protection' in review
    assert "Approved version 1, not yet version 2" in review
    [need] = db.session.scalars(select(ApprovalNeed))
    assert f'type="hidden" name="covers" value="{need.id}"' in review
    page.post("versions/2/review", verdict="approve", covers=str(need.id), **seen(office.version))
    assert office.unmet == []


def test_one_who_gives_two_ticks_which(client: FlaskClient, office: Office) -> None:
    legal, safety = office.legal(), office.safety(office.rut)
    page = Page(client, office, office.rut)
    assert page.get("versions/1/review").count('name="covers"') == 2
    page.post("versions/1/review", 409, verdict="approve", **seen(office.version))
    page.post("versions/1/review", verdict="approve", covers=str(legal.id), **seen(office.version))
    assert office.unmet == ["Safety of the defender: version 1 is not approved."]
    assert safety.id != legal.id


def test_the_safety_checklist_shows_each_name_found_and_is_answered_point_by_point(
    client: FlaskClient, office: Office
) -> None:
    need = office.safety()
    office.protect("Aru Example", "relative")
    page = Page(client, office, office.sol)
    review = page.get("versions/1/review")
    assert "We ask you to let Aru Example stay." in review
    assert "(protected: Aru Example)" in review
    assert "No protected name of this kind was found" in review
    ticked = everything(office.version)
    sent = {"verdict": "approve", "covers": str(need.id), **seen(office.version)}
    refused = page.post("versions/1/review", 409, looked_at=ticked[:-1], **sent)
    assert "every point of the safety checklist" in refused
    assert refused.count(" checked") == len(ticked) - 1
    page.post("versions/1/review", looked_at=ticked, **sent)
    assert db.session.scalars(select(NeedVerdict)).one().verdict == "approved"
    told = page.get("versions/1")
    assert "What was looked at" in told
    assert "I looked for places" in told


def test_nobody_else_sees_a_checklist(client: FlaskClient, office: Office) -> None:
    office.safety()
    office.legal()
    assert "Safety checklist" not in Page(client, office, office.rut).get("versions/1/review")


def test_who_gives_none_is_told_that_only_a_refusal_counts(client: FlaskClient, office: Office) -> None:
    office.legal()
    assert "a refusal bars this version" in Page(client, office, office.sol).get("versions/1/review")


def test_the_page_that_opens_for_signature_names_what_is_missing(client: FlaskClient, office: Office) -> None:
    office.safety()
    office.approve(office.sol)
    office.save("Longer.\n")
    page = Page(client, office).get("open")
    assert "Safety of the defender: approved version 1, not yet version 2." in page
    assert "Open version 2 for signature" not in page


def test_an_approval_from_outside_stands_on_board_and_version(client: FlaskClient, office: Office) -> None:
    agree(office.ask(office.partner())[0])
    page = Page(client, office)
    for where in ("", "versions/1", "versions"):
        shown = page.get(where)
        assert "Approved" in shown
        assert "Pia Partner" in shown
        assert "Partner organisation Harbour Watch" in shown


def test_the_first_page_tells_whoever_gives_an_approval_that_it_waits(client: FlaskClient, office: Office) -> None:
    office.legal()
    office.safety(office.rut)
    told = "Your approval of version 1 of “Let her stay” is missing: Legal, Safety of the defender."
    assert waits_for(client, office.rut) == [told]
    assert waits_for(client, office.sol) == []
    assert waits_for(client, office.drafter) == []
    office.approve(office.rut)
    assert waits_for(client, office.rut) == []
    office.save("Longer.\n")
    assert waits_for(client, office.rut) == [told.replace("version 1", "version 2")]


def test_whose_approval_is_missing_is_led_to_the_review_and_nobody_else(client: FlaskClient, office: Office) -> None:
    office.legal()
    assert "Review this version" in Page(client, office, office.rut).get()
    assert "Review this version" not in Page(client, office, office.sol).get()


def test_everyone_in_the_organisation_may_read_what_is_needed(client: FlaskClient, office: Office) -> None:
    office.legal()
    dispatcher = a_user(office.organisation, Role.DISPATCHER)
    assert "Rut Reviewer" in Page(client, office, dispatcher).get("approvals")
