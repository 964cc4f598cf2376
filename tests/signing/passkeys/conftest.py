"""What tests of the pages of passkeys begin with."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.people.models import Person
from petitions.signing import links
from tests.factories import a_campaign, a_case, an_invitation
from tests.signing.browsing import sign
from tests.signing.passkeys.pages import enrol
from tests.support.authenticator import Authenticator


@pytest.fixture
def device(phone: FlaskClient, letter: str, address: str) -> Authenticator:
    """The member's device, enrolled on the phone right after a signature with a code."""
    sign(phone, letter, address)
    return enrol(phone, letter)


@pytest.fixture
def next_letter(
    app: Flask, phone: FlaskClient, device: Authenticator, organiser: User, colleague: User, member: Person
) -> str:
    """A further letter of the same organisation, opened on the phone."""
    organisation = db.session.get_one(User, organiser.id).memberships[0].organisation
    campaign = a_campaign(a_case(organisation), "collecting", author=organiser, approver=colleague)
    invitation = an_invitation(campaign, member)[0]
    phone.get(f"/en/i/{links.token(invitation.id)}")
    return f"/en/letters/{invitation.id}"
