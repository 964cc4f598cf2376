"""The command line makes the first owner, or says why not."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.accounts.models import User
from petitions.core.db import db
from tests.accounts.scene import TEAM, ask, enter
from tests.factories import an_organisation
from tests.support.mailbox import code_for


class TestTheCommandLine:
    def test_it_makes_the_first_owner_and_says_how_to_sign_in(self, app: Flask, client: FlaskClient) -> None:
        options = ["--name", "Ada", "--email", "ada@ngo.example", "--organisation", "Lantern"]
        result = app.test_cli_runner().invoke(args=["accounts", "create-owner", *options])
        assert result.exit_code == 0
        assert "http://localhost:8000/en/sign-in" in result.output
        ask(client, "ada@ngo.example")
        assert enter(client, code_for("ada@ngo.example")).status_code == 303
        assert "Invite a colleague" in client.get(TEAM).text

    @pytest.mark.parametrize(
        ("name", "address", "organisation"),
        [("Ada", "ada", "Other"), ("Ada", "ada@ngo.example", "LANTERN"), (" ", "ada@ngo.example", "Other")],
    )
    def test_it_refuses_in_a_sentence_and_changes_nothing(
        self, app: Flask, name: str, address: str, organisation: str
    ) -> None:
        an_organisation("Lantern")
        options = ["--name", name, "--email", address, "--organisation", organisation]
        result = app.test_cli_runner().invoke(args=["accounts", "create-owner", *options])
        assert result.exit_code != 0
        assert "Traceback" not in result.output
        assert db.session.scalar(select(func.count()).select_from(User)) == 0
