"""What members, organisers and scanners do on the pages, in a browser without script."""

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns import service as campaigns_service
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.signing import service
from petitions.signing.models import Invitation
from tests.factories import a_next_version, acting
from tests.signing.scene import MENDED
from tests.support.mailbox import code_for


class Page(HTMLParser):
    """Links and forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str]] = []
        self.fields: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "form":
            self.forms.append((found.get("method", "get").lower(), found.get("action", "")))
            self.fields.append([])
        elif tag in {"input", "textarea"} and self.fields and found.get("type") != "checkbox":
            self.fields[-1].append(found.get("name", ""))


def type_code(phone: FlaskClient, letter: str, address: str) -> str:
    """Ask for the code and type it; returns where that leads."""
    phone.post(f"{letter}/ask")
    return phone.post(f"{letter}/code", data={"code": code_for(address)}).location or ""


def sign(phone: FlaskClient, letter: str, address: str, **fields: str):
    """The whole way in, from the letter to the receipt."""
    page = phone.get(type_code(phone, letter, address)).text
    version = re.search(r'name="version"[^>]*value="([^"]+)"', page)[1]
    data = {"version": version, "name": "Ona Testė", **fields}
    return phone.post(f"{letter}/sign", data=data, follow_redirects=True)


def text(response) -> str:
    """The words of the page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def open_next(campaign: Campaign, organiser: User, colleague: User) -> None:
    """The organiser mends the text, the colleague approves it, and it is opened."""
    version = a_next_version(campaign, MENDED, organiser, colleague)
    with transaction():
        service.open_for_signature(acting(organiser), db.session.get_one(Campaign, campaign.id), version)


def move(campaign: Campaign, organiser: User, state: str) -> None:
    """The organiser brings the campaign into this state."""
    with transaction():
        campaigns_service.move(acting(organiser), db.session.get_one(Campaign, campaign.id), CampaignState(state))


def desk_pages(campaign: Campaign, invitation: Invitation) -> list[str]:
    """The organisers’ pages: opening, the table of invitations, inviting, ending."""
    desk = f"/en/desk/campaigns/{campaign.id}"
    stop = f"{desk}/invitations/{invitation.id}/stop"
    return [f"{desk}/open", f"{desk}/invitations", f"{desk}/invitations/new", stop]
