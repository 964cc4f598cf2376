"""What tests of signing begin with."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing import links
from petitions.signing.models import Invitation
from tests.factories import a_campaign, a_case, a_member, a_user, an_addressee, an_invitation, an_organisation
from tests.signing.scene import Desk
from tests.signing.supporters.petition import Petition


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A campaign whose text is open, and the organiser who acts on it."""
    return Desk()


@pytest.fixture
def petition(app: Flask) -> Petition:
    """A petition that anybody may sign."""
    return Petition()


@pytest.fixture
def organiser(app: Flask) -> User:
    """Who runs the campaign, signed in nowhere yet."""
    return a_user(an_organisation(), name="Ada Organiser")


@pytest.fixture
def colleague(organiser: User) -> User:
    """Who approves what the organiser writes."""
    user = a_user(an_organisation(), name="Bo Colleague")
    with transaction():
        membership = db.session.get_one(User, user.id).memberships[0]
        membership.organisation_id = db.session.get_one(User, organiser.id).memberships[0].organisation_id
    return user


@pytest.fixture
def campaign(organiser: User, colleague: User) -> Campaign:
    """A campaign that collects signatures for a letter to one office."""
    organisation = db.session.get_one(User, organiser.id).memberships[0].organisation
    campaign = a_campaign(a_case(organisation), "collecting", author=organiser, approver=colleague)
    an_addressee(campaign)
    return campaign


@pytest.fixture
def member(app: Flask) -> Person:
    """A member of the European Parliament."""
    return a_member(given="Ona", surname="Testė")


@pytest.fixture
def invitation(campaign: Campaign, member: Person) -> Invitation:
    """The member's invitation to the campaign."""
    return an_invitation(campaign, member)[0]


@pytest.fixture
def address(member: Person) -> str:
    """The member's registered address."""
    return db.session.get_one(Person, member.id).addresses[0].address


@pytest.fixture
def phone(app: Flask, invitation: Invitation) -> FlaskClient:
    """The member's phone, on which the link was opened."""
    phone = app.test_client()
    phone.get(f"/en/i/{links.token(invitation.id)}")
    return phone


@pytest.fixture
def letter(invitation: Invitation) -> str:
    """Where the member reads the letter once the link was opened."""
    return f"/en/letters/{invitation.id}"
