"""An organiser finds organisations and asks them; their representatives sign on a phone, through the same pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.signing import queries
from tests.factories import sign_in
from tests.people.organisations import registered
from tests.signing.appeal import Appeal, give
from tests.signing.browsing import sign, text, type_code
from tests.support.mailbox import link_for, mails_to, text_of


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal that is open for signature."""
    return Appeal()


@pytest.fixture
def office(client: FlaskClient, appeal: Appeal) -> FlaskClient:
    """The organiser's browser."""
    sign_in(client, appeal.author)
    return client


def desk(appeal: Appeal) -> str:
    return f"/en/desk/campaigns/{appeal.campaign.id}/invitations"


def test_from_the_search_to_the_receipt(app: Flask, office: FlaskClient, appeal: Appeal) -> None:
    row = appeal.speaker(appeal.organisation())
    appeal.organisation("Meridian Bridge")
    found = office.get(f"{desk(appeal)}/new?text=example")
    assert "through Ona Testė, Director" in found.text
    assert "Meridian Bridge" not in found.text
    listed = office.post(f"{desk(appeal)}/new", data={"organisation": str(row.id)}, follow_redirects=True)
    assert "Invited: 1 organisation." in text(listed)
    assert "Example Initiative" in listed.text
    assert "through Ona Testė, Director" in listed.text

    phone = app.test_client()
    (invitation,) = queries.invitations(appeal.campaign)
    letter = f"/en/letters/{invitation.id}"
    page = phone.get(link_for("ona@example.example"), follow_redirects=True)
    assert "Lantern asks Example Initiative to sign" in page.text
    assert "You are asked to sign for Example Initiative" in phone.get(f"{letter}/code").text
    shown = phone.get(type_code(phone, letter, "ona@example.example"))
    assert "Sign for Example Initiative" in shown.text
    assert "The letter prints: Example Initiative, represented by Ona Testė, Director." in text(shown)
    assert "for Example Initiative, and have the authority to do so." in text(shown)
    assert "Print the name of Example Initiative under the letter, and mine beside it." in text(shown)
    receipt = sign(phone, letter, "ona@example.example", print_name="y", publish="y")
    assert "You have signed for Example Initiative" in receipt.text
    assert "represented by Ona Testė, Director" in receipt.text
    assert "As printed: Example Initiative" in text_of(mails_to("ona@example.example")[-1])

    answered = text(office.get(desk(appeal)))
    assert "1 asked, 1 signed. Signed so far: 1 organisation." in answered
    assert "Statutes of 2 May 2024, article 12, confirmed by Bo Colleague." in answered


def test_the_page_offers_only_those_who_may_sign_today_and_says_who_vouched(
    office: FlaskClient, appeal: Appeal
) -> None:
    one = appeal.organisation()
    appeal.speaker(one, email="ona@mailbox.example")
    registered.a_representative(appeal.actor, one, name="Bea Unconfirmed")
    appeal.end(appeal.speaker(one, "Cai Ended"))
    appeal.organisation("Meridian Bridge")
    page = text(office.get(f"{desk(appeal)}/new"))
    assert "address outside its own domains, confirmed by Bo Colleague" in page
    assert "Bea Unconfirmed" not in page
    assert "Cai Ended" not in page
    assert "Nobody may sign for it today." in page


def test_a_head_is_offered_in_person_and_signs_so(app: Flask, office: FlaskClient, appeal: Appeal) -> None:
    one = appeal.organisation()
    row = appeal.speaker(one)
    appeal.head(one)
    assert "Ona Testė in person, as head" in office.get(f"{desk(appeal)}/new").text
    ticked = {"organisation": str(row.id), "head": str(row.id)}
    listed = office.post(f"{desk(appeal)}/new", data=ticked, follow_redirects=True)
    assert "1 organisation and 1 head of an organisation" in text(listed)
    in_person = next(one for one in queries.invitations(appeal.campaign) if one.body == "head")
    phone = app.test_client()
    opened = phone.get(link_for("ona@example.example"), follow_redirects=True)
    assert "asks for your signature, as head of Example Initiative" in opened.text
    receipt = sign(phone, f"/en/letters/{in_person.id}", "ona@example.example")
    assert "Director of Example Initiative" in receipt.text
    assert "You have signed" in receipt.text


def test_who_was_asked_is_not_offered_again_through_anybody(office: FlaskClient, appeal: Appeal) -> None:
    one = appeal.organisation()
    first, second = appeal.speaker(one), appeal.speaker(one, "Bea Second")
    appeal.ask(first)
    page = office.get(f"{desk(appeal)}/new")
    assert text(page).count("(invited)") == 2
    refused = office.post(f"{desk(appeal)}/new", data={"organisation": str(second.id)})
    assert "Example Initiative was invited before." in refused.text


def test_a_representative_of_another_organisations_register_is_unknown(app: Flask, office: FlaskClient) -> None:
    appeal, other = Appeal(), Appeal()
    sign_in(office, appeal.author)
    row = other.speaker(other.organisation())
    answer = office.post(f"{desk(appeal)}/new", data={"organisation": str(row.id), "head": str(row.id)})
    assert answer.text.count("There is no such representative.") == 2
    assert queries.invitations(appeal.campaign) == []


def test_a_letter_of_members_offers_no_organisation(app: Flask, client: FlaskClient) -> None:
    letter = Appeal(instrument="mep_letter")
    sign_in(client, letter.author)
    letter.speaker(letter.organisation())
    page = client.get(f"{desk(letter)}/new").text
    assert "Example Initiative" not in page
    assert "Political group" in page


def test_an_ended_authority_is_told_before_a_code_is_mailed(app: Flask, appeal: Appeal) -> None:
    row = appeal.speaker(appeal.organisation())
    invitation = appeal.ask(row)
    phone = app.test_client()
    phone.get(link_for("ona@example.example"))
    appeal.end(row)
    page = phone.post(f"/en/letters/{invitation.id}/ask")
    assert "The authority of Ona Testė to sign for Example Initiative is not in force today." in page.text
    assert len(mails_to("ona@example.example")) == 1


def test_the_board_counts_them_and_leads_to_the_organisation(office: FlaskClient, appeal: Appeal) -> None:
    appeal.signed("Amber Circle", "Ona Testė")
    invitation = appeal.ask(appeal.speaker(appeal.organisation("Birch House"), "Bea Second"))
    missing = text(office.get(f"/en/desk/campaigns/{appeal.campaign.id}/missing"))
    assert "Signed so far: 1 organisation." in missing
    assert "By delegation" not in missing
    person = office.get(f"/en/desk/people/{invitation.person_id}")
    assert person.location.endswith(f"/organisations/{invitation.registered_id}")


def test_a_page_tells_what_an_organisation_and_its_head_were_asked(office: FlaskClient, appeal: Appeal) -> None:
    one = appeal.organisation()
    row = appeal.speaker(one)
    appeal.head(one)
    give(appeal.ask(row))
    appeal.ask(row, in_person=True)
    page = f"/en/desk/people/organisations/{one.id}"
    assert f'href="{page}/asked"' in office.get(page).text
    told = text(office.get(f"{page}/asked"))
    assert "Let her stay Ona Testė signed , version 1" in told
    assert "Let her stay Ona Testė in person, as head invitation about to leave" in told


def test_others_who_are_asked_see_the_organisations_that_agreed_to_it(app: Flask, appeal: Appeal) -> None:
    appeal.signed("Amber Circle", "Ona Testė")
    row = appeal.speaker(appeal.organisation("Birch House"), "Bea Second")
    give(appeal.ask(row), agreed=frozenset({"sign"}))
    appeal.ask(appeal.speaker(appeal.organisation("Cedar Union"), "Cai Third"))
    page = text(app.test_client().get(link_for("cai@cedar.example"), follow_redirects=True))
    assert "Amber Circle represented by Ona Testė, Director" in page
    assert "Birch House" not in page
    assert "Signed without being named here before the letter is sent: 1 organisation." in page
