"""The board of an appeal: organisations, coalitions and heads are never added up."""

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.signing.appeal import Appeal, give


def test_the_board_of_an_appeal_tells_organisations_and_heads_apart(app: Flask, client: FlaskClient) -> None:
    appeal = Appeal()
    appeal.signed("Example Initiative", "Ona Testė")
    other = appeal.organisation("Sample Union")
    appeal.head(other, "Ivo Vzorek")
    give(appeal.ask(appeal.speaker(other, "Ivo Vzorek"), in_person=True), name="Ivo Vzorek")
    sign_in(client, appeal.author)
    board = client.get(f"/en/desk/campaigns/{appeal.campaign.id}").text
    assert "<dt>Counted as</dt><dd>1 head of an organisation and 1 organisation</dd>" in board
