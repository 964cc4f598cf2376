"""What is lodged is never sent: members are told that they commit, and that they sign a sheet by hand besides."""

import pytest
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.people.models import Person
from petitions.signing.models import ConsentKind, Invitation
from petitions.signing.wordings import FOR_LODGING, WORDINGS
from tests import factories
from tests.signing.browsing import sign, text, type_code
from tests.support.mailbox import mails_to, text_of

BY_HAND = "your own signature by hand"


@pytest.fixture
def declaration(campaign: Campaign, member: Person, invitation: Invitation) -> Campaign:
    """The text is a written declaration, and the member sits in the Assembly."""
    factories.changed(db.session.get_one(Person, member.id).mandates[0], body="pace", group_code="SOC")
    return factories.changed(campaign, instrument="pace_declaration")


def test_a_member_reads_how_it_is_lodged_and_not_to_which_office_it_goes(
    phone: FlaskClient, letter: str, declaration: Campaign
) -> None:
    shown = text(phone.get(letter))
    assert "How it is lodged" in shown
    assert BY_HAND in shown
    assert "To whom it goes" not in shown


def test_a_member_is_told_that_only_who_stands_on_the_sheet_is_counted(
    phone: FlaskClient, letter: str, declaration: Campaign, address: str
) -> None:
    shown = text(phone.get(type_code(phone, letter, address)))
    assert "Only who agrees to be printed stands on the sheet that is lodged" in shown
    for words in FOR_LODGING.values():
        assert str(words) in shown
    assert str(WORDINGS[ConsentKind.PRINT]) not in shown


def test_receipt_and_its_page_say_that_the_sheet_is_still_to_be_signed(
    phone: FlaskClient, letter: str, declaration: Campaign, address: str
) -> None:
    shown = text(sign(phone, letter, address, print_name="y"))
    assert "You have signed" in shown
    assert BY_HAND in shown
    assert "When it is lodged, this page says so." in shown
    assert str(FOR_LODGING[ConsentKind.PRINT]) in shown
    assert BY_HAND in " ".join(text_of(mails_to(address)[-1]).split())


@pytest.mark.parametrize("state", ["closed", "dispatched", "concluded", "withdrawn"])
def test_no_state_is_told_as_that_of_a_letter_that_is_sent(
    phone: FlaskClient, letter: str, declaration: Campaign, state: str
) -> None:
    factories.changed(declaration, state=state)
    shown = text(phone.get(letter))
    assert "sent" not in shown.split("How it is lodged")[0]
    assert {"closed": "the sheet that is lodged", "withdrawn": "It will not be lodged."}.get(
        state, "The text was lodged"
    ) in shown


def test_who_is_asked_late_reads_until_when_names_are_taken(
    phone: FlaskClient, letter: str, declaration: Campaign
) -> None:
    factories.changed(declaration, state="dispatched")
    shown = text(phone.get(letter))
    assert "Names are taken until the close of the next part-session." in shown
    assert "Sign this letter" in shown
