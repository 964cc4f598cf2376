"""The pages of a batch as an organiser goes through them, in a browser without script."""

import html
import re

from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign


def way(campaign: Campaign) -> str:
    """Where a batch begins."""
    return f"/en/desk/campaigns/{campaign.id}/invitations/batch"


def hidden(page: str) -> dict[str, str]:
    """What the form of the preview brings along."""
    form = page[page.index("/batch/send") :]
    fields = (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]+>", form))
    return {field["name"]: html.unescape(field["value"]) for field in fields if field["name"] != "csrf_token"}


def previewed(client: FlaskClient, campaign: Campaign, **chosen: str) -> tuple[str, dict[str, str]]:
    """The preview of what is chosen, and what its button sends."""
    page = client.post(way(campaign), data={"language": "en", **chosen})
    assert page.status_code == 200, page.text
    return page.text, hidden(page.text)
