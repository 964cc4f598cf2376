"""What the organisers' pages of batches share: the way back, and the mail as it will look."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.drafting import queries as drafting
from petitions.outbox.mail import Rendered
from petitions.signing import mail
from petitions.signing.models import Invitation


def desk_page(template: str, campaign: Campaign, *here: dict[str, str], **context: Any) -> str:
    """A page below the table of invitations; ``here`` are the last steps of the trail."""
    trail = [
        {"label": _("Campaigns"), "href": url_for("desk.home")},
        {"label": campaign.title, "href": url_for("desk.campaign", campaign_id=campaign.id)},
        {"label": _("Invitations"), "href": url_for("signing.invitations", campaign_id=campaign.id)},
        *here,
    ]
    return render_template(f"signing/batches/{template}.html", campaign=campaign, trail=trail, **context)


def mail_to(campaign: Campaign, language: str, who: Mapping[str, Any]) -> Rendered | None:
    """The mail as it would be got, None before there is a text. ``who`` is who an invitation would say is asked.

    Its links stand there in words, for they are made when it is sent.
    """
    if drafting.latest(campaign) is None:
        return None
    invitation = Invitation(campaign=campaign, language=language, **who)
    return mail.preview(
        invitation,
        link=_("(here stands the link to the letter, another one for each person)"),
        unsubscribe=_("(here stands the link that stops further mail)"),
    )
