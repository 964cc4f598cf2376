"""What an operator does with accounts on the command line."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from petitions.accounts import queries
from petitions.accounts.models import Organisation
from petitions.core.db import db

FOUND = ("create-owner", "--name", "Inês Organiser", "--email", "ines@lantern.example", "--organisation", "Lantern")


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["accounts", *words])


def contact() -> str | None:
    return db.session.scalars(select(Organisation)).one().contact


class TestContact:
    def test_answers_go_to_the_contact(self, app: Flask) -> None:
        assert run(app, *FOUND, "--contact", "office@LANTERN.example").exit_code == 0
        assert contact() == "office@lantern.example"

    def test_without_one_answers_go_to_the_owner(self, app: Flask) -> None:
        assert run(app, *FOUND).exit_code == 0
        assert contact() == "ines@lantern.example"

    def test_the_help_says_where_answers_go_otherwise(self, app: Flask) -> None:
        assert "the owner's address" in " ".join(run(app, "create-owner", "--help").stdout.split())

    @pytest.mark.parametrize("option", ["--contact", "--email"])
    def test_what_is_no_address_is_refused_with_the_option_named(self, app: Flask, option: str) -> None:
        result = run(app, *FOUND, option, "nowhere")
        assert result.exit_code == 2
        assert option in result.stderr
        assert queries.user_by_address("ines@lantern.example") is None


class TestClosing:
    def test_an_account_is_closed_and_opened_again(self, app: Flask) -> None:
        run(app, *FOUND)
        closed = run(app, "disable", "INES@lantern.example")
        assert (closed.exit_code, "is closed" in closed.stdout) == (0, True)
        assert queries.user_who_may_sign_in("ines@lantern.example") is None
        assert run(app, "restore", "ines@lantern.example").exit_code == 0
        db.session.rollback()
        assert queries.user_who_may_sign_in("ines@lantern.example") is not None

    def test_it_says_who_is_left_without_an_owner(self, app: Flask) -> None:
        run(app, *FOUND)
        assert "Lantern has no other owner" in run(app, "disable", "ines@lantern.example").stdout

    @pytest.mark.parametrize("verb", ["disable", "restore"])
    def test_an_address_that_nobody_has_ends_with_a_sentence(self, app: Flask, verb: str) -> None:
        result = run(app, verb, "nobody@lantern.example")
        assert (result.exit_code, result.stderr) == (1, "Error: Nobody has an account with this address.\n")
