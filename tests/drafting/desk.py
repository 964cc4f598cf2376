"""A browser on the pages of a text, with a colleague who writes and judges too."""

from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.cases.models import Case
from petitions.core.db import db, transaction
from petitions.drafting import queries, service
from petitions.drafting.models import Version
from petitions.drafting.service import Draft
from tests.factories import TEXT, a_campaign, a_case, a_user, acting, an_organisation, sign_in


@dataclass
class Desk:
    """A browser in which one user is signed in, with a colleague and a campaign of the colleague's."""

    client: FlaskClient
    user: User
    colleague: User
    campaign: Campaign

    def get(self, page: str, status: int = 200) -> str:
        answer = self.client.get(self.address(page))
        assert answer.status_code == status, answer.get_data(as_text=True)
        return str(answer.get_data(as_text=True))

    def post(self, page: str, status: int = 303, **data: str) -> str:
        answer = self.client.post(self.address(page), data=data)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return str(answer.location or answer.get_data(as_text=True))

    def write(self, status: int = 303, **changed: str) -> str:
        typed = {"subject": "Let her stay", "body": TEXT, "why": "", "made_from": "1", "language": "en"}
        return self.post("text", status, **{**typed, **changed})

    def address(self, page: str) -> str:
        return f"/en/desk/campaigns/{self.campaign.id}/{page}".rstrip("/")

    @property
    def state(self) -> str:
        """What the database says, not what the test has read before."""
        return db.session.scalars(select(Campaign.state).where(Campaign.id == self.campaign.id)).one()

    @property
    def versions(self) -> list[Version]:
        return list(queries.versions(db.session.get_one(Campaign, self.campaign.id)))

    def colleague_saves(self, body: str) -> None:
        latest = self.versions[-1].number
        actor = acting(self.colleague)
        with transaction():
            service.save_version(actor, self.campaign, Draft("Let her stay", body, "Meanwhile", latest))


def a_desk(client: FlaskClient, *roles: str, state: str = "drafting", mine: bool = False) -> Desk:
    organisation = an_organisation()
    user, colleague = a_user(organisation, *roles), a_user(organisation, name="Bo Colleague")
    sign_in(client, user)
    return Desk(client, user, colleague, a_campaign(a_case(organisation), state, author=user if mine else colleague))


def a_blank_desk(client: FlaskClient, **about: str) -> Desk:
    """A desk whose campaign has no text yet."""
    desk = a_desk(client)
    with transaction() as session:
        session.delete(desk.versions[0])
        for name, value in about.items():
            setattr(session.get_one(Case, desk.campaign.case_id), name, value)
    return desk


def seen(version: Version) -> dict[str, str]:
    """What the page of this version sends with a verdict."""
    return {"version_id": str(version.id), "sha256": version.sha256}
