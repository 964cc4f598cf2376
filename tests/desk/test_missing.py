"""The page that says what is missing, and who of the invited could bring it."""

from datetime import timedelta

from flask.testing import FlaskClient

from petitions.accounts.models import Organisation
from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.signing.models import ConsentKind
from tests import factories
from tests.signing.appeal import Appeal
from tests.support.cost import statements


def a_declaration(client: FlaskClient) -> Campaign:
    """A PACE declaration that nineteen of three delegations and one group have signed."""
    organisation: Organisation = factories.an_organisation()
    author, approver = factories.a_user(organisation), factories.a_user(organisation, name="Bo Approver")
    factories.sign_in(client, author)
    case = factories.a_case(organisation)
    campaign = factories.a_campaign(case, "collecting", author=author, approver=approver)
    factories.changed(campaign, instrument="pace_declaration")
    for place in range(19):
        member = factories.a_member(f"Ana{place}", "Pavyzdė", ("LT", "PL", "DE")[place % 3], "SOC")
        factories.changed(member.mandates[0], body="pace")
        factories.changed(factories.a_signature(campaign, member, ConsentKind.PRINT), body="pace")
    return campaign


def asked(campaign: Campaign, given: str, country: str, group: str) -> None:
    member = factories.a_member(given, "Bandė", country, group)
    factories.changed(member.mandates[0], body="pace")
    factories.an_invitation(campaign, member)


def test_the_page_names_who_would_bring_what_is_missing_and_who_would_bring_most_first(client: FlaskClient) -> None:
    campaign = a_declaration(client)
    asked(campaign, "Elin", "SE", "ALDE")
    asked(campaign, "Jonas", "LT", "SOC")
    page = client.get(f"/en/desk/campaigns/{campaign.id}/missing").text
    assert "a signature, a new delegation, a new political group" in page
    assert page.index("Elin Bandė") < page.index("Jonas Bandė")
    assert "Even if everybody" not in page


def test_an_organisation_that_was_asked_is_named_with_its_country_and_what_it_would_bring(client: FlaskClient) -> None:
    appeal = Appeal()
    appeal.ask(appeal.speaker(appeal.organisation()))
    factories.sign_in(client, appeal.author)
    page = client.get(f"/en/desk/campaigns/{appeal.campaign.id}/missing")
    assert page.status_code == 200
    for said in ("Example Initiative", "Lithuania", "a signature"):
        assert said in page.text


def test_many_who_would_bring_something_are_read_as_often_as_two(client: FlaskClient) -> None:
    campaign, seen = a_declaration(client), []
    for number in (2, 5):
        for place in range(number):
            asked(campaign, f"Elin{place}", "SE", "ALDE")
        seen.append(statements(client, f"/en/desk/campaigns/{campaign.id}/missing"))
    assert seen[0] == seen[1]


def test_when_those_asked_can_not_complete_it_the_page_says_where_nobody_was_asked(client: FlaskClient) -> None:
    campaign = a_declaration(client)
    asked(campaign, "Jonas", "LT", "SOC")
    page = client.get(f"/en/desk/campaigns/{campaign.id}/missing").text
    assert "Even if everybody who was asked signs, this stays missing" in page
    assert "Signatories of 1 more delegation are needed (3 of 4)." in page
    assert f"/en/desk/campaigns/{campaign.id}/invitations/new?country=SE" in page
    assert f"/en/desk/campaigns/{campaign.id}/invitations/new?group=ALDE" in page


def test_where_every_mandate_of_those_asked_has_ended_the_page_says_so_and_not_that_nobody_was_asked(
    client: FlaskClient,
) -> None:
    organisation = factories.an_organisation()
    author = factories.a_user(organisation)
    factories.sign_in(client, author)
    campaign = factories.a_campaign(factories.a_case(organisation), "collecting", author=author)
    member = factories.a_member()
    factories.an_invitation(campaign, member)
    page = f"/en/desk/campaigns/{campaign.id}/missing"
    assert "Nobody who was asked" not in client.get(page).text
    factories.changed(member.mandates[0], until=today() - timedelta(days=1))
    assert "Nobody who was asked holds a mandate today." in client.get(page).text


def test_before_anything_is_open_nothing_is_counted(client: FlaskClient) -> None:
    campaign = a_declaration(client)
    factories.changed(campaign, state="review", open_version_id=None)
    assert client.get(f"/en/desk/campaigns/{campaign.id}/missing").status_code == 404


def test_a_member_of_a_declaration_who_is_not_to_be_printed_brings_nothing(client: FlaskClient) -> None:
    campaign = a_declaration(client)
    member = factories.a_member("Unė", "Neatskleistė", "SE", "ALDE")
    factories.changed(member.mandates[0], body="pace")
    factories.changed(factories.a_signature(campaign, member), body="pace")
    page = client.get(f"/en/desk/campaigns/{campaign.id}").text
    assert "1 more signatory is needed (19 of 20)." in page
    assert "19 of 20" in page.replace("(19 of 20)", "")
