"""What anyone reads of an appeal: each counted in its own capacity, and no sum of what can't be added up."""

from flask import Flask
from flask.testing import FlaskClient

from tests.signing.appeal import Appeal, give


def test_the_page_of_an_appeal_adds_up_no_organisations_and_heads(app: Flask, client: FlaskClient) -> None:
    appeal = Appeal()
    appeal.signed("Example Initiative", "Ona Testė")
    page = client.get(f"/en/campaigns/{appeal.campaign.slug}").text
    assert "1 organisation" in page
    assert "Signatures so far" in page
    other = appeal.organisation("Sample Union")
    appeal.head(other, "Ivo Vzorek")
    give(appeal.ask(appeal.speaker(other, "Ivo Vzorek"), in_person=True), name="Ivo Vzorek")
    page = client.get(f"/en/campaigns/{appeal.campaign.slug}").text
    assert "1 head of an organisation and 1 organisation" in page
    assert "Signatures so far" not in page
