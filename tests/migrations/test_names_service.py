"""People who were on file before names had an index are found by it afterwards."""

from collections.abc import Callable

from flask import Flask

from petitions.core.actor import COMMAND_LINE
from petitions.people import queries
from tests import factories


def test_who_was_on_file_before_is_found_after_the_migration(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        campaign = factories.a_campaign(factories.a_case(factories.an_organisation()), "collecting")
        factories.an_invitation(campaign, factories.a_member("Ona", "ŽEMAITĖ-TESTĖ"))
    with app.app_context():
        app.extensions["alembic"].downgrade("0001")
    with app.app_context():
        app.extensions["alembic"].upgrade()
        for asked in ("Ona Zemaite", "zemaitte", "testė", "onažemaitėtestė"):
            (found,) = queries.search(COMMAND_LINE, text=asked)
            assert (found.person.surname, found.person.filed_as) == ("ŽEMAITĖ-TESTĖ", "zemaite teste\tona")
